"""Whether a signal keeps to the contract with the question library, and says no number that it does not show."""

import re
from functools import cache

from analytics.enquiry.signal import Signal
from analytics.enquiry.slots import ALWAYS, CASES, WHERE_KNOWN, offered
from tests.shipped import shipped

# Where something is printed has numbers of its own: those of the documents and the places that are cited.
_PLACES = ("place", "other_place", "earlier_place", "later_place", "earlier_document", "later_document")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def offers_its_slots(signal: Signal) -> None:
    """Fail where a slot is missing, unknown or blank, or where a number in one is not in the evidence shown."""
    given, due = set(signal.slots), CASES[signal.kind][signal.variant]
    assert given - ALWAYS - WHERE_KNOWN == due - ALWAYS - WHERE_KNOWN
    assert due | ALWAYS <= given <= offered(signal.kind, signal.variant)
    assert all(text.strip() for text in signal.slots.values())
    shown = [text for entry in signal.cited for text in (entry.value, entry.period)]
    known = _numbers(*shown, *signal.arithmetic, signal.member)
    places = known | _numbers(*(shipped().where(entry.document, entry.locator) for entry in signal.cited))
    said = {
        name: _numbers(_without_phrases(text)) - (places if name in _PLACES else known)
        for name, text in signal.slots.items()
    }
    assert {name: numbers for name, numbers in said.items() if numbers} == {}


def _without_phrases(text: str) -> str:
    """A text without the names of measures, which may have a number in them: "within 45 working days"."""
    return _phrases().sub(" ", text)


@cache
def _phrases() -> re.Pattern[str]:
    phrases = {entry.phrase for entry in shipped().catalogue.indicators.values()} - {""}
    return re.compile("|".join(map(re.escape, sorted(phrases, key=len, reverse=True))), re.IGNORECASE)


def _numbers(*texts: str) -> set[str]:
    return {number.replace(",", "").rstrip(".") for text in texts for number in _NUMBER.findall(text)}
