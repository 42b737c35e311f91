"""A comparator of an earlier period than the figure beside it: what may be concluded, and what has to be said.

A council may be better than a figure of the year before only because a year has passed. So the council's own figure of
the comparator's period, where there is one, says how sure the verdict is.
"""

from analytics.enquiry.signal import Cited
from analytics.enquiry.words import Row, cited
from analytics.evidence.catalogue import Catalogue
from analytics.evidence.vocabulary import Unit
from analytics.evidence.wording import capital, difference, when

# What a figure of the comparator's own period is read from, and the columns that `series` gives of it.
THEN = "then_"
COLUMNS = ("value", "period", "printed", "status", "note", "document", "locator")
_TABLES, _INFERRED = 3, 1


def is_of_another_year(row: Row) -> bool:
    """Whether a row of `facts.compared` sets a figure beside a comparator of an earlier period."""
    return bool(row["comparator_age_days"])


def confidence_beside(rows: list[Row]) -> int:
    """How sure a verdict on these comparators is: worked out from tables of one year, or inferred from two years.

    Where the council stood on the same side in an older comparator's own period, the tables of that period give it.
    """
    return min(_TABLES if stands_as_then(row) else _INFERRED for row in rows)


def stands_as_then(row: Row) -> bool:
    """Whether a row is of one year, or of two with the council on the same side of the comparator in the earlier."""
    return not is_of_another_year(row) or _stood_the_same(row)


def then_in_words(row: Row, unit: Unit, catalogue: Catalogue) -> str:
    """How the two stood in the comparator's period, where that was on another side; else blank."""
    if not _stood_otherwise(row):
        return ""
    gap, theirs = _gap_then(row), catalogue.figure_in_text(row["comparator"])
    size = difference(gap, unit, row["comparator_value"])
    side = f"{size} above" if gap > 0 else f"{size} below" if gap < 0 else "the same as"
    return f"{capital(when(row['comparator_period']))} it was {side} {theirs}."


def cited_then(row: Row, unit: Unit, council: str) -> tuple[Cited, ...]:
    """The council's own figure of the comparator's period, where the words rest on it."""
    return (cited(row, unit, council, THEN),) if _stood_otherwise(row) else ()


def _stood_the_same(row: Row) -> bool:
    return is_of_another_year(row) and row["then_value"] is not None and _gap_then(row) * row["gap"] > 0


def _stood_otherwise(row: Row) -> bool:
    return is_of_another_year(row) and row["then_value"] is not None and not _stood_the_same(row)


def _gap_then(row: Row) -> float:
    return float(row["then_value"] - row["comparator_value"])
