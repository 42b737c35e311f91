"""What the titles above a table tell: the council, the indicator and the year."""

import re
from collections.abc import Sequence

from analytics.evidence.period import PeriodKind
from analytics.importers.headings import tidied
from analytics.importers.own.names import Names
from analytics.importers.own.times import read

# Names of one word or two short ones are in many a title that means something else.
_SHORT = 8


def year_in(texts: Sequence[str]) -> str:
    """The first financial year that any of the texts gives; blank for none."""
    for text in texts:
        for found in re.findall(r"\b(?:(?:19|20)[0-9]{2}|[0-9]{2})[/-](?:20)?[0-9]{2}\b", text):
            period = read(f"FY {found}")
            if period and period.kind is PeriodKind.FINANCIAL_YEAR:
                return period.label
    return ""


def council_in(texts: Sequence[str], names: Names) -> str:
    """The id of the council that the texts name; of "Derby" within "Derby and Derbyshire", the longer name's."""
    found = {
        one.id: len(one.name)
        for one in names.catalogue.authorities.values()
        if any(re.search(rf"\b{re.escape(one.name)}\b", text, re.IGNORECASE) for text in texts)
    }
    return max(found, key=lambda one: found[one]) if found else ""


def indicator_in(texts: Sequence[str], names: Names) -> str:
    """The id of the indicator that a text is, or else whose longest name it holds; blank for none.

    A guess by likeness was tried: it took “Caseloads by team” for changes of team among children in care. No guess is
    better than a wrong one that nobody notices.
    """
    for text in texts:
        if indicator := names.indicator(text):
            return indicator
    said = [_words(text) for text in texts]
    held = [
        (len(spelling), one.id)
        for one in names.catalogue.indicators.values()
        for spelling in (one.short_name, one.name, *one.aliases)
        if len(spelling) > _SHORT and any(_words(spelling) in text for text in said)
    ]
    return max(held)[1] if held else ""


def _words(text: str) -> str:
    """The words of a text in a row, between spaces, singular and plural alike."""
    return f" {' '.join(word.rstrip('s') for word in re.findall(r'[a-z0-9]+', tidied(text)))} "
