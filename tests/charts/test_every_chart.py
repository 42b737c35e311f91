"""Every chart of every shipped view is sound Vega-Lite, can be drawn, and shows what its view holds."""

import json
from functools import cache

import pytest
from altair.vegalite.v6.schema.core import TopLevelLayerSpec
from jsonschema.exceptions import ValidationError

from analytics.charts.style import as_png, as_svg, contrast
from analytics.evidence.wording import short_period
from analytics.notebooks.cells.breakdown import BreakdownCell
from analytics.notebooks.cells.history import HistoryCell
from tests.charts.specs import colours, layers, marks, rows_of
from tests.notebooks.made_up_views import made_up_results
from tests.shipped import every_view, shipped, views_of

WHITE = "#FFFFFF"
# Lines that only guide the eye.
FAINT = {"gridColor"}


@cache
def every_spec() -> list[dict]:
    """Each chart once, however many days it stands on."""
    specs = {
        json.dumps(chart.spec, sort_keys=True): chart.spec
        for view in (every_view() | made_up_results()).values()
        for chart in view.charts
    }
    return [specs[text] for text in sorted(specs)]


def test_every_chart_is_valid_vega_lite():
    assert len(every_spec()) > 50
    for spec in every_spec():
        TopLevelLayerSpec.validate(spec)


def test_a_chart_that_is_not_valid_is_found():
    spec = json.loads(json.dumps(every_spec()[0]))
    spec["layer"][0]["mark"]["strokeWidth"] = "thick"
    with pytest.raises(ValidationError):
        TopLevelLayerSpec.validate(spec)


def test_charts_of_every_kind_can_be_drawn_as_images():
    for spec in every_spec()[::7]:
        image = as_png(spec, scale=1)
        width, height = int.from_bytes(image[16:20]), int.from_bytes(image[20:24])
        assert len(image) > 3_000
        assert (width > 200, height > 100) == (True, True)


def test_marks_stand_out_from_white_and_text_can_be_read_on_it():
    for spec in every_spec():
        for layer in layers(spec):
            drawn = {key: value for key, value in layer.items() if key in ("mark", "encoding")}
            # What is written inside a bar is tested against the bar's own colour.
            least = 4.5 if layer["mark"]["type"] == "text" else 3.0
            for name, colour in colours(drawn):
                assert contrast(colour, WHITE) >= least, (name, colour)
        for name, colour in colours(spec["config"]):
            assert name in FAINT or contrast(colour, WHITE) >= 3, (name, colour)


def test_no_row_of_a_chart_holds_a_number_that_is_none_at_all():
    for spec in every_spec():
        json.dumps([layer["rows"] for layer in layers(spec)], allow_nan=False)


def test_a_history_draws_every_row_of_its_csv_at_its_own_period_and_no_other():
    catalogue = shipped().catalogue
    drawn = 0
    for cell, view in views_of(HistoryCell).items():
        for chart in view.charts:
            rows = rows_of(chart.spec, "series", "period")
            found = sorted((row["series"], row["period"], row["value"] is None, row["value"] or 0) for row in rows)
            expected = sorted(
                (
                    "Statistical neighbours"
                    if row["area"].startswith("neighbours:")
                    else catalogue.area_name(row["area"]),
                    short_period(row["period"]),
                    row["value"] is None,
                    row["value"] or 0,
                )
                for row in view.data.iter_rows(named=True)
            )
            assert found == expected, cell
            drawn += len(found)
    assert drawn > 300


def test_a_figure_that_is_not_final_is_hollow_in_every_history():
    for cell, view in views_of(HistoryCell).items():
        for chart in view.charts:
            hollow = {(row["period"], row["value"]) for row in rows_of(chart.spec, "series") if row["provisional"]}
            expected = {
                (short_period(row["period"]), row["value"])
                for row in view.data.iter_rows(named=True)
                if row["status"] in ("provisional", "forecast", "estimated")
            }
            assert hollow == expected, cell


def test_a_scale_that_does_not_start_at_nothing_is_a_caveat_and_only_then():
    seen = set()
    for cell, view in views_of(HistoryCell).items():
        lows = [marks(chart.spec, "point")[0]["encoding"]["y"]["scale"]["domain"][0] for chart in view.charts]
        cut = any(low > 0 for low in lows)
        assert ("The scale of the chart does not start at 0." in view.caveats) == cut, cell
        seen.add(cut)
    assert seen == {True, False}


def test_a_breakdown_draws_every_figure_of_the_dates_it_shows():
    for cell, view in views_of(BreakdownCell).items():
        for chart in view.charts:
            drawn = sorted(
                row["value"] for row in rows_of(chart.spec, "value", "label") if row.keys() & {"date", "bar"}
            )
            dates = view.table.columns[1:]
            shown = [
                row for row in view.data.iter_rows(named=True) if row["period"] in dates and row["value"] is not None
            ]
            assert drawn == sorted(row["value"] for row in shown), cell


def test_a_maximum_set_after_the_figures_says_that_it_is_later():
    """Barnsley set its maxima in November 2022: with figures from before only, each is called a later one."""
    words = set()
    for cell, view in views_of(BreakdownCell).items():
        levels = shipped().targets.filter(shipped().targets["indicator"] == cell.indicator)
        for chart in view.charts:
            newest = view.data.filter(view.data["value"].is_not_null())["period_end"].max()
            for tick in marks(chart.spec, "tick"):
                for row in tick["rows"]:
                    (starts,) = {
                        level["from"] for level in levels.to_dicts() if level["value"] == row["value"] and level["from"]
                    }
                    assert row["label"].startswith("later maximum") == (starts > newest), cell
                    words.add(row["label"])
    assert words


def test_a_sample_of_charts_writes_its_figures():
    for _, view in list(views_of(HistoryCell).items())[::40]:
        for chart in view.charts:
            svg = as_svg(chart.spec)
            labels = [row["label"] for row in rows_of(chart.spec, "series") if row["value"] is not None]
            assert not [label for label in labels if f">{label.replace('&', '&amp;')}<" not in svg]
