"""Drawings as files: as small as they can be, and the same to the eye."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

from analytics.charts.style import as_svg
from analytics.exports.page.chart import drawn_to_width
from analytics.notebooks.cells.history import HistoryCell, render_history
from analytics.notebooks.view import Chart
from analytics.site.drawing import Drawings, lighter
from tests.shipped import shipped

LOOKS = ("fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-family", "font-weight")


@pytest.fixture(scope="module")
def charts():
    cells = (HistoryCell(authority="barnsley", indicator=name) for name in ("cl_eet", "cic_dental", "assess_45"))
    return [render_history(cell, shipped()).charts[0] for cell in cells]


def seen(svg):
    """Texts, and each mark by its colours, in the order drawn: its own, or those of what it is in."""
    found = []

    def look(element, handed_on):
        kind = element.tag.rpartition("}")[2]
        handed_on = handed_on | {name: element.attrib[name] for name in LOOKS if name in element.attrib}
        is_painted = {handed_on.get("fill", "black"), handed_on.get("stroke", "none")} != {"none"}
        is_there = element.attrib.get("d", "M") not in ("", "M0,0h0v0h0Z") and "display" not in element.attrib
        if kind in {"text", "path", "line", "rect", "circle"} and is_there and is_painted:
            looks = {name: value for name, value in handed_on.items() if name.startswith("font") == (kind == "text")}
            if handed_on.get("stroke", "none") == "none":
                looks = {name: value for name, value in looks.items() if not name.startswith("stroke")}
            found.append(("path" if kind == "circle" else kind, element.text, looks | {"fill": handed_on.get("fill")}))
        for child in element:
            look(child, handed_on)

    look(ElementTree.fromstring(svg), {})
    return found


def test_a_lighter_drawing_has_the_same_texts_and_marks(charts):
    for chart in charts:
        svg = drawn_to_width(chart, 720)
        assert seen(lighter(svg)) == seen(svg)
        assert len(lighter(svg)) < 0.5 * len(svg)


def test_numbers_are_to_a_tenth_of_a_pixel_and_texts_are_left_as_they_are():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="2"><text x="1.2345">0.1234 &lt;b /&gt;</text>'
        '<path d="M10.06,-0.04h1"/></svg>'
    )
    assert lighter(svg) == svg.replace("1.2345", "1.2").replace("10.06,-0.04", "10.1,-0")


def test_what_marks_have_in_common_is_said_once_and_a_round_one_is_a_circle():
    marks = "".join(
        f'<path transform="translate({x},2)" d="M2,0A2,2,0,1,1,-2,0A2,2,0,1,1,2,0" fill="#111111" stroke-width="2"/>'
        for x in (1, 5, 9)
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><g fill="none"><g>{marks}<path d="M0,0h9"/></g></g></svg>'
    circles = "".join(f'<circle cx="{x}" cy="2" r="2"/>' for x in (1, 5, 9))
    assert lighter(svg) == f'<svg xmlns="http://www.w3.org/2000/svg"><g fill="#111111">{circles}</g></svg>'


def test_an_earlier_drawing_of_the_same_is_taken_and_no_other(charts):
    first = _drawn(charts[:1]).files
    marked = {path: content + b"<!-- earlier -->" for path, content in first.items()}
    again = Drawings(earlier=marked)
    for chart in charts[:2]:
        again.figures_html((chart,), "", str)
    assert {path: content for path, content in again.files.items() if path in marked} == marked
    assert len(again.files) == 4


def test_a_drawing_does_not_depend_on_what_was_drawn_before(charts):
    alone = _drawn(charts[:1]).files
    later = _drawn(charts[::-1]).files
    assert alone.items() <= later.items()


def test_a_chart_on_two_pages_is_one_file(charts):
    drawings = Drawings()
    first = drawings.figures_html(charts[:1], "", lambda path: f"a/{path}")
    second = drawings.figures_html(charts[:1], "", lambda path: f"b/{path}")
    assert len(drawings.files) == 2
    assert first.replace("a/", "b/") == second


def test_words_in_a_chart_cannot_leave_it():
    drawings = Drawings()
    html = drawings.figures_html((Chart({"mark": "bar"}, '"><script>x</script>', "<b>"),), "", str)
    assert "<script>" not in html
    assert "<b>" not in html


def test_a_small_drawing_that_fails_is_left_out():
    assert Drawings().small_html(Chart({"mark": 3}, "words"), str) == ""


def _drawn(charts):
    drawings = Drawings()
    for chart in charts:
        drawings.figures_html((chart,), "", str)
    return drawings


def test_an_own_size_is_kept(charts):
    spec = {**charts[0].spec, "width": 104, "height": 30}
    drawings = Drawings()
    drawings.small_html(Chart(spec, "words"), str)
    (content,) = drawings.files.values()
    assert re.search(r'width="(\d+)"', as_svg(spec))[0] in content.decode()


def test_a_chart_that_cannot_be_drawn_leaves_what_it_says():
    html = Drawings().figures_html((Chart({"mark": 3}, "It rose from 1 to 2.", "A rise"),), "", str)
    assert "A chart could not be drawn. It says:</strong> It rose from 1 to 2." in html
