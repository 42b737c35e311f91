"""The truth of every word of a line: what must hold whatever evidence it was made from."""

import re

from analytics.enquiry.line import Line
from analytics.enquiry.linter import Severity, lint_line, numbers_in
from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Direction, SignalKind
from analytics.evidence.vocabulary import Polarity

_PERIOD_WORDS = re.compile(r"\{|\}|\bNone\b(?! of)|\bnan\b|\binf\b")


def holds(line: Line, known: Papers) -> None:
    """Every property that a line must have, whatever evidence it was made from."""
    catalogue = known.evidence.catalogue
    for text in (*line.sentences, *line.caveats):
        assert not _PERIOD_WORDS.search(text)
        assert "  " not in text
        assert "% increase" not in text
        assert "% decrease" not in text
        assert not re.search(r"(?<![\d.,])1 (children|percentage points|posts|months|years)\b", text)
        assert not re.search(r"(?<![\d.,])(?!1 )\d+ (child|percentage point|month|year)\b", text)
    for text in line.sentences:
        for sentence in re.split(r"(?<=[.?]) (?=[A-Z])", text):
            assert len(sentence.split()) <= 25, sentence
    figures = set().union(*(numbers_in(text) for text in (*line.evidence_texts, *places_of(line, known))))
    for text in (line.finding, *line.also_found, line.question, *line.follow_ups, *line.in_writing):
        assert numbers_in(text) <= figures, (text, numbers_in(text) - figures)
    assert all(entry.document in known.evidence.documents for entry in line.cited)
    assert [breach for breach in lint_line(line) if breach.severity is Severity.BLOCK] == []
    slots = line.lead.slots
    # What a text says may be the opposite of the figures, and of two measures one may rise while the other falls.
    goes_one_way = line.lead.kind not in (
        SignalKind.VOLUME_AND_TIMELINESS,
        SignalKind.DENOMINATOR_SHIFT,
        SignalKind.TEXT_AGAINST_FIGURE,
    )
    if goes_one_way and slots.get("moved") in ("rose", "fell"):
        opposite = {"rose": r"\b(fell|fall)\b", "fell": r"\b(rose|rise)\b"}[slots["moved"]]
        assert not re.search(opposite, line.question)
    indicator = catalogue.indicators.get(line.indicator)
    if indicator and indicator.polarity is Polarity.NEITHER:
        assert all(signal.direction not in (Direction.STRENGTH,) for signal in line.signals)
        assert not re.search(r"\b(better|worse|improved|deteriorated)\b", f"{line.finding} {line.question}")


def places_of(line: Line, known: Papers) -> list[str]:
    """Where the evidence stands, in the words a sentence may use."""
    documents = [known.evidence.documents[entry.document].file.short_title for entry in line.cited]
    return [*documents, *(known.evidence.where(entry.document, entry.locator) for entry in line.cited)]
