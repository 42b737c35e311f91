"""A council at a glance: every measure is in the one group that its figures put it in."""

from datetime import date, timedelta

import polars as pl
import pytest

from analytics.enquiry.unlike import unlike_in_words
from analytics.evidence.evidence import OBSERVATION_COLUMNS
from analytics.notebooks.cells.before_the_meeting import ChangesCell, Side, render_changes
from analytics.notebooks.cells.glance import GlanceCell, render_glance
from analytics.notebooks.facts import facts
from analytics.notebooks.view import CannotRender
from tests.shipped import shipped

COUNCILS = ["barnet", "barnsley"]


def group_of(row, polarity, is_unlike):
    """Slow and obvious: where one measure belongs, from its two figures."""
    before, now = row["previous_value"], row["value"]
    if before is None or row["status"] == "forecast":
        return "– Too early to say"
    if row["unit"] == "count" and row["theme"] != "programme" and max(before, now) < 20:
        return "– Too early to say"
    moved = abs(now - before)
    if polarity != 0 and moved and row["denominator"] is not None and row["denominator"] < 20:
        return "– Too early to say"
    if polarity != 0 and is_unlike and moved:
        return "– Too early to say"
    small = moved < 3 if row["is_percentage"] else before != 0 and moved / abs(before) < 0.05
    if small or moved == 0:
        return "● About the same"
    if polarity == 0:
        return "◆ Changed, neither better nor worse"
    return "▲ Better" if (now > before) == (polarity > 0) else "▼ Worse"


@pytest.mark.parametrize("council", COUNCILS)
def test_every_recent_measure_is_counted_where_its_figures_put_it(council):
    known = facts(shipped(), council, None)
    newest = max(held.file.data_to for held in known.evidence.documents.values())
    recent = known.latest.filter(pl.col("period_end") >= newest - timedelta(days=730)).to_dicts()
    way = {id(row): group_of(row, row["polarity_sign"], bool(unlike_in_words(known, row))) for row in recent}
    wholes_and_parts = {
        (group, row["indicator"]) for row in recent if (group := way[id(row)]) in {"▲ Better", "▼ Worse"}
    }
    judged = {indicator for _, indicator in wholes_and_parts}
    rest = {
        (way[id(row)], row["indicator"]) for row in recent if not row["dimension"] and row["indicator"] not in judged
    }
    expected = {}
    for group, indicator in sorted(wholes_and_parts | rest):
        expected.setdefault(group, []).append(known.indicator(indicator).short_name)
    view = render_glance(GlanceCell(authority=council), shipped())
    assert {row[0].text: int(row[1].text) for row in view.table.rows} == {
        group: len(names) for group, names in expected.items()
    }
    for group, _, names in ([entry.text for entry in row] for row in view.table.rows):
        for name in names.split("; "):
            # One that moved in a part only is named with that part.
            assert name.startswith(("and ", *expected[group]))
    better, worse = (len(expected.get(name, [])) for name in ("▲ Better", "▼ Worse"))
    assert view.title == f"{better} better, {worse} worse, {len(expected['– Too early to say'])} too early to say"


@pytest.mark.parametrize("council", COUNCILS)
def test_as_many_became_better_and_worse_as_the_lists_of_changes_say(council):
    better, worse = (
        render_changes(ChangesCell(authority=council, side=side, most=100), shipped()).table.rows
        for side in (Side.FAVOURABLE, Side.ADVERSE)
    )
    glance = render_glance(GlanceCell(authority=council), shipped())
    assert glance.title.startswith(f"{len(better)} better, {len(worse)} worse, ")
    named = {row[0].text: set(row[2].text.split("; ")) for row in glance.table.rows}
    assert named["▲ Better"] == {row[0].text for row in better}
    assert named["▼ Worse"] == {row[0].text for row in worse}


def test_a_list_of_changes_that_is_cut_short_says_how_many_there_are():
    cell = ChangesCell(authority="barnsley", side=Side.FAVOURABLE)
    whole, short = (render_changes(cell.model_copy(update={"most": most}), shipped()) for most in (100, 2))
    assert short.title == whole.title
    assert len(short.table.rows) == 2 < len(whole.table.rows)
    assert short.summary.endswith(f" The 2 largest of the {len(whole.table.rows)} are listed.")
    assert "are listed" not in whole.summary


@pytest.mark.parametrize("council", COUNCILS)
def test_its_file_holds_printed_figures_once_and_every_one_is_cited(council):
    view = render_glance(GlanceCell(authority=council), shipped())
    rows = [*view.data.iter_rows()]
    assert set(rows) <= set(shipped().observations.select(list(OBSERVATION_COLUMNS)).iter_rows())
    assert len(set(rows)) == len(rows)
    assert set(view.data["document"]) == {source.document for source in view.sources}


def test_nothing_is_told_of_a_day_before_the_first_document():
    with pytest.raises(CannotRender, match="30 April 2018"):
        render_glance(GlanceCell(authority="barnsley", as_known_on=date(2018, 1, 1)), shipped())
