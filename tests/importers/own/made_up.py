"""A council's own files, written by hand."""

from dataclasses import replace
from datetime import date

from analytics.importers.importer import Refused
from analytics.importers.own import OwnFiguresImporter
from analytics.importers.own.columns import FIELDS
from analytics.importers.table import TableKind
from tests.importers.made_up_tables import sheet_of, shipped_catalogue, table_of

TODAY = date(2026, 3, 2)
IMPORTER = OwnFiguresImporter(today=lambda: TODAY)
RATE = {"council": "Barnsley", "indicator": "Agency rate", "period": "May 2025", "value": "12.5"}


def tidy_table(*rows, columns=FIELDS, name="own.csv"):
    """A tidy table of rows given as what differs from an agency rate of 12.5 in May 2025."""
    return table_of(columns, [[(RATE | row).get(column, "") for column in columns] for row in rows], name)


def read(table, published=None):
    return IMPORTER.read(table, shipped_catalogue(), published)


def read_one(*rows):
    (imported,) = read(tidy_table(*rows))
    return imported


def refused(table, published=None):
    """All that a table is refused for."""
    try:
        read(table, published)
    except Refused as error:
        return error.problems
    raise AssertionError("It was taken.")


def sheet(*rows, name="own.xlsx", sheet="Sheet1"):
    """A worksheet as it is read where its first row is no header."""
    return replace(sheet_of([list(row) or [""] for row in rows], name, sheet), kind=TableKind.SHEET)


CASELOADS = sheet(
    ["Barnsley Metropolitan Borough Council"],
    ["Average caseload by team, 2025/26"],
    [],
    ["Team", "", "Apr", "May", "Jun", "Total"],
    ["Assessment East", "", "18.9", "19.1", "", "38"],
    ["Assessment West", "", "17.2", "c", "", "17.2"],
    ["Total", "", "18.1", "18.3", "", "36.4"],
    ["Source: the case system"],
    name="caseloads.xlsx",
)
AGENCY_ACROSS = sheet(
    ["Agency and vacancies, Barnet"],
    [],
    ["Measure", "2025-04-01", "2025-05-01", "2025-06-01"],
    ["Agency rate", "0.125", "0.13", "0.128"],
    ["Vacancy rate", "0.2", "0.19", ""],
    ["Agency social workers", "1,038", "38.5", "39"],
    name="agency.xlsx",
)
AGENCY_DOWN = sheet(
    ["Month", "Agency rate", "Vacancy rate", "Comments"],
    ["Apr-25", "12.5%", "20%", ""],
    ["May-25", "13%", "19%", "Two new starters"],
    name="Barnet agency.xlsx",
)
TWO_ROWS_OF_HEADINGS = sheet(
    ["Barnsley: average caseloads"],
    ["Team", "2025", "", "2026", ""],
    ["", "Nov", "Dec", "Jan", "Feb"],
    ["Duty", "10", "11", "12", "13"],
)
PAST_AND_NEXT = sheet(
    ["Council", "Service area", "Measure", "Q1 2025/26", "Q2 2025/26"],
    ["Barnsley", "Fieldwork", "Vacancy rate", "12.5", "13"],
    ["", "", "Agency rate", "9", "8.5"],
    ["Barnet", "Fieldwork", "Vacancy rate", "4", "5"],
)
