"""The cells of code: they read the data that is written in them and draw the charts again."""

import json
import re
from collections.abc import Mapping
from typing import Any

import polars as pl

from analytics.exports.frame_file import exact_csv
from analytics.notebooks.view import Chart

IMPORTS = "import io\nimport json\n\nimport altair as alt\nimport polars as pl"
_TYPES = {
    pl.String(): "pl.String",
    pl.List(pl.String()): "pl.String",
    pl.Float64(): "pl.Float64",
    pl.Int64(): "pl.Int64",
    pl.Date(): "pl.Date",
    pl.Boolean(): "pl.Boolean",
}
_WIDTH = 600


def data_code(name: str, data: pl.DataFrame) -> str:
    """A cell that reads the data, each column with its type, and shows it. A list becomes one text with `;` in it."""
    ready = data.with_columns(
        pl.col(column).cast(kind) for column, kind in data.schema.items() for kind in _plain(kind)
    )
    types = "".join(f"        {_literal(column)}: {_TYPES[kind]},\n" for column, kind in ready.schema.items())
    return (
        f"{name} = pl.read_csv(\n    io.StringIO({in_quotes(exact_csv(ready))}),\n"
        f"    schema={{\n{types}    }},\n)\n{name}"
    )


def _plain(kind: pl.DataType) -> list[pl.DataType]:
    """The type that a column of another type has in the file: none for those that stay."""
    if kind in _TYPES:
        return []
    return [pl.Int64() if kind.is_integer() else pl.Float64() if kind.is_numeric() else pl.String()]


def history_code(name: str, chart: Chart, areas: Mapping[str, str]) -> str | None:
    """A cell that draws a line for each area from the data `name`; None where the chart shows more than that.

    That is a target, or a line that breaks: points which do not belong together must not be joined.
    """
    rows = chart.spec["data"]["values"]
    if any("data" in layer for layer in chart.spec["layer"]) or len(
        {(row["series"], row["run"]) for row in rows}
    ) > len({row["series"] for row in rows}):
        return None
    scale = chart.spec["layer"][0]["encoding"]["y"]["scale"]
    ends, zero = [round(end, 9) for end in scale["domain"]], scale.get("zero", True)
    periods = 'named["period"].unique(maintain_order=True).to_list()'
    return f"""named = {name}.sort("period_end").with_columns(pl.col("area").replace({_literal(dict(areas))}))
alt.Chart(named).mark_line(point=True).encode(
    x=alt.X("period:N", sort={periods}, axis=alt.Axis(title=None, labelAngle=0)),
    y=alt.Y("value:Q", scale=alt.Scale(domain={ends}, zero={zero}), title=None),
    color=alt.Color("area:N", title=None),
    tooltip=["area", "period", "value", "status", "missing_reason"],
).properties(title={_literal(chart.title)}, description={_literal(chart.alt)}, width={_WIDTH})"""


def spec_code(chart: Chart) -> str:
    """A cell that shows the chart as it was drawn, from its Vega-Lite specification."""
    said = {"title": chart.title} if chart.title else {}
    spec = {**chart.spec, **said, "description": chart.alt, "width": _WIDTH}
    text = json.dumps(spec, ensure_ascii=False, indent=1, sort_keys=True)
    return f"alt.Chart.from_dict(json.loads({in_quotes(text)}))"


def in_quotes(text: str) -> str:
    r'''The text as a literal of Python on as many lines as it has.

    >>> print(in_quotes('a "quoted" \\ text\n'))
    """\
    a "quoted" \\ text
    """
    '''
    safe = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    safe = re.sub(r'"\Z', '\\"', safe)
    # Python reads every kind of line end as one, and refuses the control characters of a source file.
    safe = re.sub(r"[\x00-\x09\x0b-\x1f\x7f]", lambda found: f"\\x{ord(found[0]):02x}", safe)
    return f'"""\\\n{safe}"""'


def _literal(value: Any) -> str:
    """A value as Python and JSON both write it."""
    return json.dumps(value, ensure_ascii=False)
