"""Which words of a text became which."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from analytics.evidence.wording import count_of, listed

_MOST_PLACES = 5
_MOST_WORDS = 12


def words_changed(before: str, after: str) -> str:
    """Which words became which, in the first few places.

    >>> words_changed("ask about weekly visits", "ask about monthly visits")
    '“weekly” became “monthly”'
    """
    told, one, other = [], before.split(), after.split()
    for what, start, end, other_start, other_end in SequenceMatcher(None, one, other).get_opcodes():
        gone, come = (cut(words, _MOST_WORDS) for words in (one[start:end], other[other_start:other_end]))
        if what == "replace":
            told.append(f"“{gone}” became “{come}”")
        elif what == "delete":
            told.append(f"“{gone}” was taken out")
        elif what == "insert":
            told.append(f"“{come}” was put in")
    more = len(told) - _MOST_PLACES
    rest = [f"{count_of(more, 'more place')} changed"] if more > 0 else []
    return listed([*told[:_MOST_PLACES], *rest]) or "only the space between words changed"


def cut(words: Sequence[str], most: int) -> str:
    """The first words, with a sign where there are more."""
    return " ".join(words[:most]) + ("…" if len(words) > most else "")
