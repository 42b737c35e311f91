"""What a view says of a national figure that cannot be judged: older than others, unlike those before, of few."""

from pathlib import Path

import pytest

from analytics.evidence.evidence import Evidence
from analytics.evidence.national import Figures
from analytics.notebooks.cells.before_the_meeting import ChangesCell, Side, render_changes
from analytics.notebooks.cells.choosing import Which
from analytics.notebooks.cells.history import HistoryCell, render_history
from analytics.notebooks.cells.theme import LatestCell, render_latest
from analytics.notebooks.view import CannotRender
from tests.enquiry.national import years
from tests.imported import CURRENT, evidence_with, figures, release

GAP = years("barnsley", "rereferral_12m", 24.0, 22.0, 0.0, 25.0)
RISE = years("barnsley", "rereferral_12m", 24.0, 22.0, 15.0, 25.0)
OTHERS = years("barnsley", "icpc_15", 80.0, 80.0)
OLD = years("barnsley", "cl_touch_19_21", 80.0, 90.0, last=2023)


def evidence_of(folder: Path, *rows: dict) -> Evidence:
    return evidence_with(folder, figures(release(2025), rows))


def history(evidence: Evidence, indicator: str) -> str:
    cell = HistoryCell(authority="barnsley", figures=Figures.RELEASES, indicator=indicator)
    return render_history(cell, evidence).summary


def latest(evidence: Evidence, **asked: object) -> list[list[str]]:
    view = render_latest(LatestCell(authority="barnsley", figures=Figures.RELEASES, **asked), evidence)
    return [[entry.text for entry in row] for row in view.table.rows]


def test_a_gap_in_recording_is_told_and_the_rise_after_it_is_not_called_worse(tmp_path):
    gap, rise = evidence_of(tmp_path / "gap", *GAP), evidence_of(tmp_path / "rise", *RISE)
    assert "The 0% in 2023/24, between 22% and 25%, is probably a gap in recording." in history(gap, "rereferral_12m")
    assert "worse" not in history(gap, "rereferral_12m")
    assert "That is worse: lower is better." in history(rise, "rereferral_12m")


def test_neither_is_it_among_what_became_worse(tmp_path):
    cell = ChangesCell(authority="barnsley", figures=Figures.RELEASES, side=Side.ADVERSE)
    assert (
        render_changes(cell, evidence_of(tmp_path / "rise", *RISE)).table.rows[0][0].text
        == "Re-referrals within 12 months"
    )
    with pytest.raises(CannotRender):
        render_changes(cell, evidence_of(tmp_path / "gap", *GAP))


def test_it_is_no_measure_that_is_worse_both_ways(tmp_path):
    england = years("england", "rereferral_12m", 10.0, 10.0, 10.0, 10.0)
    asked = {"theme": "front_door", "which": Which.WORSE}
    assert len(latest(evidence_of(tmp_path / "rise", *RISE, *england), **asked)) == 1
    with pytest.raises(CannotRender):
        latest(evidence_of(tmp_path / "gap", *GAP, *england), **asked)


def test_an_older_figure_is_marked_in_the_list_and_says_so_in_its_history(tmp_path):
    evidence = evidence_of(tmp_path, *OLD, *OTHERS)
    said = history(evidence, "cl_touch_19_21")
    assert "It is an older figure, in 2023/24: others from the same source are of 2024/25." in said
    assert "older" not in history(evidence, "icpc_15")
    (row,) = latest(evidence, theme="care_leavers")
    assert row[1] == "90% in 2023/24 (an older figure)"


def test_of_how_many_it_is_not_known_stands_beside_a_share_of_care_leavers(tmp_path):
    rows = (*years("barnsley", "cl_eet", 60.0, 50.0), *years("barnsley", "cl_eet_not_known", 2.0, 12.0))
    assert "not known rose from 2% in 2023/24 to 12% in 2024/25." in history(evidence_of(tmp_path, *rows), "cl_eet")


@pytest.mark.parametrize(
    ("indicator", "values", "place"),
    [
        ("icpc_15", [50.0] * 3 + [80.0] * 9, "joint 10th best of 12: ▼ worst quarter"),
        ("icpc_15", [80.0] * 3 + [50.0] * 9, "joint 1st best of 12: ▲ best quarter"),
        ("rereferral_12m", [50.0] * 3 + [80.0] * 9, "joint 1st best of 12: ▲ best quarter"),
        ("rereferral_12m", [80.0] * 3 + [50.0] * 9, "joint 10th best of 12: ▼ worst quarter"),
        ("rereferral_12m", [80.0] * 4 + [50.0] * 8, "joint 9th best of 12"),
        ("rereferral_12m", [50.0] * 12, "joint 1st best of 12"),
        # Three are lower and nine higher: the fourth lowest of 13 is not yet beyond the border of the lowest quarter.
        ("rereferral_12m", [4.0, 1.0, 2.0, 3.0, *map(float, range(5, 14))], "4th best of 13: second quarter"),
        # The smallest council has the fewest agency workers, and is none the better for it.
        ("sw_agency_fte", [20.0, *map(float, range(30, 41))], "12th highest of 12"),
    ],
    ids=[
        "joint lowest",
        "joint highest",
        "joint lowest is good",
        "joint highest is bad",
        "of two quarters",
        "all",
        "fourth",
        "an amount",
    ],
)
def test_the_quarter_in_the_list_is_that_of_the_spread(tmp_path, indicator, values, place):
    areas = ("barnsley", *(area for area in CURRENT if area != "barnsley"))
    rows = [row for area, value in zip(areas, values, strict=False) for row in years(area, indicator, value)]
    ((*_, said),) = latest(evidence_of(tmp_path, *rows))
    assert said == place


def test_a_forecast_is_no_better_or_worse_than_before_nor_than_others(tmp_path):
    rows = [*years("barnsley", "rereferral_12m", 24.0, 25.0), *years("england", "rereferral_12m", 10.0, 10.0)]
    forecast = [
        row | ({"status": "forecast"} if row["area"] == "barnsley" and row["value"] == 25.0 else {}) for row in rows
    ]
    counted, expected = evidence_of(tmp_path / "counted", *rows), evidence_of(tmp_path / "expected", *forecast)
    assert history(counted, "rereferral_12m").count("worse") == 2
    said = history(expected, "rereferral_12m")
    assert "It is forecast to be 15 percentage points above England (10%)." in said
    assert "worse" not in said
    assert "1 worse" in render_latest(LatestCell(authority="barnsley", figures=Figures.RELEASES), counted).title
    assert (
        "none better or worse"
        in render_latest(LatestCell(authority="barnsley", figures=Figures.RELEASES), expected).title
    )
    asked = {"theme": "front_door", "which": Which.WORSE}
    assert len(latest(counted, **asked)) == 1
    with pytest.raises(CannotRender):
        latest(expected, **asked)


def test_a_forecast_for_england_is_nothing_to_stand_beside(tmp_path):
    rows = [*years("barnsley", "rereferral_12m", 24.0, 25.0), *years("england", "rereferral_12m", 10.0, 10.0)]
    forecast = [row | ({"status": "forecast"} if row["area"] == "england" else {}) for row in rows]
    assert "England" not in history(evidence_of(tmp_path, *forecast), "rereferral_12m")
