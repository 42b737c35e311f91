"""Recognising a data file: which mapped dataset it is, by its columns and labels and never by its name or year."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from analytics.evidence.releases import ReleaseKind
from analytics.importers.releases.cells import label, same_label
from analytics.importers.releases.mapping import Dataset, Families, Family, Filter
from analytics.importers.table import Table

TIME_COLUMNS = ("time_period", "time_identifier", "geographic_level")


@dataclass(frozen=True, eq=False)
class Recognised:
    """A table and what it is. `names` has each plain column name with the name as the file writes it."""

    family: Family
    dataset: Dataset
    names: Mapping[str, str]

    def column(self, names: tuple[str, ...]) -> str | None:
        """The first of a column's names that the file has, as a plain name; None where it has none of them."""
        return next((plain(name) for name in names if plain(name) in self.names), None)


def plain(name: str) -> str:
    """A column's name in the one spelling by which names are compared.

    >>> plain("Re_referrals percent"), plain("1-10_days")
    ('re_referrals_percent', '1_10_days')
    """
    return re.sub(r"[\s\-]+", "_", name.strip().lower())


def plain_names(columns: list[str]) -> dict[str, str]:
    """Each plain name with the name as the file writes it."""
    return {plain(name): name for name in columns}


def is_data_file(table: Table) -> bool:
    """Whether the table has the columns that every data file of the department has."""
    names = plain_names(table.frame.columns)
    return all(column in names for column in TIME_COLUMNS)


def recognise(table: Table, families: Families) -> Recognised | None:
    """The dataset that the table is; None for no mapped dataset.

    Where several fit it is the one that asks for most, and among those the one that somebody mapped here.
    """
    names = plain_names(table.frame.columns)
    fitting = [
        Recognised(family, dataset, names)
        for family in families.families.values()
        for dataset in family.datasets
        if _fits(dataset, names, table.frame)
    ]
    return max(fitting, key=_asks_for, default=None)


def _asks_for(found: Recognised) -> tuple[int, int, bool]:
    return len(found.dataset.labels), len(found.dataset.columns), found.family.kind is ReleaseKind.MAPPED


def nearest(table: Table, families: Families) -> tuple[Dataset, tuple[str, ...]] | None:
    """The mapped dataset of which the table has most columns, but not all, and those that it lacks by their first name.

    None where it has less than half of the columns of every dataset, or lacks none of one: then its labels differ.
    """
    names = plain_names(table.frame.columns)
    near = []
    for family in families.families.values():
        for dataset in family.datasets:
            lacking = tuple(column[0] for column in dataset.columns if not any(plain(name) in names for name in column))
            if lacking and 2 * len(lacking) <= len(dataset.columns):
                near.append((len(lacking) / len(dataset.columns), dataset, lacking))
    if not near:
        return None
    _, dataset, lacking = min(near, key=lambda one: one[0])
    return dataset, lacking


def _fits(dataset: Dataset, names: Mapping[str, str], frame: pl.DataFrame) -> bool:
    if not all(any(plain(name) in names for name in column) for column in dataset.columns):
        return False
    return all(_has_label(wanted, names, frame) for wanted in dataset.labels)


def _has_label(wanted: Filter, names: Mapping[str, str], frame: pl.DataFrame) -> bool:
    column = next((names[plain(name)] for name in wanted.columns if plain(name) in names), None)
    if column is None:
        return False
    labels = [same_label(text) for text in wanted.labels]
    return bool(frame.select(label(column).is_in(labels).any()).item())
