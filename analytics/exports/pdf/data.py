"""Parts of a page as plain data for the template."""

import re
from typing import Any

from analytics.charts.style import FONT
from analytics.exports.paper.drawing import instead_of, large_print_svg_of, small_svg_of, svg_of
from analytics.exports.paper.parts import Grid, Head, Listing, NewPage, Part, Picture, Prose, Ruled, Runs
from analytics.exports.paper.widths import LETTERS_TO_A_LINE, column_shares, is_kept_together
from analytics.exports.paper.wording import on_one_line, printable
from analytics.exports.pdf.typesetting import displayable, font_names, picture_sets
from analytics.notebooks.view import Entry

Data = dict[str, Any]

_KINDS: dict[type[Part], str] = {
    Head: "head",
    Prose: "prose",
    Listing: "listing",
    Grid: "grid",
    Ruled: "ruled",
    NewPage: "new-page",
}
_LONGEST_WORD, _LONGEST_WORD_IN_A_CELL = 40, 16
_MOST_COLUMNS_IN_LARGE_PRINT = 3


def part_data(part: Part, *, size: float, large_print: bool) -> Data:
    """A part as data; `size` is that of the letters in points."""
    data: Data
    match part:
        case Head():
            data = {"level": part.level, "text": set_text(part.text)}
        case Prose():
            data = {"look": part.look, "keep": part.keep, "runs": _runs(part.runs)}
        case Listing():
            items = [[part_data(inner, size=size, large_print=large_print) for inner in item] for item in part.items]
            data = {"ordered": part.ordered, "start": part.start, "items": items}
        case Grid():
            data = _grid(part, size, large_print=large_print)
        case Picture():
            return _picture(part, size, large_print=large_print)
        case Ruled():
            data = {"lines": part.lines}
        case NewPage():
            data = {}
    numbered = {"number": part.number} if isinstance(part, Head | Prose) else {}
    return {"kind": _KINDS[type(part)]} | numbered | data


def set_text(text: str, longest_word: int = _LONGEST_WORD) -> str:
    """What a page can hold of a text. A word too long for its line may be broken; nothing shows where."""
    held = displayable(printable(text))
    return re.sub(rf"\S{{{longest_word}}}(?=\S)", "\\g<0>\u200b", held)


def _runs(runs: Runs) -> list[Data]:
    return [{"text": set_text(run.text), "bold": run.bold, "italic": run.italic, "link": run.link} for run in runs]


def _grid(grid: Grid, size: float, *, large_print: bool) -> Data:
    rows = [
        [
            {"text": set_text(entry.text, _LONGEST_WORD_IN_A_CELL), "colour": entry.colour} | _drawing(entry)
            for entry in row
        ]
        for row in grid.rows
    ]
    letters = round(LETTERS_TO_A_LINE * 12 / size)
    return {
        "columns": [set_text(name, _LONGEST_WORD_IN_A_CELL) for name in grid.columns],
        "rows": rows,
        "figures": sorted(grid.figures),
        "to_write_in": sorted(grid.to_write_in),
        "shares": column_shares(grid, letters),
        "together": is_kept_together(grid, letters),
        "stacked": large_print and len(grid.columns) > _MOST_COLUMNS_IN_LARGE_PRINT,
    }


def _drawing(entry: Entry) -> Data:
    """A drawing in a cell with its alternative; nothing where there is none or a page cannot hold it."""
    drawn = small_svg_of(entry.chart) if entry.chart else None
    if entry.chart is None or drawn is None or not picture_sets(drawn):
        return {}
    return {"svg": drawn, "alt": set_text(entry.chart.alt)}


def _picture(picture: Picture, size: float, *, large_print: bool) -> Data:
    drawn = large_print_svg_of(picture.chart) if large_print else svg_of(picture.chart)
    if isinstance(drawn, str):
        svg = displayable(printable(drawn.replace(FONT, font_names()[0])))
        if picture_sets(svg):
            # PDF/UA-1 takes no picture without an alternative.
            alt = set_text(picture.chart.alt).strip() or set_text(on_one_line(picture.chart.title)) or "A chart"
            return {"kind": "picture", "svg": svg, "alt": alt}
    return part_data(instead_of(picture.chart), size=size, large_print=large_print)
