"""Revisions, against a loop over dicts that does the same slowly."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from analytics.evidence.evidence import OBSERVATIONS
from analytics.evidence.period import snapshot
from analytics.measures.revisions import FIGURE_KEY, editions, revisions
from tests.measures.figures import printed

# Named against the alphabet, so that a test which passes by the order of names would fail.
PUBLISHED = {"z2023": date(2023, 11, 16), "y2024": date(2024, 11, 14), "x2025": date(2025, 11, 20)}
FAMILY = "looked-after"


def releases(published=PUBLISHED, family=FAMILY, **others):
    rows = [{"document": name, "family": family, "published": day} for name, day in published.items()]
    rows += [{"document": name, "family": kin, "published": PUBLISHED["y2024"]} for name, kin in others.items()]
    return pl.LazyFrame(rows, schema={"document": pl.String, "family": pl.String, "published": pl.Date})


def figure(document, digits, **cells):
    """A row of a release with the digits as printed; None is a cell without a value."""
    value = None if digits is None else float(digits)
    row = printed(document=document, value=value, period=cells.pop("period", snapshot(date(2023, 3, 31))), **cells)
    return row | {"printed": digits or ""}


def frame(rows):
    return pl.LazyFrame(rows, schema=OBSERVATIONS)


def one(rows, **others):
    (found,) = revisions(frame(rows), releases(**others)).collect().to_dicts()
    return found


def test_a_revision_after_two_equal_editions_is_counted_once():
    """The rate of looked after children in Barnsley at 31 March 2023 in three releases."""
    found = one([figure("x2025", "78"), figure("z2023", "79"), figure("y2024", "79")])
    assert found["values"] == ["79", "79", "78"]
    assert (found["first_value"], found["latest_value"], found["change"]) == (79, 78, -1)
    assert (found["revisions"], found["editions"], found["largest_change"]) == (1, 3, 1)
    assert (found["first_published"], found["latest_published"]) == (PUBLISHED["z2023"], PUBLISHED["x2025"])


def test_a_revision_at_once_is_counted_once():
    """England's rate at 31 March 2023 in the same three."""
    found = one([figure(name, digits) for name, digits in zip(PUBLISHED, ("71", "70", "70"), strict=True)])
    assert (found["values"], found["revisions"], found["change"]) == (["71", "70", "70"], 1, -1)


def test_a_figure_supplied_later_is_no_revision_of_a_number():
    rows = [figure("z2023", None), figure("y2024", "94"), figure("x2025", "94")]
    found = one(rows)
    assert (found["revisions"], found["change"], found["largest_change"]) == (0, 0, None)
    assert (found["first_value"], found["first_document"]) == (94, "y2024")
    assert editions(frame(rows), releases()).collect()["revision"].to_list() == [None, "supplied", None]


def test_a_withdrawn_figure_has_no_latest_value():
    found = one([figure("z2023", "0.9"), figure("y2024", None)])
    assert (found["latest_value"], found["change"], found["revisions"]) == (None, None, 0)
    rows = frame([figure("z2023", "0.9"), figure("y2024", None)])
    assert editions(rows, releases()).collect()["revision"].to_list() == [None, "withdrawn"]


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("79", "78.6", False),
        ("78.6", "79", False),
        ("79", "78.5", False),
        ("79", "78.4", True),
        ("71.4", "71.3", True),
        ("17.6", "17.600000000000001", False),
        ("1234", "1,234", False),
        ("0", "1", True),
    ],
)
def test_rounding_is_no_revision(before, after, changed):
    rows = [figure("z2023", before), figure("y2024", "1") | {"printed": after, "value": float(after.replace(",", ""))}]
    assert one(rows)["revisions"] == changed


def test_figures_that_differ_beyond_what_is_printed_are_the_same_figure():
    rows = [figure("z2023", "71.4") | {"value": 71.36}, figure("y2024", "71.4") | {"value": 71.44}]
    assert one(rows)["revisions"] == 0


def test_releases_of_another_family_revise_nothing():
    rows = [figure("z2023", "79"), figure("other", "60"), figure("x2025", "79")]
    found = revisions(frame(rows), releases(other="another")).collect()
    assert found["revisions"].to_list() == [0, 0]
    assert found["family"].to_list() == ["another", FAMILY]


def test_a_document_that_is_no_release_is_left_out():
    assert revisions(frame([figure("report", "79")]), releases()).collect().height == 0


def test_a_figure_given_twice_by_one_release_counts_once_with_its_value():
    rows = [figure("z2023", None, row=2), figure("z2023", "79", row=9), figure("y2024", "78", row=2)]
    found = one(rows)
    assert (found["editions"], found["values"]) == (2, ["79", "78"])


def expected(rows):
    """By figure: what `revisions` says of it."""
    by_figure = defaultdict(list)
    for row in rows:
        by_figure[tuple(row[name] for name in FIGURE_KEY)].append(row)
    found = {}
    for key, given_rows in by_figure.items():
        in_order = []
        for document in PUBLISHED:
            of_it = [row for row in given_rows if row["document"] == document]
            if of_it:
                of_it.sort(key=lambda row: (row["value"] is None, row["locator"], row["row"]))
                in_order.append(of_it[0])
        steps = [
            abs(Decimal(after["printed"]) - Decimal(before["printed"]))
            for before, after in pairwise(in_order)
            if before["printed"] and after["printed"] and before["printed"] != after["printed"]
        ]
        valued = [row["value"] for row in in_order if row["value"] is not None]
        first, latest = (valued[0] if valued else None), in_order[-1]["value"]
        found[key] = {
            "editions": len(in_order),
            "values": [row["printed"] for row in in_order],
            "revisions": len(steps),
            "largest_change": float(max(steps)) if steps else None,
            "first_value": first,
            "latest_value": latest,
            "change": None if None in (first, latest) else latest - first,
        }
    return found


ROWS = st.lists(
    st.builds(
        figure,
        st.sampled_from(list(PUBLISHED)),
        st.sampled_from([None, "0.0", "10.0", "10.1", "12.5", "80.0"]),
        area=st.sampled_from(["barnsley", "england"]),
        member=st.sampled_from(["", "girls"]),
        row=st.integers(2, 9),
        locator=st.sampled_from(["a.csv#x", "b.csv#x"]),
        period=st.sampled_from([snapshot(date(2022, 3, 31)), snapshot(date(2023, 3, 31))]),
    ),
    max_size=25,
    unique_by=lambda row: (*(row[name] for name in FIGURE_KEY), row["document"], row["locator"], row["row"]),
)


@given(ROWS)
def test_every_figure_is_told_as_the_slow_way_tells_it(rows):
    found = revisions(frame(rows), releases()).collect()
    told = {tuple(row[name] for name in FIGURE_KEY): row for row in found.to_dicts()}
    wanted = expected(rows)
    assert told.keys() == wanted.keys()
    for key, figures in wanted.items():
        for name, value in figures.items():
            got = told[key][name]
            assert got == (pytest.approx(value) if isinstance(value, float) else value), name


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_says_nothing(rows, random):
    shuffled = random.sample(rows, len(rows))
    assert_frame_equal(revisions(frame(shuffled), releases()).collect(), revisions(frame(rows), releases()).collect())
