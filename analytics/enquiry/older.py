"""Saying that a national figure is older than what else the same releases give."""

import re
from functools import lru_cache

from analytics.enquiry.words import Row
from analytics.evidence.wording import when
from analytics.measures.facts import Facts

# A release is named by its family and the year or day it is of: children-looked-after-2025, revenue-outturn-2024-25.
_OF_A_YEAR = re.compile(r"(-\d{2,4})+$")
# Years end on different days of March to September, and a year older is a year older all the same.
_A_YEAR_DAYS = 350


def older_in_words(facts: Facts, row: Row) -> str:
    """That others of the figure's family of releases are of a later year; blank where none is, and for reports.

    `row` is one of `facts.latest`. A compilation puts measures of many releases together, each with a year of its own,
    so there only measures of the same theme are of one family.
    """
    if facts.evidence.neighbours is None:
        return ""
    family = _family(facts, row["document"], row["indicator"])
    later = [one for one in _newest(facts)[family] if (one["period_end"] - row["period_end"]).days >= _A_YEAR_DAYS]
    if not later:
        return ""
    # A year is set against a year and a day against a day, where both are newer.
    like = next((one for one in later if one["period_kind"] == row["period_kind"]), later[0])
    return f"It is an older figure, {when(row['period'])}: others from the same source are of {_the(like['period'])}."


def _the(period: str) -> str:
    """A period without the preposition of a sentence: "31 March 2025", "the 2024/25 academic year"."""
    return when(period).partition(" ")[2]


def _family(facts: Facts, document: str, indicator: str) -> tuple[str, str]:
    releases = facts.evidence.releases
    compiled = releases is not None and document in releases.compilations
    return _OF_A_YEAR.sub("", document), facts.indicator(indicator).theme if compiled else ""


@lru_cache(maxsize=64)
def _newest(facts: Facts) -> dict[tuple[str, str], list[Row]]:
    """The newest figure of each kind of period, by the family."""
    names = ("document", "indicator", "period", "period_kind", "period_end")
    rows = facts.latest.sort("period_end", "indicator", descending=[True, False]).select(names)
    found: dict[tuple[str, str], dict[str, Row]] = {}
    for row in rows.iter_rows(named=True):
        found.setdefault(_family(facts, row["document"], row["indicator"]), {}).setdefault(row["period_kind"], row)
    return {family: list(kinds.values()) for family, kinds in found.items()}
