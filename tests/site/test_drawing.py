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


@pytest.fixture(scope="module")
def charts():
    cells = (HistoryCell(authority="barnsley", indicator=name) for name in ("cl_eet", "cic_dental", "assess_45"))
    return [render_history(cell, shipped()).charts[0] for cell in cells]


def seen(svg):
    """Texts, and each mark by its kind and colours, in the order drawn."""
    found = []
    for element in ElementTree.fromstring(svg).iter():
        kind = element.tag.rpartition("}")[2]
        if kind == "path" and (element.attrib.get("d", "") in ("", "M0,0h0v0h0Z") or "display" in element.attrib):
            continue
        if kind in {"text", "path", "line", "rect", "circle"}:
            shown = {name: element.attrib.get(name) for name in ("fill", "stroke", "stroke-dasharray", "font-size")}
            found.append((kind, element.text, tuple(shown.items())))
    return found


def test_a_lighter_drawing_has_the_same_texts_and_marks(charts):
    for chart in charts:
        svg = drawn_to_width(chart, 720)
        assert seen(lighter(svg)) == seen(svg)
        assert len(lighter(svg)) < 0.75 * len(svg)


def test_numbers_are_to_a_tenth_of_a_pixel_and_texts_are_left_as_they_are():
    svg = '<svg width="1" height="2"><text x="1.2345">0.1234</text><path d="M10.06,-0.04"/></svg>'
    assert lighter(svg) == '<svg width="1" height="2"><text x="1.2">0.1234</text><path d="M10.1,-0"/></svg>'


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
