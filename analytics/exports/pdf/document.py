"""A report typeset as PDF/UA-1."""

from collections.abc import Callable
from math import ceil

from analytics.exports.paper.flow import parts_by_block
from analytics.exports.paper.wording import front_lines, on_one_line, running_foot, running_head, title_of
from analytics.exports.pdf.data import Data, part_data, set_text
from analytics.exports.pdf.typesetting import compiled, font_names
from analytics.notebooks.report import Report

_SIZE, _LARGE = 12.0, 18.0
_SMALLER = (12.0, 11.0, 10.0)
_TEXT_WIDTH = 482.0  # points, or 17 cm
_AIR = 50.0
_LARGE_AT_LEAST = 16.0  # nothing in large print is smaller


class DoesNotFit(ValueError):
    """A report is longer than it was to be, however it is set."""


def report_as_pdf(
    report: Report,
    progress: Callable[[int, int], None] | None = None,
    large_print: bool = False,
    pages: int | None = None,
) -> bytes:
    """A PDF/UA-1 file (ISO 14289-1) of the report; the same report and fonts give the same bytes.

    It says what the Word file says, with the same paragraph numbers. Letters are 12 points high; in `large_print` 18,
    as the UK Association for Accessible Formats advises, and tables of more than three columns become lists. With
    `pages` the letters may shrink to 10 points so that it has no more pages than that; raises DoesNotFit where it still
    has.
    `progress` is told after each block how many of how many are done. A chart that cannot be drawn leaves a paragraph
    that says so.
    """
    sizes = (_LARGE,) if large_print else _SMALLER if pages is not None else (_SIZE,)
    needed = 0
    for size in sizes:
        made = compiled(_data(report, progress, size, large_print=large_print), at_most=pages)
        if isinstance(made, bytes):
            return made
        needed = made
    raise DoesNotFit(
        f"“{on_one_line(report.title)}” takes {needed} pages at {sizes[-1]:g} points, and no more than {pages} were "
        "asked for. Leave out a cell, or ask for more pages."
    )


def _data(report: Report, progress: Callable[[int, int], None] | None, size: float, *, large_print: bool) -> Data:
    parts = []
    for done, block in enumerate(parts_by_block(report), 1):
        parts += [part_data(part, size=size, large_print=large_print) for part in block]
        if progress:
            progress(done, len(report.blocks))
    margin_size = _LARGE_AT_LEAST if large_print else size * 0.75
    head, foot = set_text(running_head(report)), set_text(running_foot(report))
    return {
        "title": set_text(title_of(report)),
        "author": on_one_line(report.author),
        "description": on_one_line(report.subtitle),
        "head": head,
        "foot": foot,
        "top": _margin(head, margin_size),
        "bottom": _margin(foot, margin_size, beside="Page 100 of 100"),
        "front": [part_data(part, size=size, large_print=large_print) for part in front_lines(report)],
        "parts": parts,
        "size": size,
        "fonts": font_names(),
        "table_size": size if large_print else size * 0.92,
        "small_size": _LARGE_AT_LEAST if large_print else size * 0.84,
        "margin_size": margin_size,
        "indent": 0 if large_print else 1,
    }


def _margin(text: str, size: float, beside: str = "") -> float:
    """How high a margin must be, in points, for a running text of letters of that size, with air on both sides."""
    letters_to_a_line = _TEXT_WIDTH / (size * 0.55) - len(beside)
    return _AIR + ceil(max(len(text), 1) / letters_to_a_line) * size * 1.3
