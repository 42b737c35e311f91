"""What holds of every signal that the rules on texts, totals and documents find in the shipped evidence."""

import re
from datetime import date

import pytest

from analytics.enquiry.signal import Direction, Signal
from analytics.enquiry.signals.across import documents_conflict, repeated_finding
from analytics.enquiry.signals.headline import headline_masks
from analytics.enquiry.signals.narrative import text_against_figure
from analytics.enquiry.signals.omissions import claim_without_figure, selective_text
from analytics.enquiry.signals.totals import does_not_add_up
from analytics.evidence.vocabulary import Polarity
from tests.enquiry.signals.made_up_papers import shipped_papers
from tests.enquiry.slots_check import offers_its_slots
from tests.shipped import shipped

RULES = (
    text_against_figure,
    selective_text,
    claim_without_figure,
    does_not_add_up,
    repeated_finding,
    headline_masks,
    documents_conflict,
)
DAYS = (
    ("barnsley", date(2018, 4, 30)),
    ("barnsley", date(2018, 12, 31)),
    ("barnsley", date(2023, 9, 12)),
    ("barnsley", None),
    ("barnet", date(2019, 7, 31)),
    ("barnet", None),
)


def signals() -> list[tuple[str, date | None, Signal]]:
    return [
        (authority, day, signal)
        for authority, day in DAYS
        for rule in RULES
        for signal in rule(shipped_papers(authority, day))
    ]


@pytest.fixture(scope="module")
def found() -> list[tuple[str, date | None, Signal]]:
    return signals()


def test_every_signal_keeps_to_the_words_of_its_case_and_to_the_numbers_it_shows(found):
    for _, _, signal in found:
        offers_its_slots(signal)


def test_nothing_is_cited_that_was_not_public_on_the_day_or_is_about_another_council(found):
    documents = shipped().documents
    for authority, day, signal in found:
        for entry in signal.cited:
            assert documents[entry.document].file.authority == authority
            assert day is None or documents[entry.document].file.available_from <= day


def test_a_neutral_measure_gives_no_concern_and_no_strength(found):
    for _, _, signal in found:
        neutral = signal.indicator and shipped().catalogue.indicators[signal.indicator].polarity is Polarity.NEITHER
        assert not neutral or signal.direction in (Direction.CAUTION, Direction.CONTEXT)


def test_no_rule_says_one_thing_of_one_measure_twice(found):
    keys = [
        (authority, day, signal.kind, signal.variant, signal.indicator, signal.dimension, signal.member)
        for authority, day, signal in found
    ]
    assert len(keys) == len(set(keys))


def test_no_number_of_people_from_one_to_five_is_among_the_words(found):
    for _, _, signal in found:
        for name, text in signal.slots.items():
            assert not re.search(r"\b[1-5] (?:children|staff|workers|young people)\b", text), (name, text)


def test_sizes_are_above_nothing_and_confidence_is_known(found):
    assert all(signal.size > 0 and signal.confidence in (1, 2, 3) for _, _, signal in found)


def test_a_measure_without_an_indicator_is_named_and_belongs_to_a_theme(found):
    bare = [signal for _, _, signal in found if not signal.indicator]
    assert bare
    for signal in bare:
        assert signal.dimension == "theme"
        assert signal.member in shipped().catalogue.themes
        assert signal.slots["measure"].startswith("the ")
