"""Made-up printed figures for the tests of measures, as plain dicts and as the frame that the measures take."""

from datetime import date

import polars as pl
from hypothesis import strategies as st

from analytics.evidence.evidence import OBSERVATIONS
from analytics.evidence.period import Period, PeriodKind, containing, financial_year, month_end, snapshot
from analytics.evidence.vocabulary import MissingReason, Status

# Later documents come first, so that a test which passes by the order of names would fail.
PUBLISHED = {"a": date(2023, 9, 12), "b": date(2018, 4, 30), "c": date(2019, 7, 31)}

PERIODS = (
    *(financial_year(year) for year in range(2014, 2019)),
    *(snapshot(date(year, 3, 31)) for year in range(2015, 2019)),
    *(containing(PeriodKind.MONTH, date(2018, month, 1)) for month in (1, 2, 3, 5)),
    # Two ranges that end on one day, and one that overlaps them.
    Period(PeriodKind.RANGE, date(2018, 1, 1), date(2018, 3, 31)),
    Period(PeriodKind.RANGE, date(2018, 3, 1), date(2018, 3, 31)),
    Period(PeriodKind.RANGE, date(2018, 2, 1), month_end(2018, 5)),
)


def printed(**cells: object) -> dict:
    """One row as the evidence holds it: Barnsley's re-referrals of 2017/18, unless `cells` says otherwise."""
    period = cells.pop("period", financial_year(2017))
    row = dict.fromkeys(OBSERVATIONS) | {
        "document": "a",
        "locator": "L1",
        "area": "barnsley",
        "indicator": "one",
        "dimension": "",
        "member": "",
        "unit": "percent",
        "note": "",
        "row": 2,
        "period": period.label,
        "period_kind": period.kind.value,
        "period_start": period.start,
        "period_end": period.end,
        "value": 10.0,
        "status": Status.FINAL.value,
    }
    row |= cells
    if row["value"] is None:
        row |= {"status": None, "missing_reason": MissingReason.NOT_AVAILABLE.value}
    return row | {"printed": "" if row["value"] is None else f"{row['value']:.1f}"}


def frame(rows: list[dict]) -> pl.LazyFrame:
    """The rows as the measures take them."""
    return pl.LazyFrame(rows, schema=OBSERVATIONS)


def available(published: dict[str, date] = PUBLISHED) -> pl.LazyFrame:
    """When each document was public."""
    schema = {"document": pl.String, "available_from": pl.Date}
    return pl.LazyFrame([{"document": name, "available_from": day} for name, day in published.items()], schema=schema)


AREAS = (
    "barnsley",
    "barnet",
    "england",
    "region:Yorkshire and The Humber",
    "neighbours:barnsley",
    "neighbours:barnet",
)


@st.composite
def many_rows(draw: st.DrawFn, most: int = 14) -> list[dict]:
    """Rows of a few measures and areas, so that repeated periods, unlike kinds, ties and gaps are all common."""
    drawn = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "document": st.sampled_from(sorted(PUBLISHED)),
                    "area": st.sampled_from(AREAS),
                    "indicator": st.sampled_from(["one", "two"]),
                    "member": st.sampled_from(["", "Team"]),
                    "period": st.sampled_from(PERIODS),
                    "value": st.none() | st.integers(-30, 30).map(lambda tenths: tenths / 10),
                    "status": st.sampled_from(list(Status)).map(lambda status: status.value),
                }
            ),
            max_size=most,
        )
    )
    return [
        printed(**cells, dimension="team" if cells["member"] else "", row=number, locator=f"L{number}")
        for number, cells in enumerate(drawn, start=2)
    ]
