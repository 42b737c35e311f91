import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.evidence.loading import SHIPPED
from analytics.evidence.period import Period, PeriodError, PeriodKind, containing, financial_year, quarter, snapshot
from analytics.evidence.period_spellings import parse_period
from tests.evidence.periods import days, periods

YEARS = st.integers(1901, 2198)
RECENT_YEARS = st.integers(1971, 2068)  # two digits say which century

DOCUMENTED = {
    "financial year": financial_year(2017),
    "academic year": containing(PeriodKind.ACADEMIC_YEAR, date(2016, 9, 1)),
    "calendar year": containing(PeriodKind.CALENDAR_YEAR, date(2019, 1, 1)),
    "quarter": quarter(2017, 4),
    "month": containing(PeriodKind.MONTH, date(2023, 5, 1)),
    "snapshot": snapshot(date(2018, 3, 31)),
}
DOCUMENTED_RANGES = {
    "February to August 2019": (date(2019, 2, 1), date(2019, 8, 31)),
    "Feb - Aug 2019": (date(2019, 2, 1), date(2019, 8, 31)),
    "1 March to 31 March 2023": (date(2023, 3, 1), date(2023, 3, 31)),
    "Oct 22 - 28 Feb 23": (date(2022, 10, 1), date(2023, 2, 28)),
    "12 months to July 2019": (date(2018, 8, 1), date(2019, 7, 31)),
    "year ending 31 March 2019": (date(2018, 4, 1), date(2019, 3, 31)),
}


def spellings_in_readme():
    """The spellings in the table "Periods" of data/README.md, by kind."""
    text = (SHIPPED / "README.md").read_text(encoding="utf-8")
    table = text.split("### Periods")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([a-z ]+) \| (`.*) \|$", table, re.MULTILINE)
    return {kind: re.findall(r"`([^`]+)`", spellings) for kind, spellings in rows}


@pytest.mark.parametrize("kind", DOCUMENTED)
def test_every_documented_spelling_of_a_kind_is_the_same_period(kind):
    spellings = spellings_in_readme()[kind]
    assert len(spellings) >= 2
    assert {text: parse_period(text) for text in spellings} == dict.fromkeys(spellings, DOCUMENTED[kind])


def test_every_documented_range_has_the_days_it_says():
    read = {text: parse_period(text) for text in spellings_in_readme()["range"]}
    assert read == {text: Period(PeriodKind.RANGE, *ends) for text, ends in DOCUMENTED_RANGES.items()}


def test_every_kind_of_period_is_documented():
    assert {kind.replace(" ", "_") for kind in spellings_in_readme()} == set(PeriodKind)


@given(periods())
def test_every_label_is_read_back_to_the_same_period(period):
    assert parse_period(period.label) == period


@given(RECENT_YEARS)
@example(1999)
def test_a_financial_year_is_read_in_every_spelling_or_refused_where_it_could_be_a_month(start):
    long, short, after = f"{start:04d}", f"{start % 100:02d}", f"{(start + 1) % 100:02d}"
    could_be_month = {
        f"{long}/{after}": False,
        f"{long}/{start + 1}": False,
        f"FY {long}/{after}": False,
        f"FY {short}/{after}": False,
        f"{long}/{after} outturn": False,
        f"{long}-{after} outturn": False,
        f"{short}/{after} financial year": False,
        f"{long}-{after}": 1 <= int(after) <= 12,
        f"{long} - {after}": 1 <= int(after) <= 12,
        f"{long}–{after}": 1 <= int(after) <= 12,
        f"{long}{after}": 1 <= int(after) <= 12,
        f"{short}/{after}": 1 <= int(short) <= 12,
        f"{short}-{after}": 1 <= int(short) <= 12,
        f"{short} - {after}": 1 <= int(short) <= 12,
    }
    for spelling, ambiguous in could_be_month.items():
        if ambiguous:
            with pytest.raises(PeriodError, match=f"the financial year {long}/{after} or "):
                parse_period(spelling)
        else:
            assert parse_period(spelling) == financial_year(start), spelling


@given(days())
def test_a_day_is_read_in_every_spelling(day):
    month = f"{day:%B}"
    ordinal = "th" if 10 < day.day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    for spelling in (
        f"{day.day} {month} {day.year}",
        f"{day.day:02d} {month} {day.year}",
        f"{day.day}{ordinal} {month} {day.year}",
        f"{day.day} {month[:3]} {day.year}",
        f"{day.day} {month.upper()} {day.year}",
        f"  {day.day}  {month.lower()}\u00a0{day.year} ",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%Y}",
        day.isoformat(),
        f"at {day.day} {month} {day.year}",
        f"as at {day.isoformat()}",
    ):
        assert parse_period(spelling) == snapshot(day), spelling


@given(RECENT_YEARS, st.integers(1, 12))
def test_a_month_is_read_in_every_spelling_or_refused_where_it_could_be_a_year(year, month):
    name, expected = f"{date(year, month, 1):%B}", containing(PeriodKind.MONTH, date(year, month, 1))
    for spelling in (f"{name} {year}", f"{name[:3]} {year % 100:02d}", f"{name[:3]}-{year % 100:02d}"):
        assert parse_period(spelling) == expected
    in_figures = f"{year}-{month:02d}"
    if month == (year + 1) % 100:
        with pytest.raises(PeriodError, match=rf"the financial year {year}/{month:02d} or {name} {year}\."):
            parse_period(in_figures)
    else:
        assert parse_period(in_figures) == expected


@given(YEARS, st.integers(1, 4))
def test_a_quarter_is_read_before_or_after_its_year(start, number):
    pair = f"{start}/{(start + 1) % 100:02d}"
    assert parse_period(f"Q{number} {pair}") == parse_period(f"{pair} q{number}") == quarter(start, number)


@given(days(), st.integers(1, 99))
def test_so_many_months_to_a_month_hold_so_many_months(day, count):
    last = containing(PeriodKind.MONTH, day)
    first = last
    for _ in range(count - 1):  # slow and obvious: step back a month at a time
        first = containing(PeriodKind.MONTH, date.fromordinal(first.start.toordinal() - 1))
    if first.start.year >= 1900:
        assert parse_period(f"{count} months to {last.label}") == Period(PeriodKind.RANGE, first.start, last.end)


WORDS = st.sampled_from(
    (
        *("2017", "18", "11", "12", "1", "0", "99", "00", "31", "9999", "0000", "²"),
        *("May", "sept", "ſept", "aprıl", "feb.", "29 February", "Q1", "q4", "FY", "AY"),
        *("/", "-", "–", " ", " to ", " - ", "'", ",", "st", "months", "at ", "year ending "),
        *("outturn", "academic year", "calendar year"),
    )
)


@given(st.text(max_size=30) | st.lists(WORDS, max_size=8).map("".join))
@example("ſept 2019")
@example("Aprıl 2019")
@example("0 months to July 2019")
def test_any_text_is_a_period_or_a_period_error(text):
    try:
        label = parse_period(text).label
    except PeriodError as refusal:
        label, said = None, str(refusal)
    if label is None:
        assert f"“{text}”" in said
    else:
        assert parse_period(label) == parse_period(text)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("11/12", "the financial year 2011/12", "November 2012"),
        ("09/10", "the financial year 2009/10", "September 2010"),
        ("2010-11", "the financial year 2010/11", "November 2010"),
        ("2010 - 11", "the financial year 2010/11", "November 2010"),
        ("201011", "the financial year 2010/11", "November 2010"),
        ("Q1 2019", "the quarter Q1 2019/20 (April to June 2019)", "the quarter Q4 2018/19 (January to March 2019)"),
        ("2017 - 2018", "the financial year 2017/18", "January 2017 to December 2018"),
    ],
)
def test_a_spelling_that_could_be_two_periods_is_refused_and_both_are_named(text, one, other):
    with pytest.raises(PeriodError) as refusal:
        parse_period(text)
    assert str(refusal.value) == f"“{text}” could be {one} or {other}. Write it in full."


@pytest.mark.parametrize("label", ["2011/12", "November 2012", "FY 2010-11", "2010-11 outturn", "201011 outturn"])
def test_a_refused_spelling_written_in_full_is_read(label):
    assert parse_period(label).kind in (PeriodKind.FINANCIAL_YEAR, PeriodKind.MONTH)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("99/00", date(1999, 4, 1)),
        ("1999/00", date(1999, 4, 1)),
        ("1999-2000", date(1999, 4, 1)),
        ("199900", date(1999, 4, 1)),
        ("00/01", date(2000, 4, 1)),
        ("2099/00", date(2099, 4, 1)),
        ("Q3 99/00", date(1999, 10, 1)),
        ("Q4 99/00", date(2000, 1, 1)),
        ("AY 99/00", date(1999, 9, 1)),
        ("69/70", date(2069, 4, 1)),
        ("70/71", date(1970, 4, 1)),
        ("May 69", date(2069, 5, 1)),
        ("May 70", date(1970, 5, 1)),
        ("Dec 99 - Jan 00", date(1999, 12, 1)),
    ],
)
def test_years_turn_with_the_century(text, start):
    assert parse_period(text).start == start


@pytest.mark.parametrize("text", ["29 February 2020", "29/02/2000", "2024-02-29"])
def test_a_leap_day_is_a_day(text):
    assert (parse_period(text).start.month, parse_period(text).end.day) == (2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "29 February 2019",
        "29/02/2100",
        "1900-02-29",
        "31 April 2018",
        "31/04/2018",
        "32 March 2018",
        "2018-13-01",
        "2018-03-00",
        "13/2018",
        "2017/19",
        "2017/2019",
        "18/17",
        "Q5 2017/18",
        "Q1",
        "31 March",
        "March",
        "March 2018 to January 2018",
        "0 months to July 2019",
        "12 months to 15 July 2019",
        "1899",
        "2200",
        "soon",
        "",
    ],
)
def test_what_is_no_period_is_refused_with_examples(text):
    with pytest.raises(PeriodError, match=r"is not a period\. Write a year \(2017/18\), .* a day \(31 March 2018\)"):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1 to 5 March 2018", date(2018, 3, 1), date(2018, 3, 5)),
        ("28 Dec to 3 Jan 2019", date(2018, 12, 28), date(2019, 1, 3)),
        ("November to February 2019", date(2018, 11, 1), date(2019, 2, 28)),
        ("2016/17 to 2017/18", date(2016, 4, 1), date(2018, 3, 31)),
        ("Feb to 29 Feb 2020", date(2020, 2, 1), date(2020, 2, 29)),
        ("y/e March 2018", date(2017, 4, 1), date(2018, 3, 31)),
    ],
)
def test_the_first_end_of_a_range_takes_what_it_leaves_out_from_the_last(text, start, end):
    assert parse_period(text) == Period(PeriodKind.RANGE, start, end)
