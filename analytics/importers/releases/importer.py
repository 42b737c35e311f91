"""The importer of the department's data files."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.problem import Problem
from analytics.evidence.releases import Release
from analytics.evidence.wording import listed
from analytics.importers.imported import Imported
from analytics.importers.importer import Refused
from analytics.importers.releases.convert import Converted, convert
from analytics.importers.releases.mapping import About, Families, Family, load_families
from analytics.importers.releases.recognise import TIME_COLUMNS, is_data_file, nearest, recognise
from analytics.importers.releases.times import in_words
from analytics.importers.table import Table

_GIVEN = "The day that was given when the file was imported."
_UNKNOWN = "The day it was imported; the file does not say when it was published."


@dataclass(frozen=True, eq=False)
class DfeImporter:
    """Reads data files of "Explore education statistics" by the mappings in `families`.

    `today` tells the day of the import, for a release whose day of publication nobody knows.
    """

    families: Families = field(default_factory=load_families)
    today: Callable[[], date] = date.today
    name: str = "DfE data file"

    def recognises(self, table: Table) -> bool:
        """Whether the table is laid out as the department's data files are. Which one it is, is told on reading."""
        return is_data_file(table)

    def read(self, table: Table, catalogue: Catalogue, published: date | None = None) -> tuple[Imported, ...]:
        """The one release that the table gives figures of.

        Raises `Refused` where the file is none of the mapped datasets, or where nothing of it can be taken.
        """
        found = recognise(table, self.families)
        if found is None:
            raise Refused([_not_mapped(table, self.families)])
        converted = convert(table, found, catalogue)
        release = _release(found.family, converted, published, self.today)
        return (
            Imported(
                release=release,
                file=table.shown_as,
                sha256=table.sha256,
                observations=converted.observations.with_columns(pl.lit(release.id).alias("document")),
                left_out=converted.left_out,
                warnings=converted.warnings,
            ),
        )


def _release(family: Family, converted: Converted, published: date | None, today: Callable[[], date]) -> Release:
    about, year = family.about, converted.year
    day, basis = (published, _GIVEN) if published else _published(about, year, today)
    last = converted.observations.filter(pl.col("value").is_not_null())["period_end"].max()
    data_to = last if isinstance(last, date) else converted.observations["period_end"].max()
    assert isinstance(data_to, date)
    return Release(
        id=f"{about.id}-{year}",
        family=about.id,
        kind=family.kind,
        title=about.title.replace("{year}", str(year)),
        short_title=about.short_title.replace("{year}", str(year)),
        publisher=about.publisher,
        published=day,
        published_basis=basis,
        data_to=data_to,
        licence=about.licence,
        attribution=about.attribution.replace("{year}", str(year)),
        cautions=about.cautions,
    )


def _published(about: About, year: int, today: Callable[[], date]) -> tuple[date, str]:
    """The first day on which a release was certainly public, and how that is known.

    A release of which no day is known came before the next one of which a day is known, so that an old release never
    looks newer than the release that revised it. Without either it is the day of the import.
    """
    later = sorted((entry for entry in about.published if entry.year >= year), key=lambda entry: entry.year)
    if not later:
        return today(), _UNKNOWN
    first = later[0]
    if first.year == year:
        return first.day, first.basis
    named = about.short_title.replace("{year}", str(first.year))
    basis = f"{named} was public by {in_words(first.day)}, and this release came before it."
    return first.day - timedelta(days=first.year - year), basis


def _not_mapped(table: Table, families: Families) -> Problem:
    """Why a data file is none of the mapped ones, of which releases those are, and what would work."""
    others = [name for name in table.frame.columns if name.strip().lower() not in TIME_COLUMNS]
    shown = ", ".join(others[-8:])
    wrong = f"It is laid out as a data file of the department, but nobody has mapped its columns (… {shown})."
    near = nearest(table, families)
    if near is not None:
        dataset, lacking = near
        columns = listed([f"“{name}”" for name in lacking])
        wrong += f" The nearest mapped data set is “{dataset.title}”, which has {columns} as well."
    titles = [re.sub(r",? (mid-)?\{year\}", "", family.about.short_title) for family in families.families.values()]
    return table.fault(
        wrong,
        f"Data sets of these releases are mapped: {listed(dict.fromkeys(titles))}. Any other can be, on the page "
        "Bring in figures: say what each column holds.",
    )
