"""R1 and R2: an open question, and one point at a time."""

import re

from analytics.enquiry.linter.breach import Breach, Rule, Severity
from analytics.enquiry.linter.opening import Opener, Opening, read_opening
from analytics.enquiry.linter.sentences import straight, word_count
from analytics.enquiry.linter.suggestion import suggest
from analytics.evidence.wording import first_words

MOST_LEAD_IN = 20
COMFORTABLE = 32
MOST = 40

_OPEN_HINT = "Begin with How, What or Which: a question that can be answered with yes or no ends there."
_WHY = re.compile(r"(?:and |so |but )?why\b", re.IGNORECASE)
_WITHOUT_FACT = re.compile(r"[^0-9]*")
_JUDGED = re.compile(
    r"\b(?:so|too) (?:slow|low|high|long|late|few|many|poor|bad|weak|little)|\b(?:poor|bad|weak|worse|worst)\b", re.I
)
# A relative "which", "who" or "when" asks nothing of its own, so they count only in forms that no relative takes.
_SECOND = re.compile(
    r"(?:\b(?:and|or|but|as well as)\s+|[;,]\s+)(?:(?:by|to|in|for|with|at|on|from)\s+)?(?:what|how|why)\b(?!ever)|"
    r"\band\s+(?:who|by\s+when)\b",
    re.IGNORECASE,
)


def check_open(text: str, where: str, *, written: bool) -> list[Breach]:
    """R1: the main clause opens with How, What, Which, Who, Where, When or Why, after at most 20 words of fact."""
    opening = read_opening(text)
    match opening.kind:
        case Opener.REQUEST if written:
            return []
        case Opener.REQUEST:
            return [
                _not_open(
                    where,
                    "“Please” asks for something to be supplied.",
                    "Make this a written request, so that the figures come before the meeting. For the meeting itself, "
                    "ask what they mean: “What do the figures tell you about …?”",
                )
            ]
        case Opener.CLOSED:
            return [_not_open(where, f"“{_start(opening)}” can be answered with yes or no.", _with_example(text))]
        case Opener.NONE:
            return [_not_open(where, f"“{_start(opening)}” does not ask anything yet.", _OPEN_HINT)]
    return _long_lead_in(opening, where) + _why(opening, where)


def _start(opening: Opening) -> str:
    return first_words(opening.clause.rstrip("?"), 6)


def _not_open(where: str, what: str, hint: str) -> Breach:
    return Breach(Rule.OPEN, Severity.BLOCK, where, what, hint)


def _with_example(text: str) -> str:
    example = suggest(text)
    return f"{_OPEN_HINT} For example: “{example}”" if example else _OPEN_HINT


def _long_lead_in(opening: Opening, where: str) -> list[Breach]:
    words = word_count(opening.lead_in)
    if words <= MOST_LEAD_IN:
        return []
    what = f"{words} words come before the question: “{first_words(opening.lead_in.strip(), 6)}”"
    hint = (
        f"Keep what leads in to {MOST_LEAD_IN} words, so that listeners hear the question. The rest can be said first."
    )
    return [_not_open(where, what, hint)]


def _why(opening: Opening, where: str) -> list[Breach]:
    """Why asks people to defend themselves, unless it is asked of a fact."""
    if not _WHY.match(opening.clause):
        return []
    judged = _JUDGED.search(opening.clause)
    example = "“What lies behind the change from … to …?” invites an explanation."
    if judged:
        what = f"“Why” stands beside a judgement: “{judged[0]}”."
        return [_not_open(where, what, f"Give the figure and let it speak. {example}")]
    if _WITHOUT_FACT.fullmatch(opening.lead_in + opening.clause):
        what = "“Why” is asked without a figure or a date."
        return [Breach(Rule.OPEN, Severity.ADVICE, where, what, f"Name the fact that you ask about. {example}")]
    return []


def check_one_point(text: str, where: str, *, written: bool) -> list[Breach]:
    """R2: one question mark, no second question inside, at most 32 words by advice and 40 in any case."""
    opening = read_opening(text)
    request = written and opening.kind is Opener.REQUEST
    return [*_marks(text, where, request=request), *_second(opening, where), *_length(text, where)]


def _marks(text: str, where: str, *, request: bool) -> list[Breach]:
    marks = text.count("?")
    if marks > 1:
        hint = (
            "Ask the first now and keep the other as a follow-up: people tend to answer only the last one they heard."
        )
        return [Breach(Rule.ONE_POINT, Severity.BLOCK, where, f"There are {marks} questions in one.", hint)]
    if marks == 0 and not request:
        hint = "End with a question mark, so that readers see where the question is."
        return [Breach(Rule.ONE_POINT, Severity.ADVICE, where, "There is no question mark.", hint)]
    return []


def _second(opening: Opening, where: str) -> list[Breach]:
    clause = opening.clause
    found = _SECOND.search(clause, len(clause) - len(clause.split(maxsplit=1)[-1])) if " " in clause else None
    if not found:
        return []
    words = straight(found[0]).strip(",; ")
    hint = "A second point is easily missed. It works well as a follow-up."
    return [Breach(Rule.ONE_POINT, Severity.ADVICE, where, f"“{words}” begins a second question.", hint)]


def _length(text: str, where: str) -> list[Breach]:
    words = word_count(text)
    if words <= COMFORTABLE:
        return []
    severity = Severity.BLOCK if words > MOST else Severity.ADVICE
    hint = f"Up to {COMFORTABLE} words are easy to follow when heard. Leave out what the papers already say."
    return [Breach(Rule.ONE_POINT, severity, where, f"The question has {words} words.", hint)]
