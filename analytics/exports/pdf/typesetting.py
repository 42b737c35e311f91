"""Typst as a function from data to a PDF, with the fonts there are."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

# Any day, so long as it is the same one: the report says in words when and from what it was made.
MADE = datetime(2000, 1, 1, tzinfo=UTC)
_TEMPLATE = Path(__file__).with_name("report.typ")
# Letters as in the Word file where the machine has them. The last comes with Typst, so that there is always one.
_WANTED = ("Arial", "Liberation Sans", "Arimo", "Helvetica", "DejaVu Sans", "Libertinus Serif")
# What a character is tried in: all the rest of a page can be displayed if this can.
_TRIAL = b'#set document(title: "-")\n#set text(font: json(bytes(sys.inputs.fonts)))\n#sys.inputs.text'
_PICTURE_TRIAL = b'#set document(title: "-")\n#image(bytes(sys.inputs.text), format: "svg", alt: "-")'


def compiled(data: Mapping[str, Any], *, at_most: int | None = None) -> bytes | int:
    """The PDF/UA-1 of the template with the data; where it has more than `at_most` pages, how many it has."""
    compiler = typst.Compiler(_TEMPLATE, font_paths=_fonts(), sys_inputs={"report": json.dumps(data)})
    if at_most is not None:
        pages = int(compiler.query("<pages>", field="value", one=True))
        if pages > at_most:
            return pages
    return _pdf(compiler)


@lru_cache
def font_names() -> tuple[str, ...]:
    """The fonts to set a page in, the best first."""
    there = set(_fonts().families())
    return tuple(name for name in _WANTED if name in there)


def displayable(text: str) -> str:
    """The text with a mark in the place of every character that no font here has: PDF/UA-1 forbids blank boxes."""
    return "".join(char if char.isascii() or _is_displayable(char) else _mark() for char in text)


def picture_sets(svg: str) -> bool:
    """Whether a page can hold the picture."""
    try:
        _pdf(typst.Compiler(_PICTURE_TRIAL, font_paths=_fonts(), sys_inputs={"text": svg}))
    except typst.TypstError:
        return False
    return True


@lru_cache
def _fonts() -> typst.Fonts:
    return typst.Fonts()


@lru_cache
def _mark() -> str:
    return "\ufffd" if _is_displayable("\ufffd") else "?"


@lru_cache(maxsize=50_000)
def _is_displayable(char: str) -> bool:
    inputs = {"text": char, "fonts": json.dumps(font_names())}
    try:
        _pdf(typst.Compiler(_TRIAL, font_paths=_fonts(), sys_inputs=inputs))
    except typst.TypstError:
        return False
    return True


def _pdf(compiler: typst.Compiler) -> bytes:
    made = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=MADE)
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no file.")
    return made
