"""R3: every figure and period in a text comes from the evidence."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from analytics.enquiry.linter.breach import Breach, Rule, Severity
from analytics.evidence.wording import listed

# A letter before the digits makes a name of them (S47, Q1), and so does what they number.
_REFERENCE = re.compile(
    r"\b(?:sections?|paragraphs?|paras?|pages?|tables?|figures?|charts?|appendix|annex|regulations?|articles?|chapters?|"
    r"key stages?|part|schedule|item)\s+[0-9]+(?:[.,()0-9]*[0-9)])?",
    re.IGNORECASE,
)
_TWO_YEARS = r"(?:19|20)[0-9]{2}\s?[/–-]\s?(?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9]|[/–-][0-9])"
_NUMBER = re.compile(
    rf"(?<![A-Za-z0-9_.])(?:(?P<years>{_TWO_YEARS})|(?P<grouped>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?)|"
    r"(?P<plain>[0-9]+(?:\.[0-9]+)*))"
)
_MONTH = re.compile(
    r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?\b|"
    # "May" the verb is more common than the month.
    r"(?:(?<=[0-9] )|(?<=\b[Ii]n )|(?<=\bto )|(?<=\band )|(?<=\b[Bb]y ))(May)\b|\b(May)(?= [0-9]{4})"
)


def numbers_in(text: str) -> set[str]:
    """The figures of a text as printed, without thousands commas, currency, per cent and units. Digits only.

    Two years that follow each other are one figure. Digits that belong to a name (S47, Q1) are left out.

    >>> sorted(numbers_in("From 3,866 to 4,409 (+14.0%) in 2017/18"))
    ['14.0', '2017/18', '3866', '4409']
    """
    return {number for found in _NUMBER.finditer(text) for number in _figures_of(found)}


def _figures_of(found: re.Match[str]) -> Iterable[str]:
    if found["grouped"]:
        return [found["grouped"].replace(",", "")]
    if found["plain"]:
        return [found["plain"]]
    first, last = re.split(r"\s?[/–-]\s?", found["years"])
    follows = (int(first) + 1) % 100 == int(last[-2:]) and (len(last) == 2 or int(last) == int(first) + 1)
    return [f"{first}/{last[-2:]}"] if follows else [first, last]


def months_in(text: str) -> set[str]:
    """The months that a text names, by their first three letters.

    >>> sorted(months_in("April to July 2019, which may change"))
    ['Apr', 'Jul']
    """
    return {(found[1] or found[2] or found[3])[:3] for found in _MONTH.finditer(text)}


@lru_cache(maxsize=4096)
def numbers_and_months(text: str) -> frozenset[str]:
    """Both together. The evidence of a line is read once for all of its sentences."""
    return frozenset(numbers_in(text) | months_in(text))


def check_evidence(text: str, where: str, evidence: Collection[str]) -> list[Breach]:
    """R3: the figures and months of `text` all occur in `evidence`. References such as section 47 are no figures."""
    asked = numbers_and_months(_REFERENCE.sub("", text))
    strange = [f"“{word}”" for word in sorted(asked.difference(*map(numbers_and_months, evidence)))] if asked else []
    if not strange:
        return []
    what = f"{listed(strange)} {'is' if len(strange) == 1 else 'are'} not in the evidence of this line."
    hint = "Use the figures and periods as the papers print them, or ask for the figure instead of giving it."
    return [Breach(Rule.EVIDENCE, Severity.BLOCK, where, what, hint)]
