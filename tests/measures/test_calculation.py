"""Two measures made into one."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.vocabulary import Unit
from analytics.measures.calculation import Operation, calculated, why_not


def series(**values: float | None) -> pl.LazyFrame:
    """Figures by year: y2018=3.0."""
    rows = [
        {
            "period": name[1:],
            "period_start": date(int(name[1:]), 1, 1),
            "period_end": date(int(name[1:]), 12, 31),
            "value": value,
        }
        for name, value in values.items()
    ]
    schema = {"period": pl.String, "period_start": pl.Date, "period_end": pl.Date, "value": pl.Float64}
    return pl.LazyFrame(rows, schema=schema)


def results(first: pl.LazyFrame, second: pl.LazyFrame, operation: Operation) -> dict[str, float | None]:
    return dict(calculated(first, second, operation).select("period", "result").collect().iter_rows())


def test_only_periods_that_both_have_are_worked_out():
    first, second = series(y2017=1.0, y2018=6.0, y2019=None), series(y2018=2.0, y2019=3.0)
    assert results(first, second, Operation.RATIO) == {"2018": 3.0}
    assert results(first, second, Operation.DIFFERENCE) == {"2018": 4.0}


def test_a_rate_takes_the_latest_population_that_ended_no_later():
    children, population = series(y2018=310.0, y2014=1.0), series(y2016=49_857.0, y2019=50_000.0)
    (row,) = calculated(children, population, Operation.PER_10K).collect().to_dicts()
    assert round(row["result"], 1) == 62.2
    assert row["second_period"] == "2016"


def test_an_index_begins_at_a_hundred_for_both():
    rows = (
        calculated(series(y2018=50.0, y2019=75.0), series(y2018=8.0, y2019=4.0), Operation.INDEX).collect().to_dicts()
    )
    assert [(row["first_index"], row["second_index"]) for row in rows] == [(100.0, 100.0), (150.0, 50.0)]


def test_nothing_is_divided_by_nought():
    assert results(series(y2018=5.0), series(y2018=0.0), Operation.RATIO) == {"2018": None}
    assert results(series(y2018=5.0), series(y2018=0.0), Operation.PER_10K) == {"2018": None}


@pytest.mark.parametrize(
    ("operation", "first", "second", "fits"),
    [
        (Operation.DIFFERENCE, Unit.PERCENT, Unit.PERCENT, True),
        (Operation.DIFFERENCE, Unit.PERCENT, Unit.COUNT, False),
        (Operation.PER_10K, Unit.COUNT, Unit.COUNT, True),
        (Operation.PER_10K, Unit.GBP_MILLION, Unit.COUNT, False),
        (Operation.RATIO, Unit.GBP_MILLION, Unit.COUNT, True),
        (Operation.RATIO, Unit.PERCENT, Unit.PERCENT, False),
        (Operation.INDEX, Unit.DAYS, Unit.COUNT, True),
    ],
)
def test_units_are_checked(operation, first, second, fits):
    assert (why_not(operation, first, second) == "") == fits


values = st.lists(st.one_of(st.none(), st.floats(0, 1e6)), min_size=1, max_size=6)


@given(values, values, st.sampled_from(Operation))
def test_every_result_is_the_plain_arithmetic(ours, theirs, operation):
    first = series(**{f"y{2010 + place}": value for place, value in enumerate(ours)})
    second = series(**{f"y{2010 + place}": value for place, value in enumerate(theirs)})
    found = calculated(first, second, operation).collect().to_dicts()
    for row in found:
        a, b = row["first"], row["second"]
        match operation:
            case Operation.RATIO:
                assert row["result"] == (a / b if b else None)
            case Operation.DIFFERENCE:
                assert row["result"] == a - b
            case Operation.PER_10K:
                assert row["result"] == (pytest.approx(a / b * 10_000) if b else None)
    if operation is not Operation.PER_10K:
        both = [place for place, (a, b) in enumerate(zip(ours, theirs, strict=False)) if None not in (a, b)]
        assert [row["period"] for row in found] == [str(2010 + place) for place in both]
