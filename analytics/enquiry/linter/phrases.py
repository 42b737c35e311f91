"""Lists of words that a rule looks for, each with why it gets in the way and what to write instead."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from analytics.enquiry.linter.breach import Breach, Rule, Severity
from analytics.enquiry.linter.sentences import is_the_papers


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words that share a reason and a hint. `quotable` words are fine where they are the papers' own."""

    pattern: re.Pattern[str]
    why: str
    hint: str
    severity: Severity = Severity.BLOCK
    quotable: bool = False


def one_of(words: str, *, exact: bool = False) -> re.Pattern[str]:
    """A pattern that finds any of the words, whole and in any case unless `exact`.

    They are parted by a bar with space around it, and each may be a pattern itself.

    >>> bool(one_of("surely | of course").search("Of course it is")), bool(one_of("cut").search("a cutting"))
    (True, False)
    """
    alternatives = "|".join(word.strip() for word in re.split(r"\s\|\s", words))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", 0 if exact else re.IGNORECASE)


def check_phrases(
    rule: Rule, lists: Sequence[Phrases], text: str, where: str, evidence: Collection[str] = ()
) -> list[Breach]:
    """One breach for each list with words in a straightened text, quoting the first of them."""
    return [
        Breach(rule, entry.severity, where, f"“{found[0].strip()}” {entry.why}", entry.hint)
        for entry in lists
        if (found := _first(entry, text, evidence))
    ]


def _first(entry: Phrases, text: str, evidence: Collection[str]) -> re.Match[str] | None:
    for found in entry.pattern.finditer(text):
        if not entry.quotable or not is_the_papers(text, found.start(), found.end(), evidence):
            return found
    return None
