"""Sparklines: every figure, no line across a gap, nothing for fewer than three."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.charts.sparkline import HEIGHT, WIDTH, SparkPoint, sparkline
from analytics.charts.style import as_svg
from tests.charts.specs import filters, marks, rows_of


def points(*values: float, runs: tuple[int, ...] = ()) -> list[SparkPoint]:
    return [
        SparkPoint(date(2015 + place, 3, 31), value, runs[place] if runs else 0) for place, value in enumerate(values)
    ]


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=20))
def test_every_figure_is_in_it_in_order_and_the_last_is_marked(values):
    rows = rows_of(sparkline(points(*values)), "is_last")
    assert [row["value"] for row in rows] == values
    assert [row["is_last"] for row in rows] == [False] * (len(values) - 1) + [True]


@pytest.mark.parametrize("values", [(), (1.0,), (1.0, 2.0)])
def test_two_figures_are_a_difference_and_no_line(values):
    with pytest.raises(ValueError, match=f"at least 3 points; {len(values)} are too few"):
        sparkline(points(*values))


def test_a_gap_breaks_the_line_and_a_figure_left_alone_is_a_dot():
    spec = sparkline(points(1.0, 2.0, 3.0, 2.0, runs=(1, 1, 2, 3)))
    (line,) = marks(spec, "line")
    assert line["encoding"]["detail"]["field"] == "run"
    assert as_svg(spec).count("mark-line") == 3
    alone = [layer for layer in marks(spec, "point") if "is_alone" in filters(layer)]
    assert [row["value"] for row in alone[0]["rows"] if row["is_alone"] and not row["is_last"]] == [3.0]


def test_it_is_as_small_as_a_word_and_has_no_axis():
    spec = sparkline(points(5.0, 5.0, 5.0))
    assert (spec["width"], spec["height"]) == (WIDTH, HEIGHT)
    assert "role-axis" not in as_svg(spec)
