"""How many children a figure is: as printed, or worked out from a percentage and the number that it is a share of."""

import math
import re
from dataclasses import dataclass

import polars as pl

from analytics.enquiry.answers.answer import (
    TOO_FEW,
    Answer,
    Asked,
    Row,
    cite,
    counts_people,
    is_few,
    is_rough,
    keys,
    labelled,
    shown,
)
from analytics.enquiry.papers import these
from analytics.evidence.catalogue import Indicator
from analytics.evidence.vocabulary import Status, Unit
from analytics.evidence.wording import capital, figure, when_of
from analytics.measures.disclosure import count_behind

_ABOUT_YOUNG_PEOPLE = re.compile(r"\b(?:young people|care leaver)")
_ABOUT_RESIDENTS = re.compile(r"\b(?:residents|population)\b")
_ABOUT_STAFF = re.compile(r"\b(?:staff|social workers?|adolescent team|managers)\b")
_OF_THINGS = re.compile(r".*\b(?:budget|settings|childcare|areas|priorities|posts|cost)\b")
# Shares of work on children: one child may have several visits, and an assessment may be of brothers and sisters.
_OF_WORK = re.compile(r"the share of (?:\S+ )*?(visits|assessments|contacts)\b")
_NEVER = {
    Unit.GBP_MILLION: "It is an amount of money, not a number of children.",
    Unit.DAYS: "It is a length of time, not a number of children.",
    Unit.WEEKS: "It is a length of time, not a number of children.",
    Unit.HOURS: "It is a length of time, not a number of children.",
}
_FEW = f"{capital(TOO_FEW)}: in so small a group, people could be recognised."


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of one figure, the figures that it rests on with their indicators, and the sum."""

    text: str
    behind: tuple[tuple[Row, Indicator], ...] = ()
    sums: tuple[str, ...] = ()


def how_many(asked: Asked) -> Answer:
    """The number of children behind each latest figure, or that the papers do not say, and what to ask then."""
    papers, indicator = asked.papers, asked.indicator
    found = [(row, _of_one(asked, row)) for row in asked.latest]
    known = [(row, said) for row, said in found if said is not None]
    # What holds for every team is said once.
    alike = len({said.text for _, said in known}) == 1
    texts = [said.text if alike else labelled(row, said.text) for row, said in known]
    if len(known) < len(found) or not found:
        texts += _unknown(indicator, these(papers.evidence), partly=bool(known))
    behind = [entry for _, said in known for entry in said.behind]
    return Answer(
        "How many children is it?",
        tuple(dict.fromkeys(texts)),
        cited=tuple(dict.fromkeys(entry for row, one in behind for entry in cite([row], one, papers))),
        rows=tuple(dict.fromkeys(key for row, one in behind for key in keys([row], one, papers))),
        arithmetic=tuple(dict.fromkeys(total for _, said in known for total in said.sums)),
    )


def _of_one(asked: Asked, row: Row) -> _Said | None:
    """What can be said of one figure; None where the papers do not say how many it is."""
    indicator = asked.indicator
    if indicator.unit in (Unit.COUNT, Unit.POSTS):
        return _of_a_count(asked, row)
    if indicator.unit in _NEVER:
        return _Said(_NEVER[indicator.unit])
    if indicator.unit is Unit.RATE_PER_10K:
        return _of_a_rate(asked, row)
    if indicator.unit is Unit.PERCENT and _who(indicator) == "":
        return _Said(f"It does not stand for people: it is {indicator.phrase}.")
    return _as_printed(asked, row) or (_of_a_share(asked, row) if indicator.unit is Unit.PERCENT else None)


def _of_a_count(asked: Asked, row: Row) -> _Said:
    indicator = asked.indicator
    if not counts_people(indicator):
        return _Said(f"It does not stand for people: it is {indicator.phrase}.")
    if is_few(row["value"], asked.papers.settings.small_count):
        return _Said(_FEW)
    text = f"It is itself {indicator.phrase}: {shown(row, indicator, asked.papers)} {when_of(row)}."
    return _Said(text, ((row, indicator),))


def _of_a_rate(asked: Asked, row: Row) -> _Said | None:
    counted = _counted(asked, row, asked.indicator.rate_of)
    if counted is None:
        return None
    of = asked.papers.indicator(asked.indicator.rate_of)
    if is_few(counted["value"], asked.papers.settings.small_count):
        return _Said(_FEW)
    text = f"It stands for {shown(counted, of, asked.papers)} {_counted_as(of)} {when_of(counted)}, as printed."
    return _Said(text, ((row, asked.indicator), (counted, of)))


def _as_printed(asked: Asked, row: Row) -> _Said | None:
    """The two numbers that a figure was printed with."""
    numerator, denominator = row["numerator"], row["denominator"]
    if numerator is None or denominator is None:
        return None
    small = asked.papers.settings.small_count
    if is_few(numerator, small) or is_few(denominator - numerator, small):
        return _Said(_FEW)
    text = f"It is {figure(numerator, Unit.COUNT)} of {figure(denominator, Unit.COUNT)} {when_of(row)}, as printed."
    return _Said(text, ((row, asked.indicator),))


def _of_a_share(asked: Asked, row: Row) -> _Said | None:
    """A percentage of the number that it is a share of, where that is printed for the same period."""
    counted = _counted(asked, row, asked.indicator.of)
    if counted is None or is_rough(counted):
        return None
    if is_rough(row):
        return _Said("It was printed in words or as a limit, so no number can be worked out from it.")
    of, papers = asked.papers.indicator(asked.indicator.of), asked.papers
    whole = counted["value"]
    count = count_behind(row["value"], whole, row["status"])
    if count is None or is_few(whole, papers.settings.small_count):
        return _Said(_FEW)
    share, total = figure(row["value"], Unit.PERCENT, row["printed"]), figure(whole, Unit.COUNT)
    of_all = f"{share} of {total} {_counted_as(of)} {when_of(counted)}"
    behind = ((row, asked.indicator), (counted, of))
    if count in (0, round(whole)):
        return _Said(f"{of_all} is {'all of them' if count else 'none'}.", behind)
    step = _step(row["printed"], whole)
    known, rest = (int(round(number / step) * step) for number in (count, whole - count))
    text = f"{of_all} is about {figure(known, Unit.COUNT)}. The rest is about {figure(rest, Unit.COUNT)}."
    return _Said(text, behind, (f"{share} × {total} ≈ {known:,}", f"{total} − {known:,} ≈ {rest:,}"))


def _counted(asked: Asked, row: Row, indicator: str) -> Row | None:
    """The council's number for the same period; None where it is not printed."""
    if not indicator:
        return None
    points = asked.papers.facts.points(row["area"], indicator).filter(
        (pl.col("period") == row["period"]) & pl.col("value").is_not_null() & (pl.col("status") != Status.FORECAST)
    )
    return None if points.is_empty() else points.row(0, named=True)


def _step(printed: str, whole: float) -> int:
    """To what a number worked out from a percentage is rounded, so that it is no finer than the percentage.

    >>> _step("67", 202), _step("20.6", 241847)
    (1, 100)
    """
    error = 0.5 * 10 ** -len(printed.partition(".")[2]) / 100 * whole
    return 10 ** math.floor(math.log10(error)) if error >= 10 else 1


def _counted_as(of: Indicator) -> str:
    """What a number counts, to stand after it: "children in care"."""
    return of.phrase.removeprefix("the number of ")


def _who(indicator: Indicator) -> str:
    """Whom a figure is about; blank where it is about no people."""
    if _OF_THINGS.match(indicator.phrase):
        return ""
    if _ABOUT_STAFF.search(indicator.phrase) or indicator.theme == "workforce":
        return "staff"
    if _ABOUT_RESIDENTS.search(indicator.phrase):
        return "people"
    return "young people" if _ABOUT_YOUNG_PEOPLE.search(indicator.phrase) else "children"


def _unknown(indicator: Indicator, where: str, *, partly: bool) -> list[str]:
    """That the number is not in these papers, and the request for it."""
    start = f"For the others {where}" if partly else capital(where)
    if indicator.unit in _NEVER:
        return [_NEVER[indicator.unit]]
    if indicator.unit is Unit.CHILDREN_PER_WORKER:
        numbers = "how many children and how many workers the average is worked out from"
        return [f"{start} do not say {numbers}.", f"Please send us {numbers}."]
    who = _who(indicator) or "people"
    if indicator.phrase.startswith(("the change in", "the growth of")):
        return [
            f"It is a change in per cent. {start} do not say from how many {who} to how many.",
            "Please send us the numbers on both dates.",
        ]
    work = _OF_WORK.match(indicator.phrase)
    return [
        *([f"It is a share of {work[1]}, not of {who}."] if work else []),
        f"{start} do not say how many {who} this is.",
        f"Please send us how many {who} this is, and out of how many, in bands if they are few.",
    ]
