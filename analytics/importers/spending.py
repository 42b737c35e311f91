"""What councils spent on children's social care: the total of MHCLG's revenue outturn returns.

The Ministry of Housing, Communities and Local Government publishes two workbooks that have it, RO3 (social care and
public health) and RSX (all services), in £ thousand, a row a council. Read are two columns, the total expenditure (C3)
and the net current expenditure (C7, after fees, charges and other income). The lines below the total are left: councils
draw the borders between them differently.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.evidence import OBSERVATIONS
from analytics.evidence.period import Period, financial_year
from analytics.evidence.problem import Problem
from analytics.evidence.releases import Release, ReleaseKind
from analytics.evidence.vocabulary import SYMBOLS, MissingReason, Status
from analytics.importers.days import read_day
from analytics.importers.headings import tidied
from analytics.importers.imported import Imported
from analytics.importers.importer import Refused
from analytics.importers.reading import under_header
from analytics.importers.table import Table

FAMILY = "revenue-outturn"
GROSS, NET = "fin_gross_return", "fin_net_return"
_CODE, _NAME = "ONS Code", "Local authority"
_COLUMNS = {GROSS: "total expenditure", NET: "net current expenditure"}
_ENGLAND = "E92000001"
_THOUSANDS_IN_A_MILLION = 1000


@dataclass(frozen=True)
class SpendingImporter:
    """Reads the sheet of MHCLG's revenue outturn workbooks that has a row a council."""

    today: Callable[[], date] = date.today
    name: str = "MHCLG revenue outturn"

    def recognises(self, table: Table) -> bool:
        """Whether the table has a row a council and the two totals of children's social care."""
        return _totals(table) is not None

    def read(self, table: Table, catalogue: Catalogue, published: date | None = None) -> tuple[Imported, ...]:
        """What one sheet gives."""
        return self.read_together((table,), catalogue, published)

    def read_together(
        self, tables: Sequence[Table], catalogue: Catalogue, published: date | None = None
    ) -> tuple[Imported, ...]:
        """What a workbook gives; its front page, where it is among the sheets, says when it was published.

        Raises Refused where no sheet has the totals, its year, or that it is in £ thousand.
        """
        sheets = [(table, found) for table in tables if (found := _totals(table)) is not None]
        if not sheets:
            raise Refused([_no_totals(table) for table in tables])
        return tuple(self._read(table, found, tables, catalogue, published) for table, found in sheets)

    def _read(
        self, table: Table, found: Table, tables: Sequence[Table], catalogue: Catalogue, published: date | None
    ) -> Imported:
        above = _above(table, found)
        year = _year(above, table.sheet)
        if year is None or not any("£ thousand" in text for text in above):
            raise Refused([_unsaid(table, year)])
        known, pounds = catalogue.indicators, _amounts(found, catalogue)
        rows = pl.concat([_observations(pounds, found, known[one].unit, one, year) for one in _COLUMNS if one in known])
        release = _release(year, tables, published, self.today())
        others = found.frame.filter(pl.col(_code(found)).str.strip_chars() != "").height - pounds.height
        return Imported(
            release=release,
            file=table.name,
            sha256=table.sha256,
            observations=rows.with_columns(pl.lit(release.id).alias("document")),
            left_out=(f"{others} rows of places that have no children’s services of their own, and of sums of them.",),
        )


def _totals(table: Table) -> Table | None:
    """The table under its header, where both totals are among its columns."""
    found = under_header(table, [_CODE, _NAME])
    return found if found is not None and all(_column(found, one) for one in _COLUMNS) else None


def _column(found: Table, indicator: str) -> str | None:
    total = re.compile(rf"(total )?children('s)? social care\W+{_COLUMNS[indicator]}\b.*")
    return next((name for name in found.frame.columns if total.fullmatch(tidied(name))), None)


def _code(found: Table) -> str:
    return next(name for name in found.frame.columns if tidied(name) == tidied(_CODE))


def _above(table: Table, found: Table) -> tuple[str, ...]:
    rows = table.frame.head(found.first_row - table.first_row).rows()
    return tuple(" ".join(cell.split()) for row in (tuple(table.frame.columns), *rows) for cell in row if cell)


def _year(above: Sequence[str], sheet: str) -> Period | None:
    """The financial year in a title above the table ("2024-25"), or at the end of the sheet's name ("202425")."""
    for text, pattern in [*((one, r"\b(20\d\d)[-–/](\d\d)\b") for one in above), (sheet, r"(20\d\d)(\d\d)$")]:
        match = re.search(pattern, text)
        if match and (int(match[1]) + 1) % 100 == int(match[2]):
            return financial_year(int(match[1]))
    return None


def _amounts(found: Table, catalogue: Catalogue) -> pl.DataFrame:
    """The rows of authorities and England, with their area."""
    areas = {code: one.id for one in catalogue.authorities.values() for code in one.codes} | {_ENGLAND: "england"}
    area = pl.col(_code(found)).str.strip_chars().replace_strict(areas, default=None, return_dtype=pl.String)
    return found.frame.with_row_index("row", offset=found.first_row).with_columns(area=area).drop_nulls("area")


def _observations(rows: pl.DataFrame, found: Table, unit: str, indicator: str, year: Period) -> pl.DataFrame:
    column = _column(found, indicator) or ""
    text = pl.col(column).str.strip_chars(" []").str.to_lowercase()
    number = text.str.replace_all(",", "").cast(pl.Float64, strict=False)
    value = pl.when(number.is_finite()).then(number / _THOUSANDS_IN_A_MILLION)
    reasons = {symbol: reason.value for symbol, reason in SYMBOLS.items()}
    unknown = MissingReason.NOT_AVAILABLE.value
    missing = text.replace_strict(reasons, default=unknown, return_dtype=pl.String)
    known = {
        "locator": f"{found.name}#{' '.join(column.split())} / 1,000",
        "indicator": indicator,
        "dimension": "",
        "member": "",
        "period": year.label,
        "period_kind": year.kind.value,
        "period_start": year.start,
        "period_end": year.end,
        "unit": unit,
        "note": "",
        "document": "",
        "numerator": None,
        "denominator": None,
    }
    told = rows.with_columns(value.alias("value"), **{name: pl.lit(given) for name, given in known.items()})
    there = pl.col("value").is_not_null()
    return told.with_columns(
        pl.when(there).then(pl.lit(Status.FINAL.value)).alias("status"),
        pl.when(~there).then(missing).alias("missing_reason"),
        pl.col("value").round(2).cast(pl.String).str.strip_suffix(".0").fill_null("").alias("printed"),
    ).select([pl.col(name).cast(kind) for name, kind in OBSERVATIONS.items()])


def _release(year: Period, tables: Sequence[Table], published: date | None, today: date) -> Release:
    label = f"{year.start.year}-{year.end.year % 100:02d}"
    said = _said_published(tables)
    day = published or said or today
    basis = "The day that was given with the file." if published else "The day in the workbook."
    return Release(
        id=f"{FAMILY}-{label}",
        family=FAMILY,
        kind=ReleaseKind.NATIONAL,
        title=f"Local authority revenue expenditure and financing: {label} outturn, England",
        short_title=f"Revenue outturn {label}",
        publisher="Ministry of Housing, Communities and Local Government",
        published=day,
        published_basis=basis
        if published or said
        else "The day on which the file was imported, because the file does not say when it was published.",
        data_to=year.end,
        licence="Open Government Licence v3.0",
        attribution="Contains public sector information licensed under the Open Government Licence v3.0. "
        "Source: Ministry of Housing, Communities and Local Government, revenue expenditure and financing.",
        cautions=("Councils decide in part which services they count as children’s social care.",),
    )


def _said_published(tables: Sequence[Table]) -> date | None:
    """The day in "Last updated: 4 December 2025", or in "Second release which was published on 4 December 2025"."""
    pattern = re.compile(r"(last updated:|release\W.{0,20}published on) (\d{1,2} \w+ \d{4})", re.IGNORECASE)
    for table in tables:
        for row in (tuple(table.frame.columns), *table.frame.head(12).rows()):
            for cell in row:
                if (match := pattern.search(" ".join(cell.split()))) and (day := read_day(match[2])):
                    return day
    return None


def _no_totals(table: Table) -> Problem:
    return table.fault(
        "It has no row a council with the total of children’s social care.",
        "Give MHCLG’s workbook “RO3” or “RSX” by local authority, with its sheet of data.",
    )


def _unsaid(table: Table, year: Period | None) -> Problem:
    wrong = "in what unit its amounts are" if year else "of which year it is"
    return table.fault(
        f"The sheet does not say {wrong}.",
        "Give the workbook as it was published, with the lines above its table.",
    )
