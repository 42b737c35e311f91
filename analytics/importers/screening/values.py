"""Checks of the figures: what stands in a column of figures and is none."""

import re

import polars as pl

from analytics.importers.screening.findings import DataFile, Findings, Severity, at_rows
from analytics.importers.screening.vocabulary import CURRENT_SYMBOLS, NUMBER, OLD_SYMBOLS

_SYMBOLS = "c (withheld), k or low (rounds to 0), u (not reliable), x (not available), z (does not apply)"


def check_values(data: DataFile) -> Findings:
    """Blanks, symbols of older releases, and cells that are neither a figure nor a symbol."""
    for column in data.indicators:
        values = data.frame[column].unique()
        tidy = values.str.strip_chars()
        number = tidy.str.contains(NUMBER)
        blank, old = tidy == "", tidy.is_in(OLD_SYMBOLS)
        unknown = values.filter(~(number | blank | old | tidy.is_in(CURRENT_SYMBOLS)))
        for wrong, say, severity in (
            (unknown, _unknown, Severity.FAILURE),
            (values.filter(old), _old, Severity.WARNING),
            (values.filter(blank), _blank, Severity.WARNING),
        ):
            if len(wrong):
                yield from at_rows(data, pl.col(column).is_in(wrong.to_list()), column, say, severity)


def _unknown(value: str) -> tuple[str, str]:
    tidy = value.strip()
    if re.fullmatch(r"[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", tidy):
        return f"“{value}” has a comma in it.", f"Write {tidy.replace(',', '')}."
    if re.fullmatch(r"[-£€]*[0-9.,]+%?", tidy) and any(letter in "0123456789" for letter in tidy):
        return f"“{value}” has a sign in it.", "Write the number alone; the unit belongs in the column’s description."
    if tidy.lower() in CURRENT_SYMBOLS:
        return f"“{value}” is no symbol of DfE’s.", f"Write {tidy.lower()}."
    return f"“{value}” is neither a number nor a symbol of DfE’s.", f"Write the number, or one of {_SYMBOLS}."


def _old(value: str) -> tuple[str, str]:
    return f"“{value.strip()}” is a symbol of older releases.", f"It is read; releases now write {_SYMBOLS}."


def _blank(_: str) -> tuple[str, str]:
    return "The figure is blank.", "It is read as not available; where a symbol says why there is none, write that."
