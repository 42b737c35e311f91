"""R13: plain English. Abbreviations are spelled out where they first appear, and sentences are short."""

import re
import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path

from analytics.enquiry.linter.breach import Breach, Rule, Severity
from analytics.enquiry.linter.sentences import sentences_of, straight, word_count
from analytics.evidence.catalogue import GlossaryFile, Term
from analytics.evidence.wording import first_words

LONGEST_SENTENCE = 25
# Known to everybody who reads a council's papers.
_KNOWN = frozenset(
    {"UK", "NHS", "GP", "GPS", "BBC", "EU", "TV", "AM", "PM", "HM", "OK", "ID", "II", "III", "IV", "GBP"}
)
_CAPITALS = re.compile(r"(?<![\w&'-])([A-Z]{2,6})(?:s|'s|s')?(?![\w&-])")
_GLOSSARY = Path(__file__).parents[3] / "data" / "catalogue" / "glossary.toml"


def check_plain(
    text: str,
    where: str,
    glossary: Collection[Term] | None = None,
    evidence: Collection[str] = (),
    explained: set[str] | None = None,
) -> list[Breach]:
    """R13: abbreviations that nobody explained, and sentences of more than 25 words.

    Those in `evidence` are names, such as a team's. `explained` holds what earlier texts of the line spelled out; what
    this one spells out is added to it.
    """
    plain = straight(text)
    return [
        *_abbreviations(plain, where, glossary, evidence, set() if explained is None else explained),
        *_long(plain, where),
    ]


def _abbreviations(
    text: str, where: str, glossary: Collection[Term] | None, evidence: Collection[str], explained: set[str]
) -> list[Breach]:
    meanings, pattern = _shipped() if glossary is None else _meanings(tuple(glossary))
    found = []
    for word in dict.fromkeys(match[1] for match in [*_CAPITALS.finditer(text), *pattern.finditer(text)]):
        if word in explained or word in _KNOWN or any(_has_word(known, word) for known in evidence):
            continue
        explained.add(word)
        if not _is_spelled_out(text, word, meanings.get(word, "")):
            found.append(_unexplained(word, where, meanings.get(word, "")))
    return found


def _unexplained(word: str, where: str, meaning: str) -> Breach:
    hint = (
        f"Write it in full the first time: “{meaning} ({word})”, or in full throughout."
        if meaning
        else "Write it in full the first time, with the short form in brackets after it."
    )
    return Breach(Rule.PLAIN, Severity.ADVICE, where, f"“{word}” may not be known to everyone in the room.", hint)


def _is_spelled_out(text: str, word: str, meaning: str) -> bool:
    """Whether "Initial health assessment (IHA)", or the other way round, explains it where it first stands."""
    first = re.search(rf"(?<!\w){re.escape(word)}s?(?!\w)", text)
    if not first:
        return False
    before, after = text[: first.start()], text[first.end() :]
    in_brackets = before.endswith("(") and word_count(before.rsplit(".", 1)[-1]) >= 2
    followed = re.match(r"\s*\(\w[\w'-]*\s+\w", after) is not None
    return in_brackets or followed or bool(meaning and straight(meaning).lower() in before.lower())


def _has_word(text: str, word: str) -> bool:
    return word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


@cache
def _shipped() -> tuple[dict[str, str], re.Pattern[str]]:
    return _meanings(GlossaryFile.model_validate(tomllib.loads(_GLOSSARY.read_text(encoding="utf-8"))).terms)


@cache
def _meanings(glossary: tuple[Term, ...]) -> tuple[dict[str, str], re.Pattern[str]]:
    meanings = {term.abbreviation: term.term for term in glossary if term.abbreviation}
    longest_first = sorted(meanings, key=len, reverse=True)
    words = "|".join(re.escape(word) for word in longest_first) or r"(?!)"
    return meanings, re.compile(rf"(?<![\w&])({words})s?(?![\w&])")


def _long(text: str, where: str) -> list[Breach]:
    found = []
    for sentence in sentences_of(text):
        words = word_count(sentence)
        if words > LONGEST_SENTENCE:
            what = f"The sentence “{first_words(sentence, 5)}” has {words} words."
            hint = f"Up to {LONGEST_SENTENCE} words are easy to follow. A full stop after the figures often helps."
            found.append(Breach(Rule.PLAIN, Severity.ADVICE, where, what, hint))
    return found
