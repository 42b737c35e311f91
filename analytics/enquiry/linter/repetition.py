"""R9 and R16: a follow-up that asks more, and a question that no earlier meeting asked."""

import re
from collections.abc import Sequence
from functools import lru_cache

from analytics.enquiry.linter.breach import Breach, Rule, Severity
from analytics.enquiry.linter.figures import numbers_in
from analytics.enquiry.linter.sentences import straight
from analytics.evidence.wording import first_words

NEARLY_THE_SAME = 0.8
_STOP_WORDS = {
    *("a", "an", "the", "and", "or", "but", "so", "of", "in", "on", "at", "to", "from", "for", "by", "with"),
    *("about", "as", "into", "over", "under", "between", "through", "what", "which", "who", "whose", "whom"),
    *("how", "why", "where", "when", "is", "are", "was", "were", "be", "been", "being", "am", "do", "does"),
    *("did", "have", "has", "had", "can", "could", "will", "would", "should", "may", "might", "must", "shall"),
    *("this", "that", "these", "those", "it", "its", "you", "your", "we", "our", "they", "their", "them", "us"),
    *("i", "my", "there", "here", "not", "no", "than", "then", "if", "up", "down", "out", "please", "also"),
}
_WORD = re.compile(r"[^\W\d_]+")


def overlap(one: str, other: str) -> float:
    """The share of words that two questions have in common, from 0 to 1: of the longer, without stop words.

    Figures count as words: the same question about this year's figures is another question.

    >>> overlap("How do you check on children?", "How do you check on the children?")
    1.0
    """
    first, second = _telling_words(one), _telling_words(other)
    if not first or not second:
        return 0.0
    return len(first & second) / max(len(first), len(second))


@lru_cache(maxsize=4096)
def _telling_words(text: str) -> frozenset[str]:
    words = (word.lower() for word in _WORD.findall(straight(text).replace("'s", "")))
    return frozenset({_singular(word) for word in words if word not in _STOP_WORDS} | numbers_in(text))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def check_follow_ups(question: str, follow_ups: Sequence[str]) -> list[Breach]:
    """R9: there is a follow-up, and each differs from the question and from those before it."""
    if not any(follow_up.strip() for follow_up in follow_ups):
        hint = "Add one that goes a step further: “Which group waits longest?”, “How do you know?”, “By when?”"
        return [Breach(Rule.FOLLOW_UP, Severity.BLOCK, "follow-up 1", "There is no follow-up question.", hint)]
    return [
        Breach(
            Rule.FOLLOW_UP,
            Severity.BLOCK,
            f"follow-up {place}",
            f"“{first_words(follow_up, 8)}” asks nearly the same as an earlier question of this line.",
            "Ask for the next thing: who is most affected, how it is known, or by when it changes.",
        )
        for place, follow_up in enumerate(follow_ups, 1)
        if any(_same(follow_up, earlier) for earlier in (question, *follow_ups[: place - 1]))
    ]


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold() or overlap(one, other) >= NEARLY_THE_SAME


def check_not_asked_before(question: str, asked_before: Sequence[str]) -> list[Breach]:
    """R16: nothing where the question is new, advice where it is nearly an earlier one, more where it is the same."""
    nearest = max(asked_before, key=lambda earlier: overlap(question, earlier), default="")
    shared = overlap(question, nearest)
    if shared < NEARLY_THE_SAME:
        return []
    severity = Severity.BLOCK if shared == 1 else Severity.ADVICE
    what = f"An earlier meeting asked: “{nearest.strip()}”"
    hint = "Look up that answer first. Then ask what has changed since: “What has followed from …?”"
    return [Breach(Rule.NOT_ASKED_BEFORE, severity, "question", what, hint)]
