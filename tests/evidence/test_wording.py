"""Figures, differences and periods in words."""

import re
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from analytics.evidence.period import PeriodKind, month_end
from analytics.evidence.vocabulary import Status, Unit
from analytics.evidence.wording import (
    TOO_FEW,
    capital,
    count_of,
    difference,
    direction,
    figure,
    first_words,
    listed,
    qualified,
    when,
    when_of,
)
from tests.evidence.periods import periods

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")

units = st.sampled_from(list(Unit))
decimals_as_printed = st.builds(
    lambda digits, places: str(Decimal(digits).scaleb(-places)), st.integers(0, 9_999_999), st.integers(0, 3)
)
printed_digits = st.builds(lambda minus, digits: minus + digits, st.sampled_from(["", "-"]), decimals_as_printed)
# Figures with at most two decimals, as nearly all are printed.
hundredths = st.integers(-10_000_000, 10_000_000).map(lambda number: number / 100)


def number_in(text: str) -> float:
    """The one number in a text, with its sign, in the unit of the measure."""
    (digits,) = NUMBER.findall(text.removesuffix(" per 10,000"))
    value = float(digits.replace(",", ""))
    if "£" in text and "million" not in text:
        value /= 1_000_000
    return -value if text.startswith("−") else value


@given(printed_digits, units)
def test_a_figure_is_shown_with_the_digits_it_was_printed_with(printed, unit):
    text = figure(float(printed), unit, printed)
    assert number_in(text) == pytest.approx(float(printed), abs=1e-12)
    if unit is not Unit.GBP_MILLION:
        assert NUMBER.search(text)[0].replace(",", "") == printed.removeprefix("-")


@given(st.integers(-9_999_999, 9_999_999).map(lambda number: number / 1000), units)
def test_a_figure_without_printed_digits_is_written_in_full(value, unit):
    assert number_in(figure(value, unit)) == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(
    ("value", "unit", "printed", "expected"),
    [
        (100.0, Unit.PERCENT, "100.0", "100.0%"),
        (100.0, Unit.PERCENT, "100", "100%"),
        (1.0, Unit.WEEKS, "1", "1 week"),
        (2.0, Unit.WEEKS, "2", "2 weeks"),
        (0.5, Unit.DAYS, "0.5", "0.5 days"),
        (0.0, Unit.HOURS, "0", "0 hours"),
        (255000.0, Unit.COUNT, "255000", "255,000"),
        (24.2, Unit.GBP_MILLION, "24.2", "£24.2 million"),
        (0.621, Unit.GBP_MILLION, "0.621", "£621,000"),
        (-0.1, Unit.GBP_MILLION, "-0.1", "−£0.1 million"),
        (-50.0, Unit.PERCENT, "-50", "−50%"),
        (37.25, Unit.COUNT, "", "37.25"),
        (-0.0, Unit.COUNT, "-0", "0"),
    ],
)
def test_figure_in_words(value, unit, printed, expected):
    assert figure(value, unit, printed) == expected


def test_nothing_is_never_less_than_nothing():
    assert figure(-1 / 30_000, Unit.RATIO) == "0.0"


# What makes a figure less than firm.


def row(status: Status, note: str = "", **cells: object) -> dict:
    return {"value": 50.0, "printed": "50", "status": status.value, "note": note} | cells


@pytest.mark.parametrize(
    ("status", "note", "expected"),
    [
        (Status.FINAL, "", "50%"),
        (Status.FORECAST, "", "50%"),
        (Status.PROVISIONAL, "", "50% (provisional)"),
        (Status.ESTIMATED, "Printed in words: a half.", "a half"),
        (Status.ESTIMATED, "Rounded.", "about 50%"),
        (Status.ESTIMATED, "Printed in words: halved since the new director arrived.", "about 50%"),
        (Status.ESTIMATED, "Lower bound: a range.", "more than 50%"),
        (Status.ESTIMATED, "Upper bound: a range.", "less than 50%"),
        (Status.ESTIMATED, "Upper bound: printed in words as almost half.", "almost half"),
        (Status.FORECAST, "Lower bound: printed as over 50%. A guess.", "over 50%"),
        (Status.FINAL, "Printed in words: all. No day is given.", "50% (“all”)"),
    ],
)
def test_a_figure_says_how_firm_it_is(status, note, expected):
    assert qualified(row(status, note), Unit.PERCENT) == expected


def test_the_figure_before_is_qualified_by_its_own_columns():
    given_row = row(Status.FINAL) | {f"previous_{name}": cell for name, cell in row(Status.PROVISIONAL).items()}
    assert qualified(given_row, Unit.PERCENT, "previous_") == "50% (provisional)"


# Differences.


@given(hundredths, hundredths)
@example(8.0, 7.0)
def test_percentages_differ_in_percentage_points_and_never_in_per_cent(now, before):
    text = difference(now - before, Unit.PERCENT, before)
    number, _, noun = text.partition(" percentage ")
    assert "%" not in text
    assert noun == ("point" if number == "1" else "points")


@given(hundredths, hundredths, units)
def test_a_difference_is_the_arithmetic_of_the_two_figures(now, before, unit):
    text = difference(now - before, unit)
    number = float(NUMBER.search(text)[0].replace(",", ""))
    if "£" in text and "million" not in text:
        number /= 1_000_000
    if text.startswith("less than"):
        assert 0 < abs(now - before) < number
    else:
        assert number == pytest.approx(abs(now - before), abs=0.0500001 if unit.is_percentage else 1e-6)


@given(hundredths, hundredths, units.filter(lambda unit: not unit.is_percentage))
def test_a_relative_change_is_against_the_figure_before(now, before, unit):
    text = difference(now - before, unit, before)
    relative = re.search(r"\((less than )?([\d.]+)%\)", text)
    if before == 0 or (unit in (Unit.COUNT, Unit.POSTS) and abs(before) < TOO_FEW):
        assert relative is None
        return
    expected = abs(now - before) / abs(before) * 100
    if relative[1]:
        assert 0 < expected < float(relative[2])
    else:
        assert float(relative[2]) == pytest.approx(expected, abs=0.0500001, rel=1e-9)


@given(hundredths, hundredths, units)
def test_two_different_figures_never_differ_by_nothing(now, before, unit):
    assume(abs(now - before) > 1e-9)
    assert not re.search(r"(?<![\d.,])0(\.0+)?(?![\d.,])", difference(now - before, unit, before))


@given(hundredths, units)
def test_a_difference_has_no_direction(change, unit):
    assert difference(change, unit, 7.0) == difference(-change, unit, 7.0)
    assert "−" not in difference(change, unit, 7.0)


@given(hundredths, hundredths)
def test_direction_agrees_with_the_arithmetic(now, before):
    expected = "did not change" if now == before else ("rose" if now > before else "fell")
    assert direction(now - before) == expected


def test_the_noise_of_floating_point_is_no_change():
    assert direction(0.1 + 0.2 - 0.3) == "did not change"


# Periods.


@given(periods())
def test_a_day_is_on_a_range_over_and_the_rest_in(period):
    text = when(period.label)
    preposition = {
        PeriodKind.SNAPSHOT: "on ",
        PeriodKind.RANGE: "over ",
        PeriodKind.ACADEMIC_YEAR: "in the ",
    }.get(period.kind, "in ")
    whole_month = (period.start.day, period.end) == (1, month_end(period.start.year, period.start.month))
    if period.kind is PeriodKind.RANGE and whole_month:
        assert text == f"in {period.end:%B %Y}"
    else:
        assert text == preposition + period.label
    assert not re.search(r"\bin \d{1,2} [A-Z]", text)


@given(periods())
def test_what_there_was_at_the_end_of_a_period_is_never_said_to_have_been_over_it(period):
    text = when(period.label, at_end=True)
    assert text.startswith(("at the end of ", "on "))
    ends_a_month = period.end == month_end(period.end.year, period.end.month)
    if period.kind is PeriodKind.SNAPSHOT:
        assert text == when(period.label)
    elif period.kind is PeriodKind.RANGE:
        day = f"{period.end.day} {period.end:%B %Y}"
        assert text == (f"at the end of {period.end:%B %Y}" if ends_a_month else f"on {day}")
    else:
        assert text.endswith(period.label)


def test_a_row_says_by_itself_whether_its_figure_is_of_the_last_day():
    row = {"period": "1 to 30 June 2023", "previous_period": "April to May 2023"}
    assert (when_of(row), when_of(row, "previous_")) == ("in June 2023", "over April to May 2023")
    stock = row | {"at_period_end": True}
    assert (when_of(stock), when_of(stock, "previous_")) == ("at the end of June 2023", "at the end of May 2023")


# Small words.


@given(st.lists(st.text("abc", min_size=1), max_size=6))
def test_listed_joins_with_commas_and_one_and(words):
    text = listed(words)
    assert re.split(r", | and ", text) == (words or [""])
    assert text.count(" and ") == (len(words) > 1)
    assert ", and " not in text


@given(st.integers(0, 99_999))
def test_only_one_is_singular(number):
    assert count_of(number, "child", "children").endswith(" child") == (number == 1)
    assert count_of(number, "finding").endswith(" finding") == (number == 1)
    assert int(count_of(number, "finding").split()[0].replace(",", "")) == number


@given(st.lists(st.text("abc,", min_size=1), max_size=15), st.integers(1, 12))
def test_first_words_are_never_more_than_asked_for(words, most):
    text = " ".join(words)
    short = first_words(text, most)
    assert len(short.split()) <= most
    assert (short == text) == (len(words) <= most)


def test_capital_leaves_the_rest_alone():
    assert capital("in April 2018") == "In April 2018"
    assert capital("") == ""
