"""A gentle rewrite of a closed question, where a mechanical one is safe."""

import re
from collections.abc import Callable

from analytics.enquiry.linter.fairness import check_not_leading, check_not_political
from analytics.enquiry.linter.opening import Opener, read_opening

_ASKED = (
    "(?:you|we|they|officers|managers|social workers|staff|partners|schools|teams|workers|"
    "the (?:council|service|team|police))"
)
_THING = r"(?!(?:it|this|that|there|these|those|you|he|she|not)\b)"
# "How do you agree?" asks nothing.
_STATE = (
    "agree|think|believe|accept|feel|want|mean|need|wish|like|consider|regard|see|hope|"
    "know (?:what|how|why|when|where|who|which|if|whether)"
)
_SPEECH = "be|have|please|tell|explain|assure|confirm|say"
_COULD_YOU = "(?:can|could|will|would) you (?:please )?"
_MOVE = "(rise|fall|increase|decrease|change|gap|difference|reduction|drop|growth)"
# "Have you reduced waits?" asks what was done to reduce them. Only verbs of which the base form is certain.
_DONE = {
    "addressed": "address",
    "cut": "cut",
    "improved": "improve",
    "increased": "increase",
    "lowered": "lower",
    "prevented": "prevent",
    "protected": "protect",
    "raised": "raise",
    "reduced": "reduce",
    "shortened": "shorten",
    "strengthened": "strengthen",
    "supported": "support",
}


def _what_was_done(found: re.Match[str]) -> str:
    return f"what have {found[1]} done to {_DONE[found[2].lower()]} {found[3]}"


_REWRITES: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (rf"{_COULD_YOU}(?:re)?assure (?:us|me|members|the committee) that (.+)", r"what assurance do you have that \1"),
    (r"are you (?:confident|sure|satisfied|assured|certain) that (.+)", r"what assurance do you have that \1"),
    (rf"{_COULD_YOU}explain (?:why )?the {_MOVE}\b(.*)", r"what lies behind the \1\2"),
    (rf"{_COULD_YOU}(?:tell (?:us|me|members)|say|explain) (how many|what (?:changed|happened|led))\b(.*)", r"\1\2"),
    (r"(is) there (?:a|an|any) (\w+) (for|to|of|in|on|about|behind)\b(.*)", r"what \2 \1 there \3\4"),
    (r"(are) there (?:any )?(\w+s) (for|to|of|in|on|about|behind)\b(.*)", r"what \2 \1 there \3\4"),
    (rf"(do|does) ({_ASKED}) have (?:a|an|any) (\w+) (for|to|of|in|on|about|that)\b(.*)", r"what \3 \1 \2 have \4\5"),
    (rf"((?:do|does|did) {_ASKED} (?!(?:{_STATE}|have)\b)\w+.*)", r"how \1"),
    (rf"have ({_ASKED}) ({'|'.join(_DONE)}) (.+)", _what_was_done),
    (rf"((?:has|have) {_THING}[\w' ]+? changed\b.*)", r"how \1"),
    (r"((?:has|have) (?:the|your|these|those|caseloads|children|visits|waits?)\b.+)", r"how far \1"),
    (rf"((?:is|are|was|were) {_THING}.+)", r"how far \1"),
    (rf"((?:will|can|could) (?:{_ASKED}|the [\w' ]+?) (?!(?:{_STATE}|{_SPEECH})\b)\w+.*)", r"how \1"),
)
_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), rewrite) for pattern, rewrite in _REWRITES)
_TOO_HARD = re.compile(r"n't\b|\bnot\b|\bor\b|\?.*\?", re.IGNORECASE)


def suggest(text: str) -> str | None:
    """An open form of a closed question, or None where only a person can put it well. A lead-in stays as it is.

    What judges or blames would do so in an open question too.

    >>> suggest("Is the improvement plan on time?"), suggest("Do you check how children feel?")
    ('How far is the improvement plan on time?', 'How do you check how children feel?')
    >>> suggest("Do you agree that this is too slow?")
    """
    opening = read_opening(text)
    if opening.kind is not Opener.CLOSED or opening.after or _TOO_HARD.search(opening.clause):
        return None
    for pattern, rewrite in _PATTERNS:
        found = pattern.fullmatch(opening.clause)
        if found:
            return _put(opening.lead_in, found.expand(rewrite) if isinstance(rewrite, str) else rewrite(found))
    return None


def _put(lead_in: str, clause: str) -> str | None:
    clause = clause[:1].lower() + clause[1:]
    # The old first word had a capital; it now stands inside the sentence.
    clause = re.sub(
        r"\b(Is|Are|Was|Were|Do|Does|Did|Has|Have|Will|Can|Could)\b", lambda word: word[0].lower(), clause, count=1
    )
    starts = not lead_in.strip() or lead_in.rstrip().endswith((".", "?", "!"))
    put = lead_in + (clause[:1].upper() + clause[1:] if starts else clause)
    still_wrong = check_not_leading(put, "") or check_not_political(put, "")
    return None if still_wrong or read_opening(put).kind is not Opener.OPEN else put
