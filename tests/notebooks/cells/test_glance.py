"""A council at a glance: every measure is in the one group that its figures put it in."""

from datetime import date, timedelta

import polars as pl
import pytest

from analytics.enquiry.unlike import unlike_in_words
from analytics.evidence.evidence import OBSERVATION_COLUMNS
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
    recent = known.latest.filter((pl.col("dimension") == "") & (pl.col("period_end") >= newest - timedelta(days=730)))
    expected = {}
    for row in recent.to_dicts():
        group = group_of(row, row["polarity_sign"], bool(unlike_in_words(known, row)))
        expected.setdefault(group, []).append(known.indicator(row["indicator"]).short_name)
    view = render_glance(GlanceCell(authority=council), shipped())
    assert {row[0].text: int(row[1].text) for row in view.table.rows} == {
        group: len(names) for group, names in expected.items()
    }
    for group, _, names in ([entry.text for entry in row] for row in view.table.rows):
        listed = names.split("; ")
        assert {name for name in listed if not name.startswith("and ")} <= set(expected[group])
    better, worse = (len(expected.get(name, [])) for name in ("▲ Better", "▼ Worse"))
    assert view.title == f"{better} better, {worse} worse, {len(expected['– Too early to say'])} too early to say"


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
