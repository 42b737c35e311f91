from datetime import date

import pytest

from analytics.evidence.period_spellings import parse_period
from analytics.importers.releases.times import PeriodRule, period_of, periods, year_of


@pytest.mark.parametrize(
    ("time", "said", "year"),
    [
        ("2025", "Reporting year", 2025),
        ("2025", "Calendar Year", 2025),
        ("202425", "Academic year", 2025),
        ("199900", "Financial year", 2000),
        ("202425", "financial year", 2025),
        ("202426", "Academic year", None),
        ("2025", "Academic year", None),
        ("2025", "Week 12", None),
        ("202503", "March", None),
        ("", "Reporting year", None),
        ("2025.0", "Reporting year", None),
    ],
)
def test_the_year_in_which_the_time_of_a_row_ends(time, said, year):
    assert year_of(time, said) == year


@pytest.mark.parametrize(
    ("rule", "first", "last"),
    [
        (PeriodRule.FINANCIAL_YEAR, date(2024, 4, 1), date(2025, 3, 31)),
        (PeriodRule.MARCH, date(2025, 3, 31), date(2025, 3, 31)),
        (PeriodRule.SEPTEMBER, date(2025, 9, 30), date(2025, 9, 30)),
        (PeriodRule.ACADEMIC_YEAR, date(2024, 9, 1), date(2025, 8, 31)),
        (PeriodRule.CALENDAR_YEAR, date(2025, 1, 1), date(2025, 12, 31)),
        (PeriodRule.MID_YEAR, date(2025, 6, 30), date(2025, 6, 30)),
    ],
)
def test_a_rule_gives_the_period_that_a_figure_of_the_year_describes(rule, first, last):
    period = period_of(2025, rule)
    assert (period.start, period.end) == (first, last)
    assert parse_period(period.label) == period
    (row,) = periods([2025], rule).iter_rows(named=True)
    assert (row["period"], row["period_kind"], row["period_end"]) == (period.label, period.kind.value, last)
