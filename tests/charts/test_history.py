"""Histories: each line at its own periods, broken where it must be, and nothing said by colour alone."""

import re

import pytest

from analytics.charts.history import Level, Line, LineKind, Point, history_chart
from analytics.charts.style import as_svg
from tests.charts.specs import filters, marks, rows_of

PERIODS = ["2015/16", "2016/17", "2017/18"]


def line(*values: float | None, name: str = "Barnsley", kind: LineKind = LineKind.OWN, periods=PERIODS, **more) -> Line:
    points = (
        Point(period, value, "Not available" if value is None else f"{value:g}%", **more)
        for period, value in zip(periods, values, strict=True)
    )
    return Line(name, kind, tuple(points))


def england(*values: float | None, periods: list[str]) -> Line:
    return line(*values, name="England", kind=LineKind.ENGLAND, periods=periods)


def neighbours(*values: float | None, periods: list[str]) -> Line:
    return line(*values, name="Statistical neighbours", kind=LineKind.NEIGHBOURS, periods=periods)


def drawn(*lines: Line, levels: tuple[Level, ...] = ()) -> dict:
    return history_chart(PERIODS, list(lines), list(levels), percent=True)[0]


def points(spec: dict) -> dict[tuple[str, str], dict]:
    return {(row["series"], row["period"]): row for row in rows_of(spec, "series", "period")}


def test_each_comparator_is_drawn_at_its_own_period():
    spec = drawn(line(18.0, 18.8, 17.2), england(21.9, periods=["2016/17"]), neighbours(9.7, periods=["2015/16"]))
    found = {key: row["value"] for key, row in points(spec).items() if key[0] != "Barnsley"}
    assert found == {("England", "2016/17"): 21.9, ("Statistical neighbours", "2015/16"): 9.7}


def test_periods_stand_in_the_order_of_time_also_where_the_council_has_no_figure():
    spec = history_chart(
        PERIODS, [line(17.2, periods=["2017/18"]), england(21.9, periods=["2015/16"])], [], percent=True
    )[0]
    assert all(layer["encoding"]["x"]["scale"]["domain"] == PERIODS for layer in marks(spec, "point"))


def test_provisional_figures_are_hollow_and_the_rest_are_filled():
    own = Line("Barnsley", LineKind.OWN, (Point("2016/17", 7.0, "7%"), Point("2017/18", 5.0, "5%", provisional=True)))
    spec = drawn(own)
    filled, hollow = marks(spec, "point")
    assert filters(filled).endswith("!datum.provisional")
    assert filled["mark"]["filled"] is True
    assert filters(hollow).endswith(" datum.provisional")
    assert hollow["mark"]["fill"] == "white"
    assert [points(spec)["Barnsley", period]["provisional"] for period in PERIODS[1:]] == [False, True]


def test_a_hollow_mark_is_drawn_as_one():
    own = Line("Barnsley", LineKind.OWN, (Point("2016/17", 7.0, "7%"), Point("2017/18", 5.0, "5%", provisional=True)))
    assert 'fill="white"' in as_svg(drawn(own)).split("mark-symbol role-mark")[2]


def test_a_missing_figure_is_named_on_the_axis_and_not_at_a_height():
    spec = drawn(line(18.0, None, 17.2))
    (missing,) = [layer for layer in marks(spec, "text") if "!isValid(datum.value)" in filters(layer)]
    floor = missing["encoding"]["y"]["datum"]
    assert floor == marks(spec, "point")[0]["encoding"]["y"]["scale"]["domain"][0]
    # Two words on two lines, so that they fit under one period.
    assert {"Not", "available"} <= set(as_svg(spec).replace(">", "<").split("<"))


def test_a_line_joins_only_points_of_one_run():
    runs = [Point(period, 10.0, "10%", run=number) for number, period in enumerate(PERIODS)]
    (path,) = marks(drawn(Line("Barnsley", LineKind.OWN, tuple(runs))), "line")
    assert {part["field"] for part in path["encoding"]["detail"]} == {"series", "run"}
    joined = as_svg(drawn(line(10.0, 12.0, 14.0)))
    broken = as_svg(drawn(Line("Barnsley", LineKind.OWN, tuple(runs))))
    assert (joined.count("mark-line"), broken.count("mark-line")) == (1, 3)


def test_a_council_and_each_comparator_look_the_same_in_every_chart():
    both = drawn(line(18.0, 18.8, 17.2), england(21.9, periods=["2016/17"]), neighbours(9.7, periods=["2015/16"]))
    one = drawn(line(18.0, 18.8, 17.2), england(21.9, periods=["2016/17"]))
    for channel in ("color", "shape"):
        looks = []
        for spec in (both, one):
            scale = marks(spec, "point")[0]["encoding"][channel]["scale"]
            looks.append(dict(zip(scale["domain"], scale["range"], strict=True)))
        assert looks[1].items() <= looks[0].items()
        assert len(set(looks[0].values())) == 3


def test_every_figure_is_written_where_it_is_drawn():
    svg = as_svg(
        drawn(line(18.0, 18.8, 17.2), england(21.9, periods=["2016/17"]), neighbours(9.7, periods=["2015/16"]))
    )
    assert all(f">{label}<" in svg for label in ("18%", "18.8%", "17.2%", "21.9%", "9.7%"))


@pytest.mark.parametrize(
    ("values", "from_zero"),
    [((97.8, 99.0, 100.0), False), ((18.0, 18.8, 17.2), False), ((3.4, 5.6, 9.0), True), ((0.0, 1.0, 2.0), True)],
)
def test_whether_the_scale_starts_at_nothing_is_told(values, from_zero):
    spec, told = history_chart(PERIODS, [line(*values)], [], percent=True)
    low, high = marks(spec, "point")[0]["encoding"]["y"]["scale"]["domain"]
    assert told == from_zero == (low == 0)
    assert low <= min(values) <= max(values) <= high


def test_a_level_is_drawn_over_its_own_periods_with_its_name_and_within_the_scale():
    level = Level(90.0, "Target 90%", ("2017/18",))
    spec = drawn(line(18.0, 18.8, 17.2), levels=(level,))
    (path,) = [layer for layer in marks(spec, "line") if "strokeDash" in layer["mark"]]
    assert [(row["period"], row["value"]) for row in path["rows"]] == [("2017/18", 90.0)]
    assert marks(spec, "point")[0]["encoding"]["y"]["scale"]["domain"][1] >= 90
    assert ">Target 90%<" in as_svg(spec)


def test_no_line_of_a_level_strikes_out_a_figure_or_the_name_of_the_level():
    spec = drawn(line(18.0, 90.0, 17.2), levels=(Level(90.0, "Target 90%", tuple(PERIODS)),))
    layers = spec["layer"]
    dashed = next(number for number, layer in enumerate(layers) if "strokeDash" in layer["mark"])
    in_white = [number for number, layer in enumerate(layers) if layer["mark"].get("stroke") == "white"]
    names = [number for number, layer in enumerate(layers) if layer["mark"].get("baseline") == "bottom"]
    assert dashed < min(in_white)
    assert {*names[-2:]} & {*in_white}, "white stands around the name too"


@pytest.mark.parametrize(
    "values", [(10.0, 20.0, 30.0), (30.0, 20.0, 10.0), (10.0, 30.0, 10.0), (30.0, 10.0, 30.0), (5.0, 5.0, 5.0)]
)
def test_every_figure_has_exactly_one_place_beside_its_point(values):
    spec = drawn(line(*values))
    (ink,) = [layer for layer in marks(spec, "text") if "place" in filters(layer) and layer["mark"]["color"] != "white"]
    assert {ink["mark"][name]["expr"] for name in ("dx", "dy", "align")} == {"datum.dx", "datum.dy", "datum.align"}
    drawing = as_svg(spec)
    for row in points(spec).values():
        assert abs(row["dx"]) + abs(row["dy"]) >= 10, row
        on_white = re.findall(rf'stroke="white"[^<>]*>{row["label"]}</text>', drawing)
        assert len(on_white) == values.count(row["value"]), row


def test_a_figure_on_a_slope_is_not_written_over_two_comparators_just_above_it():
    spec = drawn(line(64.0, 79.9, 99.4), england(82.9, periods=["2016/17"]), neighbours(81.2, periods=["2016/17"]))
    places = {key[0]: row["place"] for key, row in points(spec).items() if key[1] == "2016/17"}
    assert places == {"Barnsley": "below-right", "England": "left-up", "Statistical neighbours": "left-down"}
    away = drawn(line(64.0, 79.9, 99.4), england(98.0, periods=["2016/17"]))
    assert points(away)["Barnsley", "2016/17"]["place"] == "above-left"


def test_a_first_figure_with_a_comparator_just_below_it_is_written_above():
    spec = drawn(line(93.0, 95.6, periods=["2016/17", "2017/18"]), england(92.8, periods=["2016/17"]))
    assert points(spec)["Barnsley", "2016/17"]["place"] == "above-left"


@pytest.mark.parametrize("values", [(93.7, 94.8, 94.0), (94.8, 93.7, 94.1), (94.0, 94.0, 94.0)])
@pytest.mark.parametrize("many", [2, 3])
def test_comparators_at_one_period_are_written_in_the_order_of_their_heights(values, many):
    kinds = (LineKind.ENGLAND, LineKind.NEIGHBOURS, LineKind.REGION)
    others = [
        line(value, name=kind.value, kind=kind, periods=["2016/17"])
        for value, kind in list(zip(values, kinds, strict=True))[:many]
    ]
    spec = drawn(line(20.0, 18.8, 17.2), *others)
    offsets = {"-top": -16, "-up": -7, "": 0, "-down": 8, "-bottom": 17}
    found = {
        key[0]: (row["value"], offsets[row["place"].removeprefix("right")])
        for key, row in points(spec).items()
        if key[0] != "Barnsley"
    }
    assert len({offset for _, offset in found.values()}) == many
    assert all(one[1] < other[1] for one in found.values() for other in found.values() if one[0] > other[0])


MANY = [f"{year}/{(year + 1) % 100}" for year in range(2012, 2025)]


def many(*values: float) -> dict:
    return history_chart(MANY, [line(*values, periods=MANY)], [], percent=True)[0]


def written(spec: dict, width: int) -> set[str]:
    """The figures that can be seen beside their points; those of the axis are whole tens."""
    texts = re.findall(r"<text([^>]*)>([\d.]+%)</text>", as_svg({**spec, "width": width}))
    return {label for look, label in texts if 'opacity="0"' not in look and label.endswith(".5%")}


def test_a_phone_writes_the_first_last_highest_and_lowest_of_many_figures_and_a_desktop_all():
    spec = many(*(50.5 + place * (1 if place % 2 else -1) for place in range(13)))
    assert written(spec, 280) == {"50.5%", "38.5%", "61.5%"}
    assert len(written(spec, 900)) == 13


def test_a_figure_at_the_foot_is_not_written_over_the_names_of_the_periods():
    spec = drawn(line(9.5, 0.0, 14.0))
    assert points(spec)["Barnsley", "2016/17"]["place"] == "above"


@pytest.mark.parametrize(
    ("name", "columns"),
    [("Statistical neighbours", None), ("Statistical neighbours (2025 list, mean)", 1)],
)
def test_a_key_that_a_phone_would_cut_off_stands_in_one_column(name, columns):
    other = line(9.7, 9.8, 9.9, name=name, kind=LineKind.NEIGHBOURS)
    third = line(9.7, 9.8, 9.9, name="England", kind=LineKind.ENGLAND)
    (colour, *_) = [layer["encoding"]["color"] for layer in marks(drawn(line(1.0, 2.0, 3.0), third, other), "line")]
    assert colour.get("legend", {}).get("columns") == columns
