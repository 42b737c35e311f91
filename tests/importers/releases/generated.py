"""A small data file for every dataset that is mapped, made from the mapping itself: invented figures, all different."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analytics.importers.releases.mapping import Dataset, Filter, Measure, load_families
from analytics.importers.releases.times import PeriodRule

PLACES = {
    "england": ("National", "E92000001", "England", "", "", "", "", ""),
    "yorkshire": ("Regional", "E92000001", "England", "E12000003", "Yorkshire and The Humber", "", "", ""),
    "barnsley": (
        *("Local authority", "E92000001", "England", "E12000003", "Yorkshire and The Humber"),
        *("370", "E08000016", "Barnsley"),
    ),
    "barnet": (
        *("Local authority", "E92000001", "England", "E13000002", "Outer London"),
        *("302", "E09000003", "Barnet"),
    ),
}
PLACE_COLUMNS = (
    *("geographic_level", "country_code", "country_name", "region_code", "region_name"),
    *("old_la_code", "new_la_code", "la_name"),
)


@dataclass(frozen=True)
class Made:
    """A data file as rows of text under its header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> int:
        """Where a column stands."""
        return self.header.index(name)

    def changed(self, name: str, change) -> "Made":
        """The same with every cell of a column changed."""
        place = self.column(name)
        rows = tuple((*row[:place], change(row[place]), *row[place + 1 :]) for row in self.rows)
        return Made(self.header, rows)

    def as_csv(self) -> bytes:
        """The file's bytes."""
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([self.header, *self.rows])
        return text.getvalue().encode()


def datasets() -> Mapping[str, Dataset]:
    """Every mapped dataset by the id of its family and its own."""
    families = load_families().families
    return {f"{name}/{one.id}": one for name, family in families.items() for one in family.datasets}


def made(dataset: Dataset) -> Made:
    """A file of a dataset: two years, England, a region and two councils, and every label that a measure asks for."""
    filters = {entry.columns[0]: entry for measure in dataset.measures for entry in _filters(measure)}
    filters |= {entry.columns[0]: entry for entry in dataset.labels}
    values = dict.fromkeys(name for measure in dataset.measures for name in _values(measure))
    values |= dict.fromkeys(names[0] for names in dataset.columns if names[0] not in filters)
    values = [name for name in values if name not in filters]
    labels = list(dict.fromkeys(_labels(dataset, list(filters))))
    years = ("202324", "202425") if _is_academic(dataset) else ("2024", "2025")
    identifier = "Academic year" if _is_academic(dataset) else "Reporting year"
    number, rows = 101, []
    for year in years:
        for place in PLACES.values():
            for of_row in labels or [()]:
                cells = [str(number + 7 * at) for at in range(len(values))]
                rows.append((year, identifier, *place, *of_row, *cells))
                number += 13
    return Made(("time_period", "time_identifier", *PLACE_COLUMNS, *filters, *values), tuple(rows))


def _is_academic(dataset: Dataset) -> bool:
    return dataset.measures[0].period is PeriodRule.ACADEMIC_YEAR


def _values(measure: Measure) -> Iterator[str]:
    yield from measure.value[:1]
    for part in (*measure.numerator, *measure.denominator):
        yield part.columns[0]
    if measure.across and measure.breakdown:
        yield from measure.breakdown.members


def _filters(measure: Measure) -> Iterator[Filter]:
    yield from measure.where
    for part in (*measure.numerator, *measure.denominator):
        yield from part.where
    if measure.breakdown and measure.breakdown.columns:
        yield Filter(columns=measure.breakdown.columns, labels=tuple(measure.breakdown.members))


def _labels(dataset: Dataset, filters: list[str]) -> Iterator[tuple[str, ...]]:
    """The labels of the rows that the measures ask for, in the order of the filters."""
    for measure in dataset.measures:
        asked = {entry.columns[0]: entry.labels[0] for entry in measure.where}
        parts = [{entry.columns[0]: entry.labels[0] for entry in part.where} for part in measure.denominator]
        rows = [asked, *(asked | part for part in parts)]
        if measure.breakdown and measure.breakdown.columns:
            column = measure.breakdown.columns[0]
            # One label for each member: a file has but one of the spellings that a member has had.
            labels = {member: label for label, member in reversed(measure.breakdown.members.items())}.values()
            rows = [asked | {column: label} for label in labels] + [asked | part for part in parts]
        for row in rows:
            if filters:
                yield tuple(row.get(column, "Total") for column in filters)
