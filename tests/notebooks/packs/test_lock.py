"""The evidence lock: what it holds, and what it says once the evidence has moved on."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from random import Random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.notebooks.notebook import Held, Notebook
from analytics.notebooks.packs.chosen import chosen_for
from analytics.notebooks.packs.lock import Lock, changed_since, checksum, lock, published_after
from analytics.notebooks.packs.member_pack import member_pack
from analytics.notebooks.packs.texts import views_of
from tests.imported import evidence_with, figures, made_up_nation, release
from tests.notebooks.packs.made import COUNCILS, MEETINGS, made, names, starter
from tests.shipped import shipped

BARNET = "barnet-performance-report-2019"


@pytest.fixture(scope="module")
def locked():
    return lock(starter("care-leavers", "barnet"), shipped(), MEETINGS["barnet"])


def with_frame(sort, change):
    """The shipped evidence with one of its frames changed, as if it had been loaded anew."""
    return replace(shipped(), **{sort: change(getattr(shipped(), sort))})


def is_dental(frame):
    return (frame["indicator"] == "cl_eet") & (frame["area"] == "barnet") & (frame["document"] == BARNET)


def test_where_nothing_changed_nothing_is_said(locked):
    assert changed_since(locked, shipped()) == []


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("name", names())
def test_the_lock_holds_everything_that_the_pack_cites_and_shows(name, council):
    book = starter(name, council)
    held = lock(book, shipped(), MEETINGS[council])
    places = {(one.row["document"], one.row["locator"]) for one in held.rows}
    # Notes of a reader are about a place that may hold nothing else.
    cited = {
        (one.document, one.locator)
        for line in chosen_for(book, shipped(), MEETINGS[council]).lines
        for one in line.cited
    }
    assert cited <= places
    for view in views_of(made("member", name, council).blocks):
        if view.data is not None and {"document", "locator", "value"} <= set(view.data.columns):
            assert set(view.data.select("document", "locator").iter_rows()) <= places
    known = shipped().about(council).as_known_on(book.as_known_on)
    assert {document for document, _ in places} <= set(known.documents)
    assert held.evidence_version == shipped().version


def test_every_row_carries_the_checksum_of_its_json(locked):
    assert len(locked.rows) > 20
    for one in locked.rows:
        plain = json.dumps(one.row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert one.sha256 == hashlib.sha256(plain.encode()).hexdigest()


def test_a_lock_comes_back_from_its_json_as_it_was(locked):
    again = Lock.model_validate_json(locked.model_dump_json())
    assert (again, again.sha256) == (locked, locked.sha256)
    assert changed_since(again, shipped()) == []


@given(st.dictionaries(st.text(max_size=5), st.none() | st.floats(allow_nan=False) | st.text(max_size=5), min_size=1))
def test_a_checksum_forgets_the_order_of_keys_and_nothing_else(row):
    assert checksum(dict(reversed(row.items()))) == checksum(row)
    key = next(iter(row))
    assert checksum(row | {key: [row[key]]}) != checksum(row)


def test_a_corrected_figure_is_told_with_both_values(locked):
    def correct(frame):
        mine = is_dental(frame)
        return frame.with_columns(
            pl.when(mine).then(61.0).otherwise("value").alias("value"),
            pl.when(mine).then(pl.lit("61")).otherwise("printed").alias("printed"),
        )

    assert changed_since(locked, with_frame("observations", correct)) == [
        "Care leavers in education or work, Barnet, July 2019, was 64% and is 61% now "
        "(Barnet performance report, July 2019, “Care Leavers”, line 212)."
    ]


def test_a_changed_note_is_told_although_the_figure_stands(locked):
    def note(frame):
        return frame.with_columns(pl.when(is_dental(frame)).then(pl.lit("New note.")).otherwise("note").alias("note"))

    (told,) = changed_since(locked, with_frame("observations", note))
    assert "still says 64%, but its note changed" in told


def test_a_row_that_is_gone_is_told(locked):
    (told,) = changed_since(locked, with_frame("observations", lambda frame: frame.filter(~is_dental(frame))))
    assert told.startswith("Care leavers in education or work, Barnet, July 2019, is no longer in the evidence (")
    assert told.endswith("It was 64%.")


def test_a_withheld_figure_is_told(locked):
    def withhold(frame):
        mine = is_dental(frame)
        return frame.with_columns(
            pl.when(mine).then(None).otherwise("value").alias("value"),
            pl.when(mine).then(pl.lit("suppressed")).otherwise("missing_reason").alias("missing_reason"),
        )

    (told,) = changed_since(locked, with_frame("observations", withhold))
    assert "was 64% and is withheld: small number now" in told


def test_a_document_that_is_gone_is_told_once(locked):
    rest = {slug: held for slug, held in shipped().documents.items() if slug != BARNET}
    told = changed_since(locked, shipped()._limited_to(rest))
    used = f"The pack used {len(locked.rows)} figures and passages of it."
    assert told == [f"The Barnet performance report, July 2019 is gone. {used}"]


def test_a_later_figure_and_a_new_document_are_told():
    then = shipped().as_known_on(date(2018, 12, 31))
    old = lock(starter("child-protection").about("barnsley", None), then)
    told = changed_since(old, shipped())
    assert any(one.startswith("There is a document that the pack did not use: Barnsley Ofsted") for one in told)
    held = replace(shipped(), observations=pl.concat([shipped().observations, later_than_all()]))
    more = set(changed_since(old, held)) - set(told)
    assert more == {
        "There is a later figure for Protection plan visits on time: 88.8% in 2019/20 "
        "(Barnsley scrutiny report, September 2023, paragraph 3.13)."
    }


def test_what_came_out_after_the_day_of_a_notebook_is_no_change_and_is_told_apart():
    old = lock(starter("child-protection").about("barnsley", date(2018, 12, 31)), shipped())
    assert changed_since(old, shipped()) == []
    later = published_after(old, shipped())
    assert any(one.startswith("There is a document that the pack did not use: Barnsley Ofsted") for one in later)
    held = replace(shipped(), observations=pl.concat([shipped().observations, later_than_all()]))
    assert changed_since(old, held) == []
    assert set(published_after(old, held)) - set(later) == {
        "There is a later figure for Protection plan visits on time: 88.8% in 2019/20 "
        "(Barnsley scrutiny report, September 2023, paragraph 3.13)."
    }


def test_a_figure_corrected_in_what_was_public_then_is_a_change_also_of_a_notebook_with_a_day():
    old = lock(starter("child-protection").about("barnsley", date(2018, 12, 31)), shipped())
    mine = next(one.row for one in old.rows if one.sort == "observations" and one.row["value"] is not None)

    def correct(frame):
        same = pl.all_horizontal(
            pl.col(name) == mine[name] for name in ("document", "locator", "area", "indicator", "member", "period")
        )
        return frame.with_columns(
            pl.when(same).then(pl.col("value") + 1).otherwise("value").alias("value"),
            pl.when(same).then(pl.lit("")).otherwise("printed").alias("printed"),
        )

    assert changed_since(old, with_frame("observations", correct))


def test_where_the_notebook_has_no_day_nothing_is_told_apart(locked):
    assert published_after(replace_day(locked, None), shipped()) == []


def replace_day(held, day):
    return held.model_copy(update={"as_known_on": day})


def later_than_all():
    """A made-up figure of a later year, of the same kind of period."""
    newest = shipped().observations.filter(indicator="cp_visit_time", area="barnsley").sort("period_end").tail(1)
    return newest.with_columns(
        document=pl.lit("barnsley-scrutiny-report-2023"),
        locator=pl.lit("3.13"),
        period=pl.lit("2019/20"),
        period_start=date(2019, 4, 1),
        period_end=date(2020, 3, 31),
        value=88.8,
        printed=pl.lit("88.8"),
    )


def test_a_reworded_finding_is_told_with_both_texts(locked):
    mine = next(one.row for one in locked.rows if one.sort == "findings")

    def reword(frame):
        same = (frame["document"] == mine["document"]) & (frame["text"] == mine["text"])
        return frame.with_columns(pl.when(same).then(pl.lit("Put otherwise.")).otherwise("text").alias("text"))

    told = changed_since(locked, with_frame("findings", reword))
    assert len(told) == 1
    assert f"was “{mine['text']}” and is “Put otherwise.” now" in told[0]


def test_a_pack_of_national_figures_is_held_against_the_releases_and_not_against_reports(tmp_path):
    rows = [row for row in made_up_nation(Random(3)) if row["area"] in ("leeds", "england")]
    evidence = evidence_with(tmp_path, figures(release(2025), rows))
    locked = lock(Notebook(authority="leeds"), evidence)
    assert locked.rows
    assert changed_since(locked, evidence) == []
    corrected = [row | {"value": row["value"] and row["value"] + 1} for row in rows]
    later = evidence_with(tmp_path / "later", figures(release(2025), corrected))
    assert changed_since(locked, later)


def test_a_lock_of_national_figures_holds_every_figure_of_the_pack_and_no_measure_that_it_does_not_use(tmp_path):
    """A compilation prints hundreds of measures in one column, so that a place alone names far too much."""
    rows = [row for row in made_up_nation(Random(3)) if row["area"] in ("leeds", "england")]
    of = figures(release(2025), rows)
    column = replace(of, observations=of.observations.with_columns(locator=pl.lit("all.parquet#Values")))
    evidence = evidence_with(tmp_path, column)
    book = Notebook(authority="leeds", cells=(Held(asks={"kind": "history", "indicator": "cl_eet"}),))
    meeting = MEETINGS["barnet"].having(date=date(2026, 1, 13), themes=("care_leavers",))

    held = lock(book, evidence, meeting)

    key = ["area", "indicator", "dimension", "member", "period"]
    there = {tuple(one.row[name] for name in key) for one in held.rows}
    assert {indicator for _, indicator, *_ in there} == {"cl_eet"}
    for view in views_of(member_pack(book, evidence, meeting, full=True).blocks):
        if view.data is not None and set(key) <= set(view.data.columns):
            assert set(view.data.select(key).iter_rows()) <= there
    # Every year of the measure is there, of the council and of those beside it.
    assert len(there) == 2 * 6
