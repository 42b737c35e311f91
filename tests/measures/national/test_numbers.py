"""Numbers of figures: the same whichever way the figures were ordered, and in the order of what they stand for."""

import polars as pl
from polars.testing import assert_frame_equal

from analytics.evidence.evidence import OBSERVATIONS
from analytics.measures.national.history import history
from analytics.measures.national.numbers import numbered
from analytics.measures.series import SERIES_KEY, series
from tests.measures.figures import available, frame, printed

ORDER = ["indicator", "dimension", "member", "period_end", "area", "document", "row"]


def rows() -> pl.DataFrame:
    """Two measures of three areas, each figure printed twice by one release, the later line under the first locator."""
    found = [
        printed(area=area, indicator=indicator, value=float(place + line), row=line, locator=f"line {9 - line}")
        for place, area in enumerate(("york", "barnet", "leeds"))
        for indicator in ("icpc_15", "cp_rate")
        for line in (1, 2)
    ]
    return frame(found).collect()


def test_an_order_of_the_rows_changes_nothing():
    usual = numbered(rows().sort(ORDER)).rows.sort(ORDER)
    for changed in (rows().reverse(), rows().sort("area"), rows().sort("locator")):
        assert_frame_equal(numbered(changed).rows.sort(ORDER), usual)


def test_numbers_are_in_the_order_of_the_texts_they_stand_for():
    found = numbered(rows().reverse()).rows
    assert found.sort("_at", maintain_order=True).select(SERIES_KEY).equals(found.select(SERIES_KEY).sort(SERIES_KEY))
    assert found["_series"].n_unique() == found.select(SERIES_KEY).n_unique()


def test_of_one_release_the_first_line_is_kept():
    told = history(numbered(rows().reverse()), available().collect())
    expected = series(rows().lazy(), available()).drop("other_values").collect()
    assert_frame_equal(told.select(expected.columns), expected)
    assert set(told["row"]) == {1}


def test_no_figures_have_no_history():
    assert history(numbered(pl.DataFrame(schema=OBSERVATIONS)), available().collect()).is_empty()
