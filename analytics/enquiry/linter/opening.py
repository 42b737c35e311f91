"""How a question opens: what comes before its main clause, and with which word that begins."""

import re
from dataclasses import dataclass
from enum import StrEnum

from analytics.enquiry.linter.sentences import sentences_of, straight


class Opener(StrEnum):
    """How a main clause begins."""

    OPEN = "open"
    CLOSED = "closed"
    REQUEST = "request"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Opening:
    """A text split before its main clause. `lead_in` + `clause` + `after` are the whole text, straightened."""

    kind: Opener
    lead_in: str
    clause: str
    after: str


_BEFORE = (
    "in|to|by|from|for|with|on|at|under|over|of|about|against|through|since|until|within|after|before|between|among|"
    "into|towards?|beyond|without"
)
_JOIN = r"(?:(?:and|so|then|but|now)\s+)?"
_OPEN = re.compile(
    rf"{_JOIN}(?:(?:how|what|which|who|whose|whom|where|when|why)\b(?:ever\b)?|"
    rf"(?:{_BEFORE})\s+(?:what|which|whom|whose|where|when|how)\b)",
    re.IGNORECASE,
)
# After a comma, "which rose" is no question, and "which teams" is one.
_RELATIVE = re.compile(
    r"(?:and\s+)?(?:(?:in|of|for|to|with|by|from|at|on)\s+(?:which|whom)\b|(?:who|whose|whom|when|where)\b|"
    r"which\s+(?!of\b)(?:(?!\w+s\b)\w+|is|was|has|does|shows|says|means|covers|includes|makes|gives|rises|falls)\b)",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    rf"{_JOIN}(?:is|are|was|were|am|do|does|did|have|has|had|can|could|will|would|should|shall|may|might|must)"
    r"(?:n't)?\b|(?:won't|can't|shan't|cannot)\b",
    re.IGNORECASE,
)
_REQUEST = re.compile(r"please\b", re.IGNORECASE)
_PAUSE = re.compile(r"[,;:–—]\s+|\s-\s+")
_MARKS = re.compile(r"[\s\"'(•*–-]+")


def read_opening(text: str) -> Opening:
    """The opening of the first question of a text, or of its last sentence where nothing ends in a question mark.

    >>> read_opening("As the plan grew to 190 activities, what happened to the first 145?").lead_in
    'As the plan grew to 190 activities, '
    >>> read_opening("Given the plan, which grew, is it on time?").kind
    <Opener.CLOSED: 'closed'>
    """
    whole = straight(text).strip()
    sentence = _asking(sentences_of(whole))
    start = whole.find(sentence)
    marks = _MARKS.match(sentence)
    start += marks.end() if marks else 0
    end = whole.find(sentence) + len(sentence)
    kind, offset = _main_clause(whole[start:end])
    return Opening(kind, whole[: start + offset], whole[start + offset : end], whole[end:])


def _asking(sentences: list[str]) -> str:
    return next((sentence for sentence in sentences if sentence.rstrip("\"')").endswith("?")), (sentences or [""])[-1])


def _main_clause(sentence: str) -> tuple[Opener, int]:
    for kind, pattern in ((Opener.REQUEST, _REQUEST), (Opener.OPEN, _OPEN), (Opener.CLOSED, _CLOSED)):
        if pattern.match(sentence):
            return kind, 0
    relative = None
    for pause in _PAUSE.finditer(sentence):
        at = pause.end()
        if _OPEN.match(sentence, at):
            if not _RELATIVE.match(sentence, at):
                return Opener.OPEN, at
            relative = at if relative is None else relative
        elif _CLOSED.match(sentence, at):
            return Opener.CLOSED, at
    return (Opener.NONE, 0) if relative is None else (Opener.OPEN, relative)
