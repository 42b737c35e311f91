"""An answer to something that members ask about a figure, and the words in which it may give a figure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Cited
from analytics.evidence.catalogue import Indicator
from analytics.evidence.vocabulary import Status, Unit
from analytics.evidence.wording import capital, figure, qualified

Row = dict[str, Any]
"""A row of the series: value, printed, numerator, denominator, status, note, period, document, locator."""

TOO_FEW = "too few to print"

# Counts of people are withheld where they are small. Only what is plainly no person, and no work on one, is not.
_THINGS = re.compile(
    r"the (?:\w+’s (?:national |regional )?place|number of (?:\w+ )?(?:years|months|weeks|teams|units|hubs|activities|"
    r"priorities|challenges|areas|findings|risks|measures|councils|supervisions))\b"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its question as heading, sentences, the figures they give, and the sums behind them.

    `rows` are the document and row of each observation that the sentences give; `cautions` are what to be careful
    about, said apart so that the answer stays short.
    """

    heading: str
    texts: tuple[str, ...]
    cited: tuple[Cited, ...] = ()
    rows: tuple[tuple[str, int], ...] = ()
    arithmetic: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Asked:
    """An indicator of some papers, with the council's latest figures: of the whole, else of each team or group."""

    papers: Papers
    indicator: Indicator
    latest: tuple[Row, ...]

    def points(self, row: Row) -> list[Row]:
        """The figures of a row's series that have a value, in order of time."""
        points = self.papers.facts.points(row["area"], row["indicator"], row["dimension"], row["member"])
        return points.filter(pl.col("value").is_not_null()).to_dicts()

    def where(self, row: Row) -> str:
        """Where a row was printed."""
        return self.papers.evidence.where(row["document"], row["locator"])


def asked(papers: Papers, indicator: str) -> Asked:
    """What an explainer is asked about."""
    rows = papers.facts.latest.filter(pl.col("indicator") == indicator)
    whole = rows.filter(pl.col("dimension") == "")
    chosen = (rows if whole.is_empty() else whole).sort("row")
    return Asked(papers, papers.indicator(indicator), tuple(chosen.to_dicts()))


def counts_people(indicator: Indicator) -> bool:
    """Whether its figures are numbers of people, of posts, or of work on children; where unsure, yes."""
    return indicator.unit in (Unit.COUNT, Unit.POSTS) and not _THINGS.match(indicator.phrase)


def is_few(count: float | None, small: int) -> bool:
    """Whether a number of people is so small that it is not printed. None and a true 0 are not.

    >>> is_few(3, 5), is_few(0, 5), is_few(6, 5)
    (True, False, False)
    """
    return count is not None and 0 < count <= small


def is_withheld(row: Row, indicator: Indicator, papers: Papers) -> bool:
    """Whether a figure is, or was printed with, a number of people too small to repeat.

    DfE, Children in need: counts of 1 to 5 are withheld.
    """
    small = papers.settings.small_count
    if counts_people(indicator) and is_few(row["value"], small):
        return True
    numerator, denominator = row.get("numerator"), row.get("denominator")
    rest = None if numerator is None or denominator is None else denominator - numerator
    return indicator.unit is Unit.PERCENT and (is_few(numerator, small) or is_few(rest, small))


def shown(row: Row, indicator: Indicator, papers: Papers) -> str:
    """A figure as its document gave it; a number of 1 to 5 people is not repeated."""
    if counts_people(indicator) and is_few(row["value"], papers.settings.small_count):
        return TOO_FEW
    return qualified(row, indicator.unit)


def shown_value(value: float, indicator: Indicator, papers: Papers) -> str:
    """The same for a bare value, such as another printing of a figure."""
    if counts_people(indicator) and is_few(value, papers.settings.small_count):
        return TOO_FEW
    return figure(value, indicator.unit)


def is_rough(row: Row) -> bool:
    """Whether a figure was printed in words or as a limit, so that nothing can be worked out from it."""
    return row["status"] == Status.ESTIMATED or (row["note"] or "").startswith(("Lower bound", "Upper bound"))


def labelled(row: Row, text: str) -> str:
    """A text that names its team or group, where the figure is of one."""
    return f"{row['member']}: {text}" if row["member"] else capital(text)


def cite(rows: Sequence[Row], indicator: Indicator, papers: Papers) -> tuple[Cited, ...]:
    """The published figures of some rows, as an evidence strip shows them."""
    name = papers.evidence.catalogue.area_name
    return tuple(
        Cited(
            document=row["document"],
            locator=row["locator"],
            what=", ".join(filter(None, (name(row["area"]), row["member"]))),
            period=row["period"],
            value=shown(row, indicator, papers),
        )
        for row in rows
    )


def keys(rows: Sequence[Row], indicator: Indicator, papers: Papers) -> tuple[tuple[str, int], ...]:
    """Document and row of each observation that is not withheld."""
    return tuple((row["document"], row["row"]) for row in rows if not is_withheld(row, indicator, papers))
