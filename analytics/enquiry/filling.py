"""Choosing a template of the library for a signal and filling it with the words of the evidence."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from analytics.enquiry.library import FindingTemplate, Library, Mode, QuestionTemplate, slots_of
from analytics.enquiry.linter import Breach, Rule, Severity, lint_question, lint_statement
from analytics.enquiry.signal import Signal
from analytics.evidence.vocabulary import Polarity

CARE_LEAVERS = "care_leavers"
_OF_CARE_LEAVERS = (
    (re.compile(r"\bchildren(?:, families)?(?: (?:and|or) (?:families|young people|care leavers))+\b"), "young people"),
    (re.compile(r"\bchildren\b(?!’s (?:services|social care|homes))"), "young people"),
    (re.compile(r"\bchild\b"), "young person"),
    (re.compile(r"\bChildren\b(?!’s (?:services|social care|homes))"), "Young people"),
)

_Template = TypeVar("_Template", FindingTemplate, QuestionTemplate)


@dataclass(frozen=True, slots=True)
class Filled:
    """A question template with its slots filled."""

    template: QuestionTemplate
    question: str
    follow_ups: tuple[str, ...]
    good_answer: tuple[str, ...]
    worry: tuple[str, ...]


def evidence_texts(signals: Iterable[Signal]) -> tuple[str, ...]:
    """Every text whose figures a sentence about the signals may repeat."""
    texts = [
        text
        for signal in signals
        for text in (
            *(part for entry in signal.cited for part in (entry.value, entry.period)),
            *signal.arithmetic,
            signal.slots["measure"],
            signal.slots.get("place", ""),
            signal.slots.get("other_place", ""),
            signal.slots.get("group", ""),
        )
    ]
    return tuple(dict.fromkeys(text for text in texts if text))


def find_finding(
    signal: Signal, theme: str, polarity: Polarity, library: Library, *, further: bool = False
) -> str | None:
    """The finding in words; None where no template fits and passes.

    With `further` it comes after another finding that has given the same figure, and adds only what that left out.
    """
    neutral = polarity is Polarity.NEITHER
    for template in _fitting(library.findings, signal, theme):
        text = (template.further if further else template.text).format_map(signal.slots)
        if text and passes(lint_statement(text, polarity_neutral=neutral, evidence=evidence_texts([signal]))):
            return text
    return None


def find_questions(signal: Signal, theme: str, library: Library, used: Counter[str]) -> Iterator[Filled]:
    """Filled question templates that pass the rules, the one written most closely for the signal first.

    `used` counts templates and angles already in the pack, so that of two as close the fresher comes first.
    """
    fitting = _fitting(library.questions, signal, theme)
    fresh = sorted(fitting, key=lambda one: (-one.closeness, used[one.id], used[one.angle]))
    for template in fresh:
        filled = _filled(template, signal, theme)
        if _passes_all(filled, signal):
            yield filled


def _filled(template: QuestionTemplate, signal: Signal, theme: str) -> Filled:
    of_young_people = theme == CARE_LEAVERS and not template.is_of_a_measure_or_theme

    def fill(text: str) -> str:
        return (as_young_people(text) if of_young_people else text).format_map(signal.slots)

    return Filled(
        template,
        fill(template.question),
        tuple(map(fill, template.follow_ups)),
        tuple(map(fill, template.good_answer)),
        tuple(map(fill, template.worry)),
    )


def as_young_people(text: str) -> str:
    """A text written for any theme, as it is said of care leavers, who are children no longer.

    >>> as_young_people("What does it mean for children and families that {measure} {moved}? How would a child know?")
    'What does it mean for young people that {measure} {moved}? How would a young person know?'
    >>> as_young_people("Which of children’s services did the children use?")
    'Which of children’s services did the young people use?'
    """
    for pattern, words in _OF_CARE_LEAVERS:
        text = pattern.sub(words, text)
    return text


def _passes_all(filled: Filled, signal: Signal) -> bool:
    known = evidence_texts([signal])
    written = filled.template.mode is Mode.WRITTEN
    questions = (filled.question, *filled.follow_ups)
    statements = (*filled.good_answer, *filled.worry)
    return all(passes(lint_question(text, written=written, evidence=known)) for text in questions) and all(
        passes(lint_statement(text, evidence=known)) for text in statements
    )


def passes(breaches: Iterable[Breach]) -> bool:
    """Whether nothing among the breaches must be mended. What we say ourselves must be plain as well."""
    return all(breach.severity is not Severity.BLOCK and breach.rule is not Rule.PLAIN for breach in breaches)


def _fitting(templates: tuple[_Template, ...], signal: Signal, theme: str) -> list[_Template]:
    """The templates that fit a signal and find all their words in it, the closest first."""
    found = [
        template
        for template in templates
        if template.fits(signal.kind, signal.variant, theme, signal.indicator)
        and slots_of(*template.texts()) <= signal.slots.keys()
    ]
    return sorted(found, key=lambda template: -template.closeness)
