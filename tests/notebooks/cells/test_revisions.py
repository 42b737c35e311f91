from datetime import date

import polars as pl
import pytest
from hypothesis import given as given_examples
from hypothesis import strategies as st

from analytics.notebooks.cells.revisions import RevisionsCell
from analytics.notebooks.render import render
from analytics.notebooks.view import CannotRender
from tests.notebooks.made_up_revisions import NEWER, OLDER, THE_DAY_BEFORE, given, revised, two_editions
from tests.shipped import shipped


def rows_of(view):
    return {row[0].text: [entry.text for entry in row[1:]] for row in view.table.rows}


def test_each_changed_figure_stands_with_both_releases_its_size_and_which_way():
    found = rows_of(render(RevisionsCell(authority="barnsley"), revised()))

    names = shipped().catalogue.indicators
    assert found[names["rereferral_12m"].name] == [
        "2021/22",
        "20.0% (made-up release 2023, 30 October 2023)",
        "18.5% (made-up release 2024, 30 October 2024)",
        "Fell by 1.5 percentage points",
        "▲ better",
    ]
    assert found[names["cl_eet"].name][3:] == ["Fell by 8 percentage points", "▼ worse"]
    assert found[names["cic_rate"].name][3:] == ["Fell by 1 per 10,000 (1.3%)", ""]
    assert found[names["cl_accom"].name][1:] == [
        "Withheld: small number (made-up release 2023, 30 October 2023)",
        "94% (made-up release 2024, 30 October 2024)",
        "Supplied later",
        "",
    ]
    assert found[names["sw_turnover"].name][3:] == ["Withdrawn", ""]


def test_rounding_and_a_new_year_are_no_change():
    view = render(RevisionsCell(authority="barnsley"), revised())

    assert shipped().catalogue.indicators["sw_agency_rate"].name not in rows_of(view)
    assert "2022/23" not in {row[1].text for row in view.table.rows}
    assert view.title == "4 figures changed by a later release, 1 new"


def test_summary_counts_each_sort_and_each_direction():
    summary = render(RevisionsCell(authority="barnsley"), revised()).summary

    assert summary.startswith(
        "Later releases changed 4 figures for Barnsley, gave 1 for the first time and withdrew 1. "
    )
    assert "1 looks better and 2 look worse now than in the earlier release" in summary


def test_file_holds_every_edition_of_a_changed_figure_parts_included():
    data = render(RevisionsCell(authority="barnsley"), revised()).data

    assert data.height == 12
    assert data.filter(pl.col("member") == "Under 5")["value"].to_list() == [9.0, 11.0]


def test_before_the_later_release_was_public_nothing_had_changed():
    with pytest.raises(CannotRender, match="given by two releases"):
        render(RevisionsCell(authority="barnsley", as_known_on=THE_DAY_BEFORE), revised())


def test_figures_given_again_unchanged_are_counted_and_not_shown():
    same = two_editions(given(OLDER, "cl_eet", 2021, 60.0), given(NEWER, "cl_eet", 2021, 60.0))

    with pytest.raises(CannotRender, match="1 figure for Barnsley were given again, and none was changed"):
        render(RevisionsCell(authority="barnsley"), same)


@pytest.mark.parametrize(
    ("asked", "words"),
    [({"release": "nothing-2001"}, "no release called"), ({"authority": "atlantis"}, "no council called")],
)
def test_what_is_not_there_is_said(asked, words):
    with pytest.raises(CannotRender, match=words):
        render(RevisionsCell(**{"authority": "barnsley"} | asked), revised())


def test_without_releases_it_says_what_would_show_something():
    with pytest.raises(CannotRender, match="Two releases of one family"):
        render(RevisionsCell(authority="barnsley"), shipped())


def test_a_theme_a_measure_and_a_release_narrow_it():
    cell, evidence = RevisionsCell(authority="barnsley"), revised()
    theme = shipped().catalogue.indicators["cl_eet"].theme

    of_theme = render(cell.model_copy(update={"theme": theme}), evidence)
    of_one = render(cell.model_copy(update={"indicator": "cl_eet"}), evidence)
    of_newer = render(cell.model_copy(update={"release": NEWER.id}), evidence)

    assert {shipped().catalogue.indicators[name].theme for name in of_theme.data["indicator"]} == {theme}
    assert set(of_one.data["indicator"]) == {"cl_eet"}
    assert "made-up release 2024" in of_newer.subtitle
    with pytest.raises(CannotRender):
        render(cell.model_copy(update={"release": OLDER.id}), evidence)


def test_every_cited_place_is_of_a_release_that_was_public():
    view = render(RevisionsCell(authority="barnsley", as_known_on=date(2024, 10, 30)), revised())

    assert {source.document for source in view.sources} == {OLDER.id, NEWER.id}


@given_examples(st.lists(st.integers(0, 100), min_size=2, max_size=2))
def test_a_fall_and_its_reversal_look_opposite(pair):
    def looks(first, second):
        evidence = two_editions(given(OLDER, "cl_eet", 2021, first), given(NEWER, "cl_eet", 2021, second))
        try:
            found = render(RevisionsCell(authority="barnsley"), evidence).table
        except CannotRender:
            return ""
        return found.rows[0][-1].text

    there, back = looks(*map(float, pair)), looks(*map(float, reversed(pair)))
    assert {there, back} == ({""} if pair[0] == pair[1] else {"▲ better", "▼ worse"})
