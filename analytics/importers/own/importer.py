"""The importer of a council's own figures: a tidy table, one row a figure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.evidence import OBSERVATIONS
from analytics.evidence.problem import Problem
from analytics.evidence.releases import Release, ReleaseKind
from analytics.evidence.vocabulary import MissingReason, Status
from analytics.evidence.wording import day_in_words
from analytics.importers.imported import Imported
from analytics.importers.importer import Refused
from analytics.importers.own.agreement import check_quotients, check_twice
from analytics.importers.own.check_missing import check_missing, check_small_counts, check_times
from analytics.importers.own.check_names import check_names
from analytics.importers.own.check_numbers import check_numbers
from analytics.importers.own.columns import find_columns, is_tidy
from analytics.importers.own.rows import Rows, read_rows
from analytics.importers.own.template import is_explanation
from analytics.importers.own.tidied import TidiedTable
from analytics.importers.screening.findings import Finding, Severity
from analytics.importers.table import Table

FAMILY = "own-figures"
_CHECKS = (check_names, check_numbers, check_missing, check_quotients, check_twice, check_times, check_small_counts)
_KEY = ("indicator", "dimension", "member", "period_kind", "period_start", "period_end")


@dataclass(frozen=True)
class OwnFiguresImporter:
    """Reads the template's layout, whoever made the file: the columns tell it, in any order and case.

    The day by which the figures are known is the one that the caller gives, or else `today`.
    """

    today: Callable[[], date] = date.today
    name: str = "council’s own figures"

    def recognises(self, table: Table) -> bool:
        """Whether the table has columns called indicator, period and value, or explains the template’s own."""
        return is_tidy(table) or is_explanation(table)

    def read(self, table: Table, catalogue: Catalogue, published: date | None = None) -> tuple[Imported, ...]:
        """What the table gives, one entry a council in the order of the file.

        Raises Refused with every fault of every row at once. Rows that say the same twice are taken once.
        """
        return self.read_together((table,), catalogue, published)

    def read_together(
        self, tables: Sequence[Table], catalogue: Catalogue, published: date | None = None
    ) -> tuple[Imported, ...]:
        """What the tidy tables among these give. The template’s explanations, which came with them, are passed over."""
        tidy = [table for table in tables if not is_explanation(table)]
        if not tidy:
            raise Refused([_only_explained(table) for table in tables])
        return tuple(one for table in tidy for one in self._read(table, catalogue, published))

    def _read(self, table: Table, catalogue: Catalogue, published: date | None) -> tuple[Imported, ...]:
        known = _Known(published or self.today(), published is not None)
        found = find_columns(table)
        if found.problems:
            raise Refused(found.problems)
        rows = read_rows(found, catalogue, known.day)
        if rows.frame.is_empty():
            raise Refused([_no_rows(table)])
        findings = list(_findings(rows))
        failures = [finding.problem for finding in findings if finding.severity is Severity.FAILURE]
        if failures:
            raise Refused(sorted(failures, key=lambda problem: (problem.row, problem.column)))
        warnings = [finding.problem for finding in findings]
        left_out = (*found.left_out, *(table.left_out if isinstance(table, TidiedTable) else ()))
        evidence = _observations(rows, table.name)
        return tuple(
            _imported(
                Imported(
                    release=_release(of_area, catalogue, known),
                    file=table.name,
                    sha256=table.sha256,
                    observations=of_area,
                    left_out=left_out,
                    warnings=_of_area(warnings, rows, of_area["area"][0]),
                )
            )
            for of_area in evidence.partition_by("area", maintain_order=True)
        )


@dataclass(frozen=True)
class _Known:
    """The day by which the figures are known, and whether somebody gave it."""

    day: date
    given: bool


def _findings(rows: Rows) -> Iterator[Finding]:
    for check in _CHECKS:
        yield from check(rows)


def _of_area(warnings: list[Problem], rows: Rows, area: str) -> tuple[Problem, ...]:
    """The warnings about one council's rows, in the order of the file."""
    its_own = set(rows.frame.filter(pl.col("area") == area)["row"])
    return tuple(sorted(warning for warning in warnings if warning.row in its_own))


def _imported(given: Imported) -> Imported:
    return replace(given, observations=given.observations.with_columns(pl.lit(given.release.id).alias("document")))


def _observations(rows: Rows, name: str) -> pl.DataFrame:
    """The rows as evidence, each figure once, `document` blank."""
    missing = pl.col("number").is_null()
    reason = pl.coalesce(
        pl.when(pl.col("symbol") != MissingReason.NOT_AVAILABLE.value).then("symbol"), pl.col("said"), pl.col("symbol")
    )
    file = name.replace("#", "-")
    return (
        rows.frame.select(
            pl.lit("").alias("document"),
            pl.concat_str(pl.lit(f"{file}#"), pl.col("at").str.replace_all("#", "-", literal=True)).alias("locator"),
            pl.col("area"),
            pl.col("measure").alias("indicator"),
            pl.col("group").alias("dimension"),
            pl.col("name").alias("member"),
            pl.col("label").alias("period"),
            pl.col("kind").alias("period_kind"),
            pl.col("start").alias("period_start"),
            pl.col("end").alias("period_end"),
            pl.col("number").alias("value"),
            pl.col("top").alias("numerator"),
            pl.col("bottom").alias("denominator"),
            pl.col("unit"),
            pl.when(~missing).then(pl.coalesce("state", pl.lit(Status.FINAL.value))).alias("status"),
            pl.when(missing).then(reason).alias("missing_reason"),
            pl.col("note"),
            pl.col("printed"),
            pl.col("row"),
        )
        .unique(["area", *_KEY], keep="first", maintain_order=True)
        .select([pl.col(column).cast(kind) for column, kind in OBSERVATIONS.items()])
    )


def _release(rows: pl.DataFrame, catalogue: Catalogue, known: _Known) -> Release:
    area = rows["area"][0]
    council = catalogue.area_name(area)
    when = day_in_words(known.day)
    ends = rows.filter(pl.col("value").is_not_null() & (pl.col("period_end") <= known.day))["period_end"]
    last = ends.max()
    return Release(
        id=f"{FAMILY}-{area}-{known.day:%Y-%m-%d}",
        family=FAMILY,
        kind=ReleaseKind.OWN,
        title=f"{council}: own figures {'made public' if known.given else 'brought in'} on {when}",
        short_title=f"Own figures, {when}",
        publisher=council,
        published=known.day,
        published_basis="The day that was given with the file."
        if known.given
        else "The day on which the file was brought in. Nobody has said that the public can read it.",
        data_to=last if isinstance(last, date) else known.day,
        licence="The council’s own figures, for use in this workspace: no licence was given with them.",
        attribution=f"Source: {council}, own figures.",
        authority=area,
        cautions=("The council brought these figures in itself; nobody else has published or checked them.",),
    )


def _only_explained(table: Table) -> Problem:
    right = "Give the sheet or the file in which the figures are."
    return table.fault("It explains the template and holds no figures.", right)


def _no_rows(table: Table) -> Problem:
    right = "Write one row for each figure below the header, as the template’s notes on its columns say."
    return table.fault("It has no rows of figures.", right)


def problems_of(table: Table, catalogue: Catalogue, day: date) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Every fault and every oddity of a tidy table, for a screen that shows both before anything is taken."""
    found = find_columns(table)
    if found.problems:
        return found.problems, ()
    rows = read_rows(found, catalogue, day)
    if rows.frame.is_empty():
        return (_no_rows(table),), ()
    findings = list(_findings(rows))
    failures = sorted(one.problem for one in findings if one.severity is Severity.FAILURE)
    return tuple(failures), tuple(sorted(one.problem for one in findings if one.severity is Severity.WARNING))
