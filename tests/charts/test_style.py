"""Colours, contrasts and scales."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.charts.bars import Part, bar_chart
from analytics.charts.style import (
    DARK_BLUE,
    DARK_PINK,
    GREY,
    INK,
    ORANGE,
    TURQUOISE,
    as_png,
    as_svg,
    contrast,
    luminance,
    readable_on,
    value_axis,
)
from tests.shipped import shipped

WHITE, BLACK = "#FFFFFF", "#000000"

colours = st.builds("#{:02X}{:02X}{:02X}".format, *[st.integers(0, 255)] * 3)
figures = st.lists(st.integers(-5000, 50_000).map(lambda number: number / 10), min_size=1, max_size=8)


# Contrast.


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (BLACK, WHITE, 21.0),
        ("#767676", WHITE, 4.54),  # the lightest grey that passes for text
        ("#FF0000", WHITE, 4.0),
        ("#0000FF", BLACK, 2.44),
        ("#12436D", "#12436D", 1.0),
    ],
)
def test_contrast_is_that_of_published_tables(one, other, expected):
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


@given(colours, colours)
def test_contrast_is_the_same_both_ways_and_between_1_and_21(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


@given(colours)
def test_luminance_lies_between_black_and_white(colour):
    assert luminance(BLACK) == 0 <= luminance(colour) <= 1 + 1e-12


@pytest.mark.parametrize("colour", [DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE, GREY])
def test_colours_of_marks_stand_out_from_white(colour):
    assert contrast(colour, WHITE) >= 3


@pytest.mark.parametrize("colour", [INK, GREY, DARK_PINK])
def test_colours_of_text_are_readable_on_white(colour):
    assert contrast(colour, WHITE) >= 4.5


def test_colours_of_ratings_stand_out_from_white():
    words = [word for scale in shipped().catalogue.scales.values() for word in scale.words]
    assert len(words) > 10
    assert not {word.word: word.colour for word in words if contrast(word.colour, WHITE) < 3}


def test_no_rating_is_told_by_its_colour_alone():
    for scale in shipped().catalogue.scales.values():
        assert len({word.shape for word in scale.words}) == len(scale.words), scale.id
        assert all(word.plainly.startswith(f"{word.shape} ") and word.plainly[2:].strip() for word in scale.words)


@given(colours)
def test_the_ink_on_a_colour_is_the_better_of_white_and_near_black(colour):
    ink = readable_on(colour)
    assert ink in (WHITE, INK)
    assert contrast(ink, colour) == max(contrast(WHITE, colour), contrast(INK, colour))


def test_figures_inside_bars_are_readable_on_every_colour_of_a_part():
    parts = [word.colour for word in shipped().catalogue.scales["programme"].words]
    parts += [DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE, GREY]
    assert not [colour for colour in parts if contrast(readable_on(colour), colour) < 4.5]


# Scales.


@given(figures, st.booleans())
def test_a_scale_holds_every_figure_and_has_a_length(values, percent):
    scale, _ = value_axis(values, percent=percent)
    low, high = scale.domain
    assert low <= min(values)
    assert max(values) <= high
    assert low < high


@given(figures, st.booleans())
def test_a_scale_says_whether_it_starts_at_nothing(values, percent):
    scale, from_zero = value_axis(values, percent=percent)
    assert from_zero == (scale.domain[0] <= 0 <= scale.domain[1])


@given(figures)
def test_a_scale_leaves_nothing_out_unless_all_figures_lie_close_together_far_above_it(values):
    _, from_zero = value_axis(values, percent=False)
    assert from_zero or min(values) > 0.6 * max(values) > 0


@given(st.lists(st.integers(0, 1000).map(lambda tenths: tenths / 10), min_size=1, max_size=8))
def test_a_scale_cut_short_for_percentages_ends_at_a_hundred_at_most(values):
    scale, from_zero = value_axis(values, percent=True)
    assert from_zero or scale.domain[1] <= 100


def test_figures_that_are_all_nothing_still_have_a_scale():
    scale, from_zero = value_axis([0.0, 0.0], percent=False)
    assert (scale.domain, from_zero) == ([0.0, 1.0], True)


def test_no_figures_still_have_a_scale():
    assert value_axis([], percent=True)[0].domain == [0.0, 1.0]


# Images.


def bars() -> dict:
    return bar_chart([Part("A team whose name is long", "Agency", 55.0, "55"), Part("B", "Agency", 4.0, "4")], "Posts")


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def test_a_larger_scale_makes_a_larger_image():
    one, two = size_of(as_png(bars(), scale=1)), size_of(as_png(bars(), scale=2))
    assert two == pytest.approx((one[0] * 2, one[1] * 2), abs=2)


def test_a_long_label_is_broken_between_words_and_none_is_lost():
    svg = as_svg(bars())
    assert ">A team whose name is long<" not in svg
    assert ">A team whose<" in svg
    assert ">name is long<" in svg
