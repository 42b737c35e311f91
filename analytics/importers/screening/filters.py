"""Checks of the filters of a data file: the columns that say of whom a figure is."""

import polars as pl

from analytics.importers.screening.findings import DataFile, Findings, Severity, at_values, quoted, warning


def check_labels(data: DataFile) -> Findings:
    """Filters: blank cells, spaces round a label, spellings that differ in case alone, no total, one value only."""
    for column in data.filters + data.groups:
        yield from at_values(data, column, lambda label: label.str.strip_chars() == "", _blank_label)
        yield from at_values(data, column, _is_spaced, _spaced, Severity.WARNING)
        labels = [value for value in data.values(column) if value.strip()]
        for spellings in _same_but_for_case(labels):
            wrong = f"One label is spelled in two ways: {quoted(spellings)}."
            yield warning(data.name, column, wrong, "Spell it in one way, or the rows are not counted together.")
        if column in data.groups or not labels:
            continue
        if len(labels) == 1:
            wrong = f"The filter has one value only, “{labels[0]}”."
            yield warning(data.name, column, wrong, "It tells no rows apart; look that the file is whole.")
        elif not any("total" in value.lower() or value.lower().startswith("all ") for value in labels):
            wrong = "The filter has no “Total”."
            yield warning(data.name, column, wrong, "Look for the row that stands for all before adding rows up.")


def _is_spaced(label: pl.Expr) -> pl.Expr:
    tidy = label.str.strip_chars()
    return (label != tidy) & (tidy != "")


def _blank_label(_: str) -> tuple[str, str]:
    return "The filter is blank.", "Say which group the row is of; for all of them write “Total”."


def _spaced(value: str) -> tuple[str, str]:
    return f"There are spaces round “{value}”.", f"Write “{value.strip()}”."


def _same_but_for_case(labels: list[str]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for label in labels:
        groups.setdefault(label.strip().casefold(), []).append(label.strip())
    return [sorted(set(spellings)) for spellings in groups.values() if len(set(spellings)) > 1]
