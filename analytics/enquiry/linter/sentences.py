"""Texts as the rules read them: straight quotation marks, sentences, words, and what is quoted from the papers."""

import re
from collections.abc import Collection
from functools import lru_cache

# One character for one, so that a place in the straightened text is the same place in the text as written.
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u2011": "-"})
_BREAK = re.compile(r"[.?!][\"')]*\s+(?=[\"'(]?[A-Z0-9£])")
_NO_BREAK = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|No|e\.g|i\.e|approx|para|Cllr)\.$")
_WORD = re.compile(r"\S*\w\S*")
# Words of the papers, set in quotation marks and said to be theirs. Marks alone would let any jibe through.
_SAID = re.compile(
    r"\b(?:says?|said|states?|stated|reports?|reported|calls?|called|describe[sd]?|statement|phrase|words?|reads|"
    r'claims?|puts it|paper|as)\b[^".?!]{0,60}"([^"]*)"',
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def straight(text: str) -> str:
    """The text with straight quotation marks, as long as it was. Every rule asks for it, so it is kept."""
    return text.translate(_STRAIGHT)


def word_count(text: str) -> int:
    """How many words a text has; a dash by itself is none.

    >>> word_count("What changed – by team – in 2017/18?")
    6
    """
    return len(_WORD.findall(text))


def sentences_of(text: str) -> list[str]:
    """The sentences of a straightened text, each with its end mark.

    >>> sentences_of("Visits fell to 66.3%. What lies behind it?")
    ['Visits fell to 66.3%.', 'What lies behind it?']
    """
    sentences, start = [], 0
    for found in _BREAK.finditer(text):
        if not _NO_BREAK.search(text, start, found.start() + 1):
            sentences.append(text[start : found.end()].strip())
            start = found.end()
    rest = text[start:].strip()
    return [*sentences, rest] if rest else sentences


def is_the_papers(text: str, start: int, end: int, evidence: Collection[str] = ()) -> bool:
    """Whether a stretch of a straightened text is a quotation said to be one, or part of a phrase of the evidence.

    Only phrases of 12 characters or more count: a single word of the papers would excuse that word everywhere.
    """
    if any(said.start(1) <= start and end <= said.end(1) for said in _SAID.finditer(text)):
        return True
    small = text.lower()
    return any(_within(small, straight(phrase).lower(), start, end) for phrase in evidence if len(phrase) >= 12)


def _within(text: str, phrase: str, start: int, end: int) -> bool:
    at = text.find(phrase, max(0, end - len(phrase)))
    return at != -1 and at <= start
