"""Money that changed: what was revised and what moved on, and what nobody can say."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.period import financial_year
from analytics.measures.spend import Basis, money_indicators, spend_and_outcome
from tests.measures.figures import available, frame, printed
from tests.shipped import shipped

YEAR, NEXT_YEAR = financial_year(2023), financial_year(2024)
BEFORE = "Printed as the figure previously highlighted."
PUBLIC = {"first": date(2023, 7, 1), "second": date(2023, 12, 1)}


def amount(value: float | None, **cells: object) -> dict:
    cells = {"document": "first", "period": YEAR, "unit": "£ million", "status": "forecast"} | cells
    return printed(value=value, **cells)


def changed(*rows: dict, least: float = 5.0, public: dict[str, date] = PUBLIC) -> list[dict]:
    numbered = [row | {"row": number} for number, row in enumerate(rows, start=2)]
    return spend_and_outcome(frame(numbered), available(public), ["one", "two"], least).collect().to_dicts()


@pytest.mark.parametrize("order", [1, -1])
def test_a_revision_starts_from_the_amount_given_before_wherever_it_is_printed(order):
    rows = [amount(7.2, locator="4.9"), amount(5.8, note=BEFORE, locator="4.8")][::order]
    [found] = changed(*rows)
    assert (found["earlier"], found["later"], found["basis"]) == (5.8, 7.2, Basis.REVISED.value)
    assert (found["earlier_locator"], found["later_locator"]) == ("4.8", "4.9")
    assert found["change"] == pytest.approx(1.4)
    assert found["percent"] == pytest.approx(24.1, abs=0.05)


def test_two_amounts_of_which_neither_is_known_to_be_the_earlier_are_no_revision():
    assert changed(amount(0.6), amount(0.675, note="L233 prints £0.6m for what appears to be the same posts.")) == []
    assert changed(amount(5.8, note=BEFORE), amount(7.2, note=BEFORE)) == []


def test_of_three_amounts_nobody_can_say_which_was_replaced():
    assert changed(amount(5.0, note=BEFORE), amount(5.8, note=BEFORE), amount(7.2)) == []


def test_an_amount_printed_twice_is_one_amount():
    [found] = changed(amount(7.2), amount(7.2, locator="L9"), amount(5.8, note=BEFORE))
    assert (found["earlier"], found["later"], found["later_locator"]) == (5.8, 7.2, "L1")


def test_a_later_document_revises_an_earlier_one():
    [found] = changed(amount(9.0, document="second"), amount(7.2))
    assert (found["earlier"], found["later"], found["later_document"]) == (7.2, 9.0, "second")


def test_documents_public_on_one_day_revise_nothing():
    assert changed(amount(9.0, document="second"), amount(7.2), public=dict.fromkeys(PUBLIC, date(2023, 7, 1))) == []


def test_the_amount_that_a_document_has_replaced_starts_no_later_revision():
    found = changed(amount(5.8, note=BEFORE), amount(7.2), amount(9.0, document="second"))
    assert sorted((row["earlier"], row["later"]) for row in found) == [(5.8, 7.2), (7.2, 9.0)]


@pytest.mark.parametrize("order", [1, -1])
def test_the_next_period_is_compared_with_what_stands_and_not_with_what_was_replaced(order):
    rows = [amount(5.8, note=BEFORE), amount(7.2)][::order]
    found = changed(*rows, amount(8.0, period=NEXT_YEAR))
    [moved] = [row for row in found if row["basis"] == Basis.NEXT_PERIOD.value]
    assert (moved["earlier"], moved["later"], moved["later_period"]) == (7.2, 8.0, NEXT_YEAR.label)


def test_a_year_between_two_amounts_is_no_next_period():
    assert changed(amount(5.0), amount(9.0, period=financial_year(2025))) == []


def test_what_was_spent_is_not_set_beside_what_was_only_expected():
    spent = {"period": NEXT_YEAR, "status": "final"}
    assert changed(amount(5.0), amount(9.0, **spent)) == []
    for status in ("final", "forecast"):
        [found] = changed(amount(5.0, status="final"), amount(9.0, period=NEXT_YEAR, status=status))
        assert (found["earlier"], found["later"]) == (5.0, 9.0)


def test_measures_members_and_councils_are_not_mixed():
    rows = [amount(7.2), amount(5.8, note=BEFORE, indicator="two"), amount(5.8, note=BEFORE, area="barnet")]
    assert changed(*rows, amount(5.8, note=BEFORE, dimension="heading", member="Early help")) == []


def test_what_is_not_money_what_would_be_and_what_is_said_in_words_are_left_out():
    assert changed(amount(7.2, indicator="three"), amount(5.8, note=BEFORE, indicator="three")) == []
    for status in ("hypothetical", "estimated"):
        assert changed(amount(7.2), amount(5.8, note=BEFORE, status=status)) == []
    assert changed(amount(7.2), amount(None, note=BEFORE)) == []


def test_nothing_is_said_relative_to_no_money():
    assert changed(amount(7.2), amount(0.0, note=BEFORE)) == []


def test_an_underspend_that_became_an_overspend_rose_by_a_share_of_its_size():
    [found] = changed(amount(0.6), amount(-0.1, note=BEFORE))
    assert found["percent"] == pytest.approx(700)


pounds = st.integers(-300, 300).map(lambda tenths: tenths / 10)


@given(pounds, pounds, st.sampled_from([0.0, 5.0, 12.5]), st.booleans())
def test_a_change_is_listed_exactly_where_it_is_large_enough(earlier, later, least, revised):
    """In whole tenths of a million, for a revision and for the next period alike."""
    first = amount(earlier, note=BEFORE) if revised else amount(earlier)
    second = amount(later) if revised else amount(later, period=NEXT_YEAR)
    found = changed(first, second, least=least)
    before, after = round(earlier * 10), round(later * 10)
    enough = before != 0 and after != before and abs(after - before) * 100 >= least * abs(before)
    assert [(row["earlier"], row["later"]) for row in found] == ([(earlier, later)] if enough else [])


@given(st.lists(pounds, min_size=2, max_size=2), st.sampled_from([0.001, 1000.0]))
def test_the_unit_of_money_changes_no_percentage(values, scale):
    one, other = (
        changed(amount(values[0] * size, note=BEFORE), amount(values[1] * size), least=0.0) for size in (1, scale)
    )
    assert [row["percent"] for row in one] == pytest.approx([row["percent"] for row in other])


def test_the_shipped_papers_hold_one_revised_pressure_and_one_larger_budget():
    evidence = shipped()
    public = {slug: held.file.available_from for slug, held in evidence.documents.items()}
    money = money_indicators(evidence.catalogue)
    assert "fin_budget_share" not in money
    found = spend_and_outcome(evidence.observations.lazy(), available(public), money).collect()
    assert found.select("indicator", "basis", "earlier", "later", pl.col("percent").round(1)).rows() == [
        ("fin_budget", Basis.NEXT_PERIOD.value, 23.6, 25.0, 5.9),
        ("fin_pressure_lac", Basis.REVISED.value, 5.8, 7.2, 24.1),
    ]
