"""Checks of the columns that say what place a row is of."""

from difflib import get_close_matches
from functools import partial

import polars as pl

from analytics.importers.regions import REGIONS
from analytics.importers.screening.findings import DataFile, Findings, Severity, at_rows, at_values, warning
from analytics.importers.screening.vocabulary import LEVELS, PLACES

_ABSENT = ["", "x", "z", ":"]
# A joint return has the codes of both authorities, with a stroke between them.
_PATTERNS = {
    "country_code": (r"^[EKNSWJL][0-9]{8}$", "England’s is E92000001"),
    "region_code": (r"^E1[23][0-9]{6}$", "a region’s begins with E12, Inner and Outer London’s with E13"),
    "new_la_code": (
        r"^E(06|07|08|09|10)[0-9]{6}( / E(06|07|08|09|10)[0-9]{6})*$",
        "an authority’s is E06, E07, E08, E09 or E10 and six digits, such as E08000016",
    ),
    "old_la_code": (r"^[0-9]{3}( / [0-9]{3})*$", "DfE’s number of an authority has three digits, such as 370"),
}


def check_places(data: DataFile) -> Findings:
    """Levels that DfE has, their own columns filled and those of smaller places blank, codes that can be codes."""
    for column, (pattern, expected) in _PATTERNS.items():
        if data.has(column):
            yield from at_values(
                data, column, partial(_is_no_code, pattern=pattern), partial(_no_code, expected=expected)
            )
    if data.has("geographic_level"):
        yield from at_values(data, "geographic_level", lambda level: ~level.is_in(list(LEVELS)), _no_level)
        yield from _check_filled(data)
        yield from _check_left_blank(data)
    yield from _check_regions(data)


def _is_no_code(code: pl.Expr, pattern: str) -> pl.Expr:
    return ~(code.str.contains(pattern) | code.is_in(_ABSENT))


def _no_code(value: str, expected: str) -> tuple[str, str]:
    return f"“{value}” is not a code of this kind.", f"{expected[0].upper()}{expected[1:]}."


def _no_level(value: str) -> tuple[str, str]:
    near = get_close_matches(value.strip().capitalize(), list(LEVELS), n=1)
    right = f"Write “{near[0]}”." if near else "Use one of DfE’s, such as “National”, “Regional” or “Local authority”."
    return (f"“{value}” is no geographic level." if value.strip() else "The geographic level is blank."), right


def _check_filled(data: DataFile) -> Findings:
    """The code and the name of its place in every row of a level."""
    present = set(data.values("geographic_level"))
    for level in LEVELS.values():
        for column in level.filled:
            if level.name in present and data.has(column):
                blank = (pl.col("geographic_level") == level.name) & (pl.col(column).str.strip_chars() == "")
                yield from at_rows(data, blank, column, partial(_blank_in, level=level.name))
    if {"National", "Local authority"} & present and data.has("country_code", "country_name"):
        for column in ("country_code", "country_name"):
            blank = (pl.col("geographic_level") != "National") & (pl.col(column).str.strip_chars() == "")
            yield from at_rows(data, blank, column, _blank_anywhere)
    if "Local authority" in present and data.has("region_code", "region_name"):
        is_authority = pl.col("geographic_level") == "Local authority"
        unplaced = is_authority & ((pl.col("region_code") == "") | (pl.col("region_name") == ""))
        yield from at_rows(data, unplaced, "region_name", _no_region, Severity.WARNING)


def _blank_in(_: str, level: str) -> tuple[str, str]:
    return f"The cell is blank, and a row of the level “{level}” needs it.", "Fill it."


def _blank_anywhere(_: str) -> tuple[str, str]:
    return "The cell is blank, and a row of every level needs it.", "Fill it."


def _no_region(_: str) -> tuple[str, str]:
    return "The authority’s row does not say its region.", "Figures are taken by the authority’s code all the same."


def _check_left_blank(data: DataFile) -> Findings:
    """Columns of smaller or other places, blank in rows of the country, a region or an authority."""
    level = pl.col("geographic_level")
    allowed = {
        "National": LEVELS["National"].columns,
        "Regional": LEVELS["National"].columns + LEVELS["Regional"].columns,
        "Local authority": tuple(
            column for name in ("National", "Regional", "Local authority") for column in LEVELS[name].columns
        ),
    }
    described = set(data.filters + data.groups + data.indicators)
    for name, columns in allowed.items():
        for column in PLACES:
            if data.has(column) and column not in columns and column not in described:
                filled = (level == name) & ~pl.col(column).str.strip_chars().is_in(["", "z"])
                yield from at_rows(data, filled, column, partial(_overfilled, level=name))


def _overfilled(value: str, level: str) -> tuple[str, str]:
    return f"“{value}” stands in a row of the level “{level}”.", "Leave it blank, or correct the level."


def _check_regions(data: DataFile) -> Findings:
    """A region’s code and name that are of the same region."""
    if not data.has("region_code", "region_name"):
        return
    code, name = pl.col("region_code"), pl.col("region_name")
    named = code.replace_strict(REGIONS, default=None, return_dtype=pl.String)
    other = (named != name) & name.is_in(list(REGIONS.values()))
    yield from at_rows(data, other.fill_null(value=False), "region_name", _other_region)
    halves = (code == "") ^ (name == "")
    yield from at_rows(data, halves, "region_name", _half_a_region)
    spelled = [value for value in data.values("region_name") if value not in ("", "z", "x", *REGIONS.values())]
    for value in spelled:
        near = get_close_matches(value, list(REGIONS.values()), n=1)
        right = f"DfE writes “{near[0]}”." if near else "Look whether it is one of England’s regions."
        yield warning(data.name, "region_name", f"“{value}” is not how DfE names a region.", right)


def _other_region(value: str) -> tuple[str, str]:
    return f"The name is “{value}” and the code is another region’s.", "Correct one of the two."


def _half_a_region(_: str) -> tuple[str, str]:
    return "A region’s code stands without its name, or its name without the code.", "Give both, or neither."
