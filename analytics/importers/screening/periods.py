"""Checks of the two columns that say what time a row is of."""

import re

import polars as pl

from analytics.importers.screening.findings import DataFile, Findings, at_rows, at_values, failure, quoted
from analytics.importers.screening.vocabulary import DIGITS, FOUR, TIME_KINDS

_DIGITS = {identifier.casefold(): digits for identifier, digits in DIGITS.items()}
_LOOKS_LIKE_TWO_YEARS = re.compile(r"\s*((?:19|20)[0-9]{2})\s*[-/–]\s*(?:[0-9]{2})?([0-9]{2})\s*")


def check_periods(data: DataFile) -> Findings:
    """Identifiers that DfE has, of one kind, and periods whose digits agree with them."""
    yield from _check_identifiers(data)
    yield from _check_time_periods(data)


def _check_identifiers(data: DataFile) -> Findings:
    if not data.has("time_identifier"):
        return
    column = "time_identifier"
    yield from at_values(data, column, _is_unknown, _unknown_identifier)
    used = [value for value in data.values(column) if value.strip().casefold() in _DIGITS]
    kinds = [[value for value in used if value.strip().casefold() in _folded(kind)] for _, kind in TIME_KINDS]
    kinds = [kind for kind in kinds if kind]
    if len(kinds) > 1:
        wrong = f"The file mixes kinds of time: {quoted([kind[0] for kind in kinds])}."
        yield failure(data.name, column, wrong, "One file holds one kind; give each kind in a file of its own.")


def _is_unknown(identifier: pl.Expr) -> pl.Expr:
    return ~identifier.str.strip_chars().str.to_lowercase().is_in(list(_DIGITS))


def _folded(kind: tuple[str, ...]) -> set[str]:
    return {identifier.casefold() for identifier in kind}


def _unknown_identifier(value: str) -> tuple[str, str]:
    wrong = f"“{value}” is no time identifier." if value.strip() else "The time identifier is blank."
    return wrong, "Use one of DfE’s, such as “Reporting year”, “Academic year” or “Financial year”."


def _check_time_periods(data: DataFile) -> Findings:
    if not data.has("time_period"):
        return
    column, period = "time_period", pl.col("time_period")
    is_year = period.str.contains(r"^(19|20)[0-9]{2}$")
    six = period.str.contains(r"^(19|20)[0-9]{4}$")
    first, second = (period.str.slice(start, 2).cast(pl.Int32, strict=False) for start in (2, 4))
    follows = (second == (first + 1) % 100).fill_null(value=False)
    yield from at_values(data, column, lambda _: ~(is_year | six), _no_period)
    yield from at_values(data, column, lambda _: six & ~follows, _not_following)
    if not data.has("time_identifier"):
        return
    identifier = pl.col("time_identifier").str.strip_chars().str.to_lowercase()
    of_one_year = identifier.is_in([name for name, digits in _DIGITS.items() if digits == FOUR])
    of_two_years = identifier.is_in([name for name, digits in _DIGITS.items() if digits != FOUR])
    yield from at_rows(data, six & follows & of_one_year, column, _two_years_for_one)
    yield from at_rows(data, is_year & of_two_years, column, _one_year_for_two)


def _no_period(value: str) -> tuple[str, str]:
    if not value.strip():
        return "The time period is blank.", "Write the year (2025), or both years of an academic one (202425)."
    wrong = f"“{value}” is no time period."
    if years := _LOOKS_LIKE_TWO_YEARS.fullmatch(value):
        return wrong, f"Write {years[1]}{years[2]}."
    if re.fullmatch(r"\s*(19|20)[0-9]{2}([0-9]{2})?(\.0)?\s*", value):
        return wrong, f"Write {value.strip().removesuffix('.0')}, digits only."
    return wrong, "Write four digits (2025), or six for two years (202425)."


def _not_following(value: str) -> tuple[str, str]:
    following = (int(value[2:4]) + 1) % 100
    return f"{value} is not two years that follow one another.", f"{value[:4]} is followed by {following:02d}."


def _two_years_for_one(value: str) -> tuple[str, str]:
    return f"{value} is two years, and the time identifier is of one.", f"Write {value[:4]}, or correct the identifier."


def _one_year_for_two(value: str) -> tuple[str, str]:
    following = (int(value[2:4]) + 1) % 100
    wrong = f"{value} is one year, and the time identifier is of two."
    return wrong, f"Write {value}{following:02d}, or correct the identifier."
