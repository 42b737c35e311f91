"""The importer of Ofsted's inspection outcomes of local authorities' children's services."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.evidence import RATINGS
from analytics.evidence.period import snapshot
from analytics.evidence.problem import Problem
from analytics.importers.imported import Imported
from analytics.importers.importer import Refused
from analytics.importers.inspections.columns import blocks, has_grades_without_days, is_scraped
from analytics.importers.inspections.judgements import CARE_LEAVERS_JUDGED_FROM, SCALE, Judgement, judgements, once
from analytics.importers.inspections.release import release_of
from analytics.importers.table import Table


@dataclass(frozen=True)
class InspectionsImporter:
    """Reads Ofsted's workbook of inspection outcomes, sheet by sheet or all sheets together.

    The scraped overview of inspections that others keep is recognised and refused: its grades are read off reports by a
    program, its dates are in two formats, and it has the names of inspectors. All that is safe in it is in Ofsted's own
    workbook.
    """

    today: Callable[[], date] = date.today
    name: str = "Ofsted’s inspection outcomes"

    def recognises(self, table: Table) -> bool:
        """Whether the table has authorities and the grades of inspections; or is the scraped overview."""
        return is_scraped(table) or has_grades_without_days(table) or bool(blocks(table))

    def read(self, table: Table, catalogue: Catalogue, published: date | None = None) -> tuple[Imported, ...]:
        """What one sheet gives."""
        return self.read_together((table,), catalogue, published)

    def read_together(
        self, tables: Sequence[Table], catalogue: Catalogue, published: date | None = None
    ) -> tuple[Imported, ...]:
        """What the sheets of each workbook give: each judgement once, though it stands in several sheets.

        The sheets without inspections, such as the cover, may be among them: the cover says when it was published.
        Raises Refused for the scraped overview, and where no judgement of a known authority can be read.
        """
        scraped = [table for table in tables if is_scraped(table)]
        if scraped:
            raise Refused([_use_ofsteds_own(table) for table in scraped])
        workbooks = [[table for table in tables if table.sha256 == sha256] for sha256 in _files(tables, self)]
        return tuple(self._read(workbook, catalogue, published) for workbook in workbooks or [list(tables)])

    def _read(self, tables: Sequence[Table], catalogue: Catalogue, published: date | None) -> Imported:
        sheets = [table for table in tables if blocks(table)]
        read = [judgements(table, block, catalogue) for table in sheets for block in blocks(table)]
        problems = tuple(problem for _, odd in read for problem in odd)
        kept, differing = once([one for found, _ in read for one in found])
        if not kept:
            raise Refused((*problems, *differing) or tuple(_nothing(table) for table in tables))
        release = release_of(tables, kept, published, self.today())
        return Imported(
            release=release,
            file=sheets[0].name,
            sha256=sheets[0].sha256,
            ratings=_ratings(kept, release.id),
            left_out=(*_without_days(tables), *_judged_together(kept)),
            warnings=(*problems, *differing),
        )


def _files(tables: Sequence[Table], importer: InspectionsImporter) -> tuple[str, ...]:
    """The files with a sheet of inspections, in the order given."""
    return tuple(dict.fromkeys(table.sha256 for table in tables if importer.recognises(table)))


def _ratings(kept: Sequence[Judgement], document: str) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "document": document,
                "locator": one.locator,
                "area": one.area,
                "scale": SCALE,
                "subject": one.subject,
                "period": snapshot(one.day).label,
                "rating": one.grade,
                "period_end": one.day,
                "row": one.row,
            }
            for one in kept
        ],
        schema=RATINGS,
    )


def _without_days(tables: Sequence[Table]) -> tuple[str, ...]:
    return tuple(
        f"The sheet {table.sheet or table.name}: it does not say on which days the inspections were."
        for table in tables
        if has_grades_without_days(table)
    )


def _judged_together(kept: Sequence[Judgement]) -> tuple[str, ...]:
    before = len({(one.area, one.day) for one in kept if one.day < CARE_LEAVERS_JUDGED_FROM})
    said = (
        f"A grade for care leavers by themselves, in {before} inspections before January 2023: they were judged "
        "together with children in care, and that grade is kept under that name."
    )
    return (said,) if before else ()


def _use_ofsteds_own(table: Table) -> Problem:
    return table.fault(
        "This is an overview that a program read off inspection reports. Its dates are in two formats, some grades are "
        "missing or are not grades, and it has the names of inspectors, which must not be kept here.",
        "Use Ofsted’s own workbook, “Local authority inspection outcomes”, from GOV.UK.",
    )


def _nothing(table: Table) -> Problem:
    return table.fault(
        "No judgement with the day of its inspection was found in it.",
        "Give Ofsted’s workbook “Local authority inspection outcomes”, with its sheets of inspections.",
    )
