from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.period_spellings import parse_period
from analytics.importers.lait.years import YearKind, read_year

FINANCIAL, ACADEMIC, CALENDAR = YearKind.FINANCIAL_YEAR, YearKind.ACADEMIC_YEAR, YearKind.CALENDAR_YEAR


@pytest.mark.parametrize(
    ("text", "kind", "label", "provisional"),
    [
        ("2025", FINANCIAL, "2024/25", False),
        ("2025", ACADEMIC, "2024/25 academic year", False),
        ("2025", CALENDAR, "2025", False),
        ("2025", YearKind.AT_31_MARCH, "31 March 2025", False),
        ("2025", YearKind.AT_30_SEPTEMBER, "30 September 2025", False),
        ("2025", YearKind.JANUARY, "January 2025", False),
        ("2024-25", FINANCIAL, "2024/25", False),
        ("2024/25", ACADEMIC, "2024/25 academic year", False),
        ("2024-25 (OT)", FINANCIAL, "2024/25", False),
        ("2014-16", CALENDAR, "January 2014 to December 2016", False),
        ("1999-00", FINANCIAL, "1999/00", False),
        ("2013/14-15/16", FINANCIAL, "April 2013 to March 2016", False),
        ("2025 (prov)", ACADEMIC, "2024/25 academic year", True),
        ("2023(prov)", ACADEMIC, "2022/23 academic year", True),
        ("2023(Prov)", ACADEMIC, "2022/23 academic year", True),
        ("2025 (Rev)", ACADEMIC, "2024/25 academic year", False),
        ("2024 (Revised)", ACADEMIC, "2023/24 academic year", False),
        ("2021 (Final)", ACADEMIC, "2020/21 academic year", False),
    ],
)
def test_every_spelling_of_the_tool_is_read(text, kind, label, provisional):
    year = read_year(text, kind)
    assert (year.period.label, year.provisional) == (label, provisional)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("0", FINANCIAL),
        ("", FINANCIAL),
        ("All", FINANCIAL),
        ("2025 (budget)", FINANCIAL),  # planned, not spent
        ("2014-17", FINANCIAL),  # three financial years are written 2014/15-16/17
        ("2016-14", CALENDAR),
        ("2015-16", CALENDAR),  # one year or two
        ("2013/14-15/17", FINANCIAL),
        ("2013/14-15/16", YearKind.AT_31_MARCH),
    ],
)
def test_what_is_no_year_or_could_be_two_is_not_guessed(text, kind):
    assert read_year(text, kind) is None


@given(st.integers(1995, 2095), st.sampled_from(list(YearKind)))
def test_a_lone_year_is_the_one_that_the_period_ends_in(year, kind):
    period = read_year(str(year), kind).period
    assert period.end.year == year
    assert period.end >= date(year, 1, 31)
    # What is written in the evidence can be read back.
    assert parse_period(period.label) == period
