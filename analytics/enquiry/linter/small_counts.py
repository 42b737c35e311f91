"""Counts of one to five people, which may let a reader recognise somebody."""

import re

_FEW = r"(?:[1-5]|one|two|three|four|five)"
_NUMBER = r"(?:[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten)"
PEOPLE = (
    r"(?:child|children|baby|babies|toddlers?|infants?|teenagers?|boys?|girls?|people|"
    r"young (?:people|persons?|wom[ae]n|m[ae]n)|care leavers?|siblings?|brothers?|sisters?|famil(?:y|ies)|parents?|"
    r"mothers?|fathers?|pupils?|students?|"
    r"residents?|foster carers?|adopters?|victims?)"
)
_KINDS = (
    r"(?:(?:more|other|young|younger|older|looked[- ]after|disabled|unaccompanied|individual|different|eligible|"
    r"missing|vulnerable|adopted|fostered|homeless|local|further|additional|new|male|female|teenage|small|large)\s+){0,3}"
)
MONTHS = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"

# "One in three children" is a ratio, and so is "one child in three".
_RATIO = re.compile(rf"\b{_NUMBER} (?:in|out of)(?: every)? (?:[0-9]+|\w+)\b", re.IGNORECASE)
_NO_COUNT = (
    rf"(?!'|-|\s+(?:in|out of) (?:every |each )?{_NUMBER}\b|\s+(?:each|per|at a time)\b|\s+(?:after|to) another\b|"
    r"\s+(?:famil|household|home|social worker|centre|plan|team))"
)
_COUNT = re.compile(
    rf"(?<![0-9.,/£–-])\b{_FEW}\s+(?:of\s+(?:the|those|these|our|its|your)\s+)?(?:[0-9]+\s+)?{_KINDS}{PEOPLE}\b{_NO_COUNT}",
    re.IGNORECASE,
)
# "More than five children" is a band, and "year 5 pupils" a name.
_BEFORE = re.compile(
    r"\b(?:than|least|most|up to|under|over|every|each|per|top|years?|stage|level|grade|tier|phase|aged?|section|part)"
    r"\s+$",
    re.IGNORECASE,
)
_OF_SOMETHING_ELSE = (
    r"(?![.,]?[0-9])(?!\s*(?:%|\+|-|–|per\b|percent|or (?:more|fewer|less|over|under)\b)|"
    rf"\s+(?:in|out of) {_NUMBER}\b|\s+(?:months?|weeks?|days?|years?|hours?|times?|points?|quarters?|{MONTHS})\b)"
)
_COUNT_AFTER = re.compile(
    rf"\bnumbers? of {_KINDS}{PEOPLE}\b[^.?!;]{{0,150}}?\b(?:was|were|is|are|at|from|to)\s+(?:only\s+|just\s+)?"
    rf"{_FEW}\b{_OF_SOMETHING_ELSE}",
    re.IGNORECASE,
)


def small_count(text: str) -> str:
    """The first count of people from 1 to 5 in a straightened text; blank where there is none.

    Ratios, bands and "three or more" are no counts.

    >>> small_count("What was done for the four children?"), small_count("one child in three has three or more moves")
    ('four children', '')
    >>> small_count("The number of children in such homes rose from 2 to 12")
    'number of children in such homes rose from 2'
    """
    masked = _RATIO.sub(lambda ratio: "#" * len(ratio[0]), text)
    for found in _COUNT.finditer(masked):
        if not _BEFORE.search(masked, max(0, found.start() - 20), found.start()):
            return text[found.start() : found.end()]
    after = _COUNT_AFTER.search(masked)
    return text[after.start() : after.end()] if after else ""
