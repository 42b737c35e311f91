"""The numbers that a text says, without those of its periods, names and quotations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import day_in_words, short_period
from tests.shipped import shipped

_NUMBER = re.compile(r"(?P<pounds>£?)(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<million> million|m\b)?")


@dataclass(frozen=True)
class Said:
    """A number as said: its size in the unit of the evidence, and half of its last place."""

    size: float
    half: float
    text: str

    def is_printed(self, values: Iterable[float]) -> bool:
        """Whether it is one of the values, digit by digit."""
        return any(abs(abs(value) - self.size) < 1e-9 for value in values)

    def is_rounded(self, results: Iterable[float]) -> bool:
        """Whether it is one of the results of some arithmetic, rounded to its own last place."""
        return any(abs(abs(result) - self.size) <= self.half + 1e-9 for result in results)

    def is_bound(self, results: Iterable[float]) -> bool:
        """Whether one of the results is smaller than it, which it is said to be."""
        return any(0 < abs(result) < self.size for result in results)


def numbers_in(text: str) -> list[Said]:
    """The numbers of a text. Money is in millions of pounds."""
    return [_said(match) for match in _NUMBER.finditer(_names().sub(" ", re.sub(r"“[^”]*”", " ", text)))]


def _said(match: re.Match[str]) -> Said:
    digits = match["digits"].replace(",", "")
    unit = 1e-6 if match["pounds"] and not match["million"] else 1.0
    decimals = len(digits.partition(".")[2])
    return Said(float(digits) * unit, 0.5 * 10**-decimals * unit, match[0])


@cache
def _names() -> re.Pattern[str]:
    """Everything of the evidence that has a number in its name, the longest first."""
    names = {name for name in _all_names(shipped()) if re.search(r"\d", name)}
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=len, reverse=True)))


def _all_names(evidence: Evidence) -> Iterable[str]:
    for frame in (evidence.observations, evidence.ratings):
        periods = frame["period"].unique().to_list()
        yield from periods
        yield from map(short_period, periods)
        for end in frame["period_end"].unique():
            yield from (day_in_words(end), f"{end.day} {end:%b %Y}", str(end.year))
    yield from evidence.observations["member"].unique()
    yield from evidence.observations["dimension"].unique()
    yield from evidence.ratings["subject"].unique()
    for indicator in evidence.catalogue.indicators.values():
        yield from (indicator.name, indicator.short_name, indicator.name.lower())
    for theme in evidence.catalogue.themes.values():
        yield theme.name
    for held in evidence.documents.values():
        file = held.file
        yield from (
            file.title,
            file.short_title,
            file.published,
            day_in_words(file.available_from),
            day_in_words(file.data_to),
        )
    # The unit of a rate, and the day of the year on which DfE counts posts.
    yield from ("per 10,000", "30 September")
