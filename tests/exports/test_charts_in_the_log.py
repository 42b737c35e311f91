"""A chart that cannot be drawn is in the log of what went wrong, in no word of its own."""

import io
import json

import pytest

from analytics.exports.page.chart import charts_in_page, drawings_in_cells
from analytics.exports.paper.drawing import large_print_svg_of, png_of, small_png_of, small_svg_of
from analytics.happenings import listen
from analytics.notebooks.view import Chart

BROKEN = Chart({"mark": "canary in a mark"}, "canary in the words", "canary in the title")


@pytest.fixture
def lines():
    stream = io.StringIO()
    listen(stream)
    yield lambda: stream.getvalue().splitlines()
    listen(io.StringIO())


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(lambda chart: charts_in_page((chart,), "", "c1"), id="on a page"),
        pytest.param(drawings_in_cells("c1"), id="in a cell of a page"),
        pytest.param(png_of, id="in a Word paper"),
        pytest.param(large_print_svg_of, id="in a PDF paper"),
        pytest.param(small_png_of, id="in a cell of a Word paper"),
        pytest.param(small_svg_of, id="in a cell of a PDF paper"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_set_down_without_its_words(draw, lines):
    draw(BROKEN)
    (line,) = lines()
    told = json.loads(line)
    assert (told["what"], told["error"]) == ("chart failed", "ValueError")
    assert told["where"].startswith("analytics/")
    assert "canary" not in line
