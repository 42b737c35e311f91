"""Sentences about a figure say what the arithmetic and the polarity say, and no more."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.catalogue import Indicator
from analytics.evidence.vocabulary import Polarity, Status, Unit
from analytics.evidence.wording import when
from analytics.notebooks.facts import facts
from analytics.notebooks.sentences import better_or_worse, change_sentence, change_title, gap_sentence, movement
from analytics.notebooks.view import CannotRender
from tests.shipped import DAYS, shipped


def indicator(unit: Unit, polarity: Polarity) -> Indicator:
    return Indicator(
        id="made_up",
        name="A made-up measure",
        short_name="Made-up measure",
        phrase="the made-up measure",
        definition="What it counts, of what.",
        unit=unit,
        polarity=polarity,
        theme="assessment",
        why_it_matters="It stands for any measure.",
    )


indicators = st.builds(indicator, st.sampled_from(list(Unit)), st.sampled_from(list(Polarity)))
tenths = st.integers(-3000, 3000).map(lambda number: number / 10)


def verdict(difference: float, polarity: Polarity) -> bool | None:
    """Favourable or not, worked out by hand."""
    if difference == 0 or polarity is Polarity.NEITHER:
        return None
    return (difference > 0) == (polarity is Polarity.HIGHER)


@st.composite
def changes(draw: st.DrawFn) -> tuple[Indicator, dict]:
    """A measure and its latest figure, beside the one before it where there is one."""
    measure, now, before = draw(indicators), draw(tenths), draw(st.none() | tenths)
    known = before is not None
    row = {
        "value": now,
        "printed": str(now),
        "dimension": "",
        "member": "",
        "period": "2017/18",
        "status": draw(st.sampled_from([Status.FINAL, Status.PROVISIONAL, Status.FORECAST])).value,
        "note": "",
        "other_values": draw(st.sampled_from([[], [5.8]])),
        "previous_value": before,
        "previous_printed": str(before) if known else None,
        "previous_period": "2016/17" if known else None,
        "previous_status": Status.FINAL.value if known else None,
        "previous_note": "" if known else None,
        "points": 2 if known else draw(st.sampled_from([1, 2])),
        "change": now - before if known else None,
        "change_favourable": verdict(now - before, measure.polarity) if known else None,
    }
    return measure, row


def near(gap: float, theirs: float, measure: Indicator) -> bool:
    """Too small a gap to call either way, worked out by hand."""
    return abs(gap) < 1 if measure.unit is Unit.PERCENT else abs(gap) < abs(theirs) / 100 or gap == 0


@st.composite
def gaps(draw: st.DrawFn) -> tuple[Indicator, dict]:
    """A measure and its latest figure beside a comparator's."""
    measure, now, theirs = draw(indicators), draw(tenths), draw(tenths)
    status = draw(st.sampled_from([Status.FINAL, Status.PROVISIONAL, Status.FORECAST]))
    row = {
        "value": now,
        "status": status.value,
        "period": "2017/18",
        "comparator": draw(st.sampled_from(["england", "neighbours:barnsley", "region:Yorkshire and The Humber"])),
        "comparator_value": theirs,
        "comparator_printed": str(theirs),
        "comparator_period": draw(st.sampled_from(["2016/17", "2017/18", "31 March 2017"])),
        "gap": now - theirs,
        "much_the_same": (same := near(now - theirs, theirs, measure)),
        "gap_favourable": None if same or status is Status.FORECAST else verdict(now - theirs, measure.polarity),
    }
    return measure, row


def says(word: str, text: str) -> bool:
    return re.search(rf"\b{word}\b", text) is not None


@given(changes())
def test_rise_and_fall_agree_with_the_arithmetic(given_change):
    measure, row = given_change
    sentence, shape = change_sentence(measure, row), movement(row, measure)
    rose, fell = ((row["change"] or 0) > 1e-9, (row["change"] or 0) < -1e-9)
    assert says("rise", sentence) == rose == shape.startswith("▲ up")
    assert says("fall", sentence) == fell == shape.startswith("▼ down")
    same = row["change"] is not None and not rose and not fell
    assert ("the same as" in sentence) == same == (shape == "● no change")


@given(changes())
def test_a_title_agrees_with_the_arithmetic_and_never_says_that_a_forecast_happened(given_change):
    measure, row = given_change
    title = change_title(measure, row)
    happened = row["change"] is not None and row["status"] != Status.FORECAST
    assert says("rose", title) == (happened and row["change"] > 1e-9)
    assert says("fell", title) == (happened and row["change"] < -1e-9)
    assert says("stayed", title) == (happened and abs(row["change"]) <= 1e-9)
    assert says("forecast", title) == (row["status"] == Status.FORECAST)


@given(changes())
def test_a_forecast_is_never_said_to_have_happened(given_change):
    measure, row = given_change
    sentence = change_sentence(measure, row)
    assert ("is forecast to" in sentence) == (row["status"] == Status.FORECAST)
    assert (says("went", sentence) or says("was", sentence)) == (row["status"] != Status.FORECAST)


@given(changes())
def test_better_and_worse_agree_with_the_polarity(given_change):
    measure, row = given_change
    for text in (change_sentence(measure, row), movement(row, measure)):
        verdicts = (
            text.replace("neither better nor worse", "").replace("higher is better", "").replace("lower is better", "")
        )
        assert says("better", verdicts) == (row["change_favourable"] is True)
        assert says("worse", verdicts) == (row["change_favourable"] is False)


@given(changes())
def test_a_neutral_measure_that_moved_is_called_neither(given_change):
    measure, row = given_change
    neutral = measure.polarity is Polarity.NEITHER and row["change"] is not None and abs(row["change"]) > 1e-9
    assert ("neither better nor worse" in change_sentence(measure, row)) == neutral


@given(changes())
def test_percentages_change_by_percentage_points(given_change):
    measure, row = given_change
    for text in (change_sentence(measure, row), movement(row, measure)):
        moved = row["change"] is not None and abs(row["change"]) > 1e-9
        assert ("percentage point" in text) == (moved and measure.unit.is_percentage)
    assert "(" not in change_sentence(measure, row).replace("(provisional)", "") or not measure.unit.is_percentage


@given(changes())
def test_a_lone_figure_says_why_there_is_no_change(given_change):
    measure, row = given_change
    sentence, shape = change_sentence(measure, row), movement(row, measure)
    alone = row["change"] is None
    lone = alone and row["points"] == 1
    assert ("No figure for an earlier period" in sentence) == (shape == "– nothing earlier to compare") == lone
    assert ("cannot be compared" in sentence) == ("none near enough" in shape) == (alone and row["points"] == 2)


@given(changes())
def test_another_figure_for_the_same_period_is_said_where_nothing_is_compared(given_change):
    measure, row = given_change
    sentence = change_sentence(measure, row)
    assert ("also print" in sentence) == (row["change"] is None and row["other_values"] != [])


@given(changes())
def test_both_periods_stand_beside_their_figures(given_change):
    measure, row = given_change
    sentence = change_sentence(measure, row)
    assert when(row["period"]) in sentence
    assert row["previous_period"] is None or when(row["previous_period"]) in sentence


@given(gaps())
def test_a_gap_agrees_with_the_arithmetic_and_the_polarity(given_gap):
    measure, row = given_gap
    sentence = gap_sentence(measure, row, shipped().catalogue)
    assert says("above", sentence) == (row["gap"] > 0 and not row["much_the_same"])
    assert says("below", sentence) == (row["gap"] < 0 and not row["much_the_same"])
    assert ("about the same" in sentence) == row["much_the_same"]
    assert sentence.startswith("It is forecast to be ") == (row["status"] == Status.FORECAST)
    assert says("better", sentence) == (row["gap_favourable"] is True)
    assert says("worse", sentence) == (row["gap_favourable"] is False)


@given(gaps())
def test_a_comparator_keeps_its_own_period_where_that_is_another(given_gap):
    measure, row = given_gap
    sentence = gap_sentence(measure, row, shipped().catalogue)
    assert (when(row["comparator_period"]) in sentence) == (row["comparator_period"] != row["period"])


@given(indicators, st.sampled_from([True, False, None]))
def test_neutral_measures_are_never_better_or_worse(measure, is_favourable):
    text = better_or_worse(is_favourable, measure)
    if measure.polarity is Polarity.NEITHER:
        assert text == "By itself this is neither better nor worse."
    elif is_favourable is None:
        assert text == ""
    else:
        assert text.endswith(f"{measure.polarity.value}.")


def test_a_single_point_is_singular():
    row = {
        "value": 8.0,
        "printed": "8",
        "period": "2017/18",
        "status": "final",
        "note": "",
        "previous_value": 7.0,
        "previous_printed": "7",
        "previous_period": "2016/17",
        "previous_status": "final",
        "previous_note": "",
        "points": 2,
        "change": 1.0,
        "change_favourable": True,
    }
    sentence = change_sentence(indicator(Unit.PERCENT, Polarity.HIGHER), row)
    assert sentence == (
        "It went from 7% in 2016/17 to 8% in 2017/18: a rise of 1 percentage point. That is better: higher is better."
    )


# Everything that the shipped evidence makes them say.


def said() -> set[str]:
    """Every sentence and title about every latest figure of every council on every day."""
    evidence, texts = shipped(), set()
    for authority in evidence.authorities_with_documents():
        for day in DAYS:
            try:
                found = facts(evidence, authority, day)
            except CannotRender:
                continue
            for row in found.latest.iter_rows(named=True):
                measure = found.indicator(row["indicator"])
                texts |= {change_title(measure, row), change_sentence(measure, row), movement(row, measure)}
            for row in found.compared.iter_rows(named=True):
                texts.add(gap_sentence(found.indicator(row["indicator"]), row, evidence.catalogue))
    return texts


def test_no_shipped_sentence_has_more_than_25_words():
    sentences = {sentence for text in said() for sentence in re.split(r"(?<=\.) (?=[A-Z])", text)}
    assert len(sentences) > 100
    assert not {sentence for sentence in sentences if len(sentence.split()) > 25}


def test_no_shipped_sentence_puts_a_day_in_a_day():
    assert not {text for text in said() if re.search(r"\b(in|from) \d{1,2} [A-Z][a-z]+ \d{4}\b(?! to)", text)}


@pytest.mark.parametrize("word", ["nan", "inf", "None", "  ", "()"])
def test_no_shipped_sentence_holds_a_hole(word):
    assert not {text for text in said() if word in re.findall(r"\w+|  |\(\)", text)}
