"""Bars: their parts lie end to end, in order, and say their figures where there is room."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.charts.bars import Part, bar_chart
from analytics.charts.style import DARK_BLUE, INK, ORANGE, as_svg
from tests.charts.specs import marks, rows_of

parts = st.lists(
    st.builds(
        Part,
        bar=st.sampled_from(["Social workers", "Managers"]),
        name=st.sampled_from(["Permanent", "Agency", "Vacant"]),
        value=st.integers(0, 200).map(float),
        label=st.just("x"),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda part: (part.bar, part.name),
)


def drawn(spec: dict) -> list[dict]:
    return rows_of(spec, "bar", "part")


@settings(max_examples=25)
@given(parts)
def test_the_parts_of_a_bar_lie_end_to_end_and_are_as_long_as_their_figures(given_parts):
    reached: dict[str, float] = {}
    for part, row in zip(given_parts, drawn(bar_chart(given_parts, "Posts")), strict=True):
        assert (row["bar"], row["part"], row["value"]) == (part.bar, part.name, part.value)
        assert row["start"] == reached.get(part.bar, 0.0)
        assert row["end"] - row["start"] == part.value
        assert row["middle"] == (row["start"] + row["end"]) / 2
        reached[part.bar] = row["end"]


@settings(max_examples=25)
@given(parts, st.none() | st.just(1000.0))
def test_the_scale_starts_at_nothing_and_holds_the_longest_bar(given_parts, whole):
    (bars,) = marks(bar_chart(given_parts, "Posts", whole=whole), "bar")
    low, high = bars["encoding"]["x"]["scale"]["domain"]
    assert low == 0
    assert high == whole if whole else high >= max(row["end"] for row in drawn(bar_chart(given_parts, "Posts")))


@settings(max_examples=25)
@given(parts)
def test_bars_and_parts_keep_the_order_in_which_they_come(given_parts):
    (bars,) = marks(bar_chart(given_parts, "Posts"), "bar")
    assert bars["encoding"]["y"]["scale"]["domain"] == list(dict.fromkeys(part.bar for part in given_parts))
    assert bars["encoding"]["color"]["scale"]["domain"] == list(dict.fromkeys(part.name for part in given_parts))


def test_each_part_keeps_its_colour_and_is_written_on_in_a_readable_one():
    both = [Part("July", "Permanent", 92, "92", DARK_BLUE), Part("July", "Agency", 55, "55", ORANGE)]
    spec = bar_chart(both, "Posts")
    (bars,) = marks(spec, "bar")
    assert bars["encoding"]["color"]["scale"]["range"] == [DARK_BLUE, ORANGE]
    assert [row["ink"] for row in drawn(spec)] == ["#FFFFFF", INK]


def test_a_part_too_short_for_its_figure_leaves_it_to_the_table():
    spec = bar_chart([Part("July", "Permanent", 500, "500"), Part("July", "Vacant", 1, "1,001")], "Posts")
    svg = as_svg(spec)
    assert ">500<" in svg
    assert ">1,001<" not in svg


@pytest.mark.parametrize(("width", "written"), [(600, True), (60, False)])
def test_whether_a_figure_fits_its_part_depends_on_how_wide_the_chart_is_drawn(width, written):
    both = [Part("July", "Permanent", 50, "50.0%"), Part("July", "Vacant", 50, "50.0%")]
    spec = bar_chart(both, "Posts", whole=100.0)
    assert (">50.0%<" in as_svg({**spec, "width": width})) == written


def test_single_bars_say_their_figure_also_where_they_are_short():
    svg = as_svg(bar_chart([Part("A", "Agency", 500, "500"), Part("B", "Agency", 0, "0 (“none”)")], "Posts"))
    assert ">500<" in svg
    assert ">0 (“none”)<" in svg


@pytest.mark.parametrize(("names", "shown"), [(("Agency",), False), (("Agency", "Vacant"), True)])
def test_a_legend_stands_only_where_bars_have_several_parts(names, shown):
    (bars,) = marks(bar_chart([Part("July", name, 5, "5") for name in names], "Posts"), "bar")
    assert (bars["encoding"]["color"]["legend"] is not None) == shown


@pytest.mark.parametrize(
    ("names", "columns"),
    [(("● Positive", "○ No opinion", "▲ Worried"), 2), (("● Positive", "○ No opinion", "▲ Worried or concerned"), 1)],
    ids=["short", "long"],
)
def test_a_key_that_a_phone_would_cut_off_stands_in_one_column(names, columns):
    (bars,) = marks(bar_chart([Part("July", name, 5, "5") for name in names], "Answers"), "bar")
    assert bars["encoding"]["color"]["legend"]["columns"] == columns


def test_bars_that_are_all_nothing_are_drawn():
    assert ">0<" in as_svg(bar_chart([Part("A", "Agency", 0, "0"), Part("B", "Agency", 0, "0")], "Posts"))
