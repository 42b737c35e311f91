"""Small charts council by council: one scale, ours in each, no line across a gap."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.period import financial_year, snapshot
from analytics.notebooks.cells.beside import BesideCell, _counted, render_beside
from analytics.notebooks.view import CannotRender, View
from tests.charts.specs import layers, marks, rows_of
from tests.notebooks.made_up_releases import authorities, national, nationwide
from tests.notebooks.made_up_views import all_authorities
from tests.shipped import shipped

AGENCY = "sw_agency_rate"


def shown(evidence=None, indicator: str = AGENCY) -> View:
    return render_beside(BesideCell(authority="barnsley", indicator=indicator), evidence or all_authorities())


def years(area: str, *values: float | None) -> list[dict]:
    return [national(AGENCY, area, value, financial_year(2020 + place)) for place, value in enumerate(values)]


def test_ours_comes_first_then_england_the_region_and_the_neighbours_nearest_first():
    view = shown()
    neighbours = [one.name for one in shipped().catalogue.neighbours_of("barnsley", 2025)]
    assert [row[0].text for row in view.table.rows] == ["Barnsley", "England", "Yorkshire and The Humber", *neighbours]
    assert [chart.title.partition(":")[0] for chart in view.charts] == [row[0].text for row in view.table.rows]


def test_all_charts_have_one_scale_and_ours_is_in_every_one_of_them():
    first, *others = shown().charts
    ends = {tuple(marks(chart.spec, "point")[0]["encoding"]["y"]["scale"]["domain"]) for chart in (first, *others)}
    assert len(ends) == 1
    own = [row["value"] for row in rows_of(first.spec, "order")]
    for chart in others:
        faint = next(layer for layer in layers(chart.spec) if layer["mark"].get("strokeDash") == [3, 3])
        assert [row["value"] for row in faint["rows"]] == own
        assert "Barnsley is the dotted line" in chart.alt


def test_a_line_is_not_joined_over_a_missing_year():
    evidence = nationwide(*years("barnsley", 5.0, None, 7.0, 8.0), *years("rotherham", 6.0, 6.0, 6.0, 6.0))
    runs = [row["run"] for row in rows_of(shown(evidence).charts[0].spec, "order")]
    assert runs == [1, 2, 2]
    texts = [entry.text for entry in shown(evidence).table.rows[0]]
    assert texts == ["Barnsley", "5.0%", "Withheld: small number", "7.0%", "8.0%"]
    assert "withheld: small number in 2021/22" in shown(evidence).charts[0].alt


def test_the_finding_counts_similar_councils_of_the_same_year_only():
    evidence = nationwide(
        *years("barnsley", 5.0, 6.0),
        *years("rotherham", 4.0, 7.0),
        *years("wakefield", 9.0),
        *years("england", 1.0, 2.0),
    )
    view = shown(evidence)
    assert view.title == "Agency rate: the one similar council is higher"
    assert "The one statistical neighbour with a figure for that period is higher." in view.summary
    assert "England: 2.0%." in view.summary
    assert "8 neighbours have no figure here at all." in view.caveats


@given(st.integers(0, 10), st.integers(0, 10), st.integers(0, 10))
def test_every_side_that_has_a_neighbour_is_counted_and_no_other(lower, higher, same):
    if lower + higher + same == 0:
        return
    said = _counted(lower, higher, same)
    for count, side in ((lower, "lower"), (higher, "higher"), (same, "the same")):
        assert (side in said) == (count > 0), said
    assert "1 are" not in said.replace("11 are", "")
    assert not re.search(r"\b(?:0|none)\b", said)


def test_a_share_of_few_children_is_not_counted_off_against_similar_councils():
    few = [one | {"numerator": 5.0, "denominator": 19.0} for one in years("barnsley", 10.0, 12.0)]
    others = [row for area in authorities(6)[1:] for row in years(area, 20.0, 21.0)]
    view = shown(nationwide(*few, *others))
    assert view.title == "Agency rate beside similar councils"
    assert "fewer than 20, so one or two can decide it" in view.summary
    assert "lower" not in view.summary.replace("Lower is better", "")


def test_a_count_is_beside_those_of_other_councils_only():
    areas = [*authorities(4), "england", "region:Yorkshire and The Humber"]
    rows = [national("cp_n", area, 300.0 if area in authorities(4) else 50000.0) for area in areas]
    view = shown(nationwide(*rows), "cp_n")
    assert view.table.rows[0][0].text == "Barnsley"
    assert not {"England", "Yorkshire and The Humber"} & {row[0].text for row in view.table.rows}
    assert "England" not in view.summary


def test_only_periods_of_one_kind_stand_on_a_line():
    odd = national(AGENCY, "barnsley", 50.0, snapshot(date(2023, 3, 31)))
    view = shown(nationwide(*years("barnsley", 5.0, 6.0, 7.0), odd))
    assert view.data["period_kind"].unique().to_list() == ["financial_year"]


def test_without_a_release_or_a_figure_it_says_so():
    with pytest.raises(CannotRender, match="none has been imported yet"):
        shown(shipped())
    others = nationwide(*years("rotherham", 6.0, 6.0))
    with pytest.raises(CannotRender, match="No imported release has a figure of Barnsley"):
        shown(others)


def test_a_joint_return_is_a_caution():
    evidence = all_authorities()
    one, other = authorities(60)[1:3]  # two neighbours
    frame = evidence.releases.frame
    joined = frame.with_columns(row=frame["row"].set(frame["area"].is_in([one, other]), 5000))
    view = shown(replace(evidence, releases=replace(evidence.releases, frame=joined)))
    assert any("made one return together" in caveat for caveat in view.caveats)
