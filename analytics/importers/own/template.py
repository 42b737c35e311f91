"""What the template for a council's own figures holds: examples, and what can be written in each column."""

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.vocabulary import MissingReason, Status
from analytics.importers.own.columns import COLUMNS, FIELDS
from analytics.importers.own.rows import EXAMPLE_COUNCIL, EXAMPLE_NOTE
from analytics.importers.table import Table

# What the column status can hold, as the template offers it. The rest of the reasons are for published files.
STATUSES = (
    *(status.value for status in Status),
    *(
        reason.value.replace("_", " ")
        for reason in MissingReason
        if reason not in (MissingReason.LOST_IN_EXTRACTION, MissingReason.LOW_RELIABILITY)
    ),
    "low reliability",
)
_EXPLAINED = ("column", "in every row", "what to write", "examples")
_LISTED = ("name", "id", "unit", "what it counts", "other names")
# Indicator, period, part, member, value, numerator, denominator and status of each example.
_EXAMPLES = (
    ("sw_caseload_avg", "May 2025", "team", "Example Team", "18.4", "92", "5", "provisional"),
    ("sw_agency_rate", "2025-05", "", "", "12.5%", "38", "304", ""),
    ("cic_n", "31 March 2025", "", "", "304", "", "", ""),
    ("sw_vacancy_rate", "Q1 2025/26", "", "", "", "", "", "not collected"),
)


def example_rows(catalogue: Catalogue, authority: str = "") -> pl.DataFrame:
    """Rows that show what to write, with the columns of the template. Each says that it is an example; the importer
    refuses a file in which one of them is left.
    """
    council = catalogue.authorities[authority].name if authority else EXAMPLE_COUNCIL
    rows = [
        (council, catalogue.indicators[indicator].name, *cells, EXAMPLE_NOTE)
        for indicator, *cells in _EXAMPLES
        if indicator in catalogue.indicators
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(FIELDS, pl.String), orient="row")


def columns_explained() -> pl.DataFrame:
    """Every column of the template: its name, whether it must be filled, what to write in it, and examples."""
    return pl.DataFrame(
        [(column.name, "yes" if column.needed else "no", column.what_to_write, column.examples) for column in COLUMNS],
        schema=dict.fromkeys(_EXPLAINED, pl.String),
        orient="row",
    )


def indicators_listed(catalogue: Catalogue) -> pl.DataFrame:
    """Every indicator by its name: id, unit, what it is and counts, and the other names by which it can be called."""
    known = sorted(catalogue.indicators.values(), key=lambda one: one.name.lower())
    return pl.DataFrame(
        [
            (
                one.name,
                one.id,
                one.unit.value,
                f"{one.definition} {one.counts}".strip(),
                "; ".join(dict.fromkeys((one.short_name, *one.aliases))),
            )
            for one in known
        ],
        schema=dict.fromkeys(_LISTED, pl.String),
        orient="row",
    )


def is_explanation(table: Table) -> bool:
    """Whether a table is one of the template’s own explanations: of its columns, or of the indicators."""
    return list(table.frame.columns) in ([*_EXPLAINED], [*_LISTED])
