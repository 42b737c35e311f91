"""Dots: one row a team, one mark a date, and the maximum that the team should keep to."""

import re

import pytest

from analytics.charts.dots import Dot, Maximum, dot_chart
from analytics.charts.style import as_svg
from tests.charts.specs import marks, rows_of

DATES = ("March 2019", "May 2019", "July 2019")


def dots(**teams: tuple[float, ...]) -> list[Dot]:
    """The figures of some teams at the latest dates, oldest first."""
    return [
        Dot(team, date, value, f"{value:g}", recent)
        for team, values in teams.items()
        for recent, (date, value) in enumerate(zip(reversed(DATES), reversed(values), strict=False))
    ]


def test_every_figure_is_drawn_at_its_own_date():
    spec = dot_chart(dots(REACH=(10.0, 8.8, 14.0), Assessment=(18.0, 15.6, 17.0)), [], "Children per worker")
    found = {(row["team"], row["date"]): row["value"] for row in rows_of(spec, "team", "date")}
    assert found["REACH", "May 2019"] == 8.8
    assert found["Assessment", "July 2019"] == 17.0
    assert len(found) == 6


def test_teams_with_the_highest_latest_figure_come_first():
    spec = dot_chart(dots(Assessment=(30.0, 14.0), REACH=(5.0, 17.0), Duty=(9.0, 16.0)), [], "Children per worker")
    assert marks(spec, "point")[0]["encoding"]["y"]["scale"]["domain"] == ["REACH", "Duty", "Assessment"]


def test_dates_are_named_oldest_first_and_each_has_a_shape_and_a_colour_of_its_own():
    for number in (1, 2, 3):
        spec = dot_chart(dots(REACH=(10.0, 8.8, 14.0)[-number:]), [], "Children per worker")
        encoding = marks(spec, "point")[0]["encoding"]
        for channel in ("color", "shape"):
            scale = encoding[channel]["scale"]
            assert scale["domain"] == list(DATES[-number:])
            assert len(set(scale["range"])) == number
        # The latest date looks the same however many there are.
        assert encoding["shape"]["scale"]["range"][-1] == "circle"


def test_only_the_latest_figure_is_written_beside_its_mark():
    svg = as_svg(dot_chart(dots(REACH=(10.25, 14.75)), [], "Children per worker"))
    assert ">14.75<" in svg
    assert ">10.25<" not in svg


def test_the_scale_starts_at_nothing_and_holds_figures_and_maxima():
    spec = dot_chart(dots(REACH=(8.8, 14.0)), [Maximum("REACH", 20.0, "maximum 20")], "Children per worker")
    low, high = marks(spec, "point")[0]["encoding"]["x"]["scale"]["domain"]
    assert (low, high > 20) == (0, True)


@pytest.mark.parametrize("label", ["maximum 20", "later maximum 20"])
def test_a_maximum_is_drawn_in_its_teams_row_and_says_in_words_what_it_is(label):
    spec = dot_chart(dots(REACH=(14.0,), Duty=(12.0,)), [Maximum("REACH", 20.0, label)], "Children per worker")
    (tick,) = marks(spec, "tick")
    assert [(row["team"], row["value"]) for row in tick["rows"]] == [("REACH", 20.0)]
    assert re.search(rf">{label}<", as_svg(spec))


def test_without_a_maximum_none_is_drawn():
    assert not marks(dot_chart(dots(REACH=(14.0,)), [], "Children per worker"), "tick")
