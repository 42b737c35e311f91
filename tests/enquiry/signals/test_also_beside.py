"""How a figure stands to England, said after similar councils, and the other way about."""

import pytest

from analytics.enquiry.lines import enquire
from analytics.enquiry.signals.also_beside import also_beside
from analytics.enquiry.signals.benchmarks import off_benchmark
from analytics.evidence.vocabulary import Unit
from tests.enquiry.signals.made_up_papers import YEAR, YEAR_BEFORE, papers, row
from tests.enquiry.slots_check import offers_its_slots
from tests.imported import CURRENT
from tests.shipped import shipped


def said(england: float, *, ours: float = 40, neighbours: float = 50, period: str = YEAR, before: float | None = None):
    rows = [row("cl_eet", ours), row("cl_eet", neighbours, area="neighbours:barnsley")]
    rows += [row("cl_eet", england, period, area="england")]
    rows += [] if before is None else [row("cl_eet", before, YEAR_BEFORE)]
    (signal,) = off_benchmark(papers(*rows))
    offers_its_slots(signal)
    return signal.slots.get("also_beside", "")


@pytest.mark.parametrize(
    ("england", "sentence"),
    [
        (55.0, "It is also worse than the figure for England, 55.0%."),
        (42.0, "It is also worse than the figure for England, 42.0%."),
        (40.5, "But it is about the same as the figure for England, 40.5%."),
        (30.0, "But it is better than the figure for England, 30.0%."),
    ],
)
def test_england_is_said_after_similar_councils_whichever_way_it_stands(england, sentence):
    assert said(england) == sentence


def test_england_of_another_year_is_said_with_its_year_and_only_where_the_council_stood_alike_then():
    assert said(50, period=YEAR_BEFORE, before=45) == "It is also worse than the figure for England in 2021/22, 50.0%."
    assert said(50, period=YEAR_BEFORE, before=60) == ""
    assert said(50, period=YEAR_BEFORE) == ""


def test_similar_councils_are_said_where_only_england_is_far_off():
    assert said(50, neighbours=40.5) == (
        "But it is about the same as the figure for Barnsley’s statistical neighbours, 40.5%."
    )


def test_the_line_says_it_in_words_and_cites_the_figure():
    rows = [row("cl_eet", 40), row("cl_eet", 50, area="neighbours:barnsley"), row("cl_eet", 30, area="england")]
    (line,) = (line for line in enquire(papers(*rows)).every_line if line.indicator == "cl_eet")
    assert "But it is better than the figure for England, 30.0%." in line.found
    assert ("England", "30.0%") in [(entry.what, entry.value) for entry in line.cited]


def test_the_sentence_is_short_for_the_council_with_the_longest_name():
    blank = {
        "comparator_period": YEAR.label,
        "period": YEAR.label,
        "comparator_value": 12.5,
        "comparator_printed": "12.5",
    }
    blank |= {"gap": 5.0, "much_the_same": True, "gap_favourable": None, "status": "final"}
    for authority in CURRENT:
        others = [blank | {"comparator": one} for one in (f"neighbours:{authority}:2025:mean", "england")]
        named = blank | {"comparator": "england", "much_the_same": False, "gap_favourable": False}
        assert len(also_beside(named, others, Unit.PERCENT, shipped().catalogue).split()) <= 25
