"""Small data files made by hand, and the catalogue and the importer to read them with."""

from datetime import date
from functools import cache
from pathlib import Path

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.importers.imported import Imported
from analytics.importers.releases.importer import DfeImporter
from analytics.importers.table import Table
from tests.evidence.shipped_evidence import shipped

REALDATA = Path(__file__).resolve().parents[4] / "shared" / "realdata"
TODAY = date(2026, 1, 15)
NATIONAL = {"geographic_level": "National", "country_code": "E92000001", "country_name": "England"}
BARNSLEY = {
    "geographic_level": "Local authority",
    "country_code": "E92000001",
    "country_name": "England",
    "region_code": "E12000003",
    "region_name": "Yorkshire and The Humber",
    "old_la_code": "370",
    "new_la_code": "E08000016",
    "la_name": "Barnsley",
}
PLACE = tuple(BARNSLEY)


def catalogue() -> Catalogue:
    return shipped().catalogue


@cache
def importer() -> DfeImporter:
    return DfeImporter(today=lambda: TODAY)


def table(*rows: dict[str, str], name: str = "made.csv") -> Table:
    """A data file with these rows; a row is of Barnsley in 2025 where it does not say otherwise."""
    start = {"time_period": "2025", "time_identifier": "Reporting year"}
    places = [start | ({} if "geographic_level" in row else BARNSLEY) | row for row in rows]
    columns = dict.fromkeys([*start, *PLACE, *(name for row in places for name in row)])
    cells = {column: [row.get(column, "") for row in places] for column in columns}
    return Table(name=name, frame=pl.DataFrame(cells, schema=dict.fromkeys(columns, pl.String)), sha256="0" * 64)


def read(*rows: dict[str, str], name: str = "made.csv") -> Imported:
    (imported,) = importer().read(table(*rows, name=name), catalogue())
    return imported


def figure(imported: Imported, indicator: str, **where: object) -> dict:
    """The one row of an indicator, with these cells."""
    found = imported.observations.filter(pl.col("indicator") == indicator, **where)
    assert found.height == 1, found
    return found.to_dicts()[0]
