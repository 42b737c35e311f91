"""What release a workbook of inspection outcomes is: as at which day, and published when."""

import re
from collections.abc import Sequence
from datetime import date

from analytics.evidence.period import PeriodKind, containing
from analytics.evidence.releases import Release, ReleaseKind
from analytics.importers.days import read_day
from analytics.importers.headings import tidied
from analytics.importers.inspections.judgements import Judgement
from analytics.importers.table import Table

FAMILY = "local-authority-inspection-outcomes"


def release_of(tables: Sequence[Table], kept: Sequence[Judgement], published: date | None, today: date) -> Release:
    """The release, as at the day that the workbook names, else the 31 March after its latest inspection.

    `published` overrules the day on the workbook's cover. Where neither is there it is the day of the latest report in
    it, before which nobody can have read it.
    """
    named = [day for text in _titles(tables) if (match := _AS_AT.search(text)) and (day := read_day(match[1]))]
    as_at = named[0] if named else containing(PeriodKind.FINANCIAL_YEAR, max(one.day for one in kept)).end
    day, basis = _published(tables, kept, published, today)
    return Release(
        id=f"{FAMILY}-{as_at:%Y-%m-%d}",
        family=FAMILY,
        kind=ReleaseKind.NATIONAL,
        title=f"Local authority inspection outcomes as at {as_at:%-d %B %Y}",
        short_title=f"Ofsted outcomes, {as_at:%B %Y}",
        publisher="Ofsted",
        published=day,
        published_basis=basis,
        data_to=min(as_at, day),
        licence="Open Government Licence v3.0",
        attribution="Contains public sector information licensed under the Open Government Licence v3.0. "
        "Source: Ofsted, local authority inspection outcomes.",
        cautions=(
            "Ofsted judged care leavers by themselves from January 2023; before, together with children in care.",
            "The dates are those on which inspections began.",
        ),
    )


_AS_AT = re.compile(r"\bas at (\d{1,2} \w+ \d{4})", re.IGNORECASE)


def _published(
    tables: Sequence[Table], kept: Sequence[Judgement], published: date | None, today: date
) -> tuple[date, str]:
    if published:
        return published, "The day that was given with the file."
    for table in tables:
        for row in (tuple(table.frame.columns), *table.frame.head(25).rows()):
            if tidied(row[0] or "").startswith("published on") and (day := read_day((*row, "")[1] or "")):
                return day, "The day on the workbook’s cover."
    reports = [one.published for one in kept if one.published]
    if reports:
        return max(reports), "The file does not say here: the day of the latest inspection report in it."
    return today, "The day on which the file was imported, because the file does not say when it was published."


def _titles(tables: Sequence[Table]) -> list[str]:
    """The texts of the first lines of each sheet, where titles stand; a reader may have named a column by one."""
    lines = [row for table in tables for row in (tuple(table.frame.columns), *table.frame.head(3).rows())]
    companions = [text for table in tables for text in table.companions.values()]
    return [*(cell for row in lines for cell in row if cell), *companions]
