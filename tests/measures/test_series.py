"""Series, and the latest figure beside the one before it, against loops over dicts that do the same slowly."""

from collections import defaultdict
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from analytics.evidence.period import Period, PeriodKind, containing, financial_year, snapshot
from analytics.measures.series import SERIES_KEY, latest_and_previous, series, with_runs
from tests.measures.figures import PUBLISHED, available, frame, many_rows, printed

YEARS = {"financial_year", "academic_year", "calendar_year", "quarter"}
PREVIOUS = ("value", "period", "printed", "status", "document", "locator")


def series_of(rows: list[dict], published: dict[str, date] = PUBLISHED) -> list[dict]:
    return series(frame(rows), available(published)).collect().to_dicts()


def key_of(row: dict) -> tuple:
    return tuple(row[name] for name in SERIES_KEY)


def days_of(row: dict) -> tuple:
    return row["period_kind"], row["period_start"], row["period_end"]


def expected_series(rows: list[dict]) -> dict[tuple, list[dict]]:
    """By key: one row a period, of the commonest kind of period, in order of time."""
    by_key = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row["status"] != "hypothetical":
            by_key[key_of(row)][days_of(row)].append(row)
    found = {}
    for key, periods in by_key.items():
        chosen = []
        for days, repeated in periods.items():
            newest = max(PUBLISHED[row["document"]] for row in repeated)
            of_newest = [row for row in repeated if PUBLISHED[row["document"]] == newest]
            with_value = [row for row in of_newest if row["value"] is not None]
            first = min(with_value or of_newest, key=lambda row: row["row"])
            values = {row["value"] for row in repeated if row["value"] is not None}
            ranked = sorted(repeated, key=lambda row: (-PUBLISHED[row["document"]].toordinal(), row["row"]))
            others = list(dict.fromkeys(row["value"] for row in ranked if row["value"] not in (None, first["value"])))
            added = {"printings": len(repeated), "values_printed": len(values), "other_values": others}
            chosen.append((days, first | added))
        counts = defaultdict(int)
        latest = {}
        for (kind, _, end), row in chosen:
            counts[kind] += row["value"] is not None
            latest[kind] = max(end, latest.get(kind, end))
        kept = min(latest, key=lambda kind: (-counts[kind], -latest[kind].toordinal(), kind))
        in_order = sorted((entry for entry in chosen if entry[0][0] == kept), key=lambda entry: entry[0][:0:-1])
        found[key] = [row for _, row in in_order]
    return found


def expected_near(row: dict, previous: dict) -> bool:
    if row["period_kind"] in YEARS:
        return previous["period_end"] + timedelta(days=1) == row["period_start"]
    return (row["period_start"] - previous["period_end"]).days <= 400


@given(many_rows())
def test_series_is_what_a_loop_over_the_rows_finds(rows):
    found = defaultdict(list)
    for row in series_of(rows):
        found[key_of(row)].append(row)
    assert found == expected_series(rows)


@settings(max_examples=40)
@given(many_rows(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows, random):
    shuffled = random.sample(rows, len(rows))
    assert series_of(shuffled) == series_of(rows) == series_of(rows[::-1])


@settings(max_examples=40)
@given(many_rows(), st.sampled_from([0.5, 2.0, 1000.0]))
def test_a_change_of_unit_changes_only_the_values(rows, factor):
    def scaled(entries: list[dict]) -> list[dict]:
        return [
            row
            | {"value": None if row["value"] is None else row["value"] * factor}
            | ({"other_values": [value * factor for value in row["other_values"]]} if "other_values" in row else {})
            for row in entries
        ]

    assert series_of(scaled(rows)) == scaled(series_of(rows))


def test_documents_of_one_day_give_the_same_series_in_any_order():
    same_day = {"b": date(2018, 4, 30), "c": date(2018, 4, 30)}
    rows = [printed(document=name, value=value) for name, value in (("b", 1.0), ("c", 2.0))]
    forwards, backwards = series_of(rows, same_day), series_of(rows[::-1], same_day)
    assert forwards == backwards
    assert forwards[0]["values_printed"] == 2


def test_a_figure_printed_again_later_replaces_the_older_one_and_is_counted():
    rows = [printed(document="b", value=1.0), printed(document="a", value=2.0), printed(document="c", value=1.0)]
    (row,) = series_of(rows)
    assert (row["value"], row["document"], row["printings"], row["values_printed"]) == (2.0, "a", 3, 2)


def test_within_a_document_the_first_printed_with_a_value_is_kept():
    rows = [
        printed(value=None, row=2),
        printed(value=2.0, row=4, locator="L4"),
        printed(value=1.0, row=3, locator="L3"),
    ]
    (row,) = series_of(rows)
    assert (row["value"], row["locator"]) == (1.0, "L3")


def test_a_hypothetical_figure_is_no_part_of_a_series():
    assert series_of([printed(status="hypothetical")]) == []
    (row,) = series_of([printed(status="hypothetical", value=1.0, row=2), printed(value=2.0, row=3)])
    assert (row["value"], row["values_printed"]) == (2.0, 1)


def test_a_day_and_a_year_never_stand_in_one_series():
    years = [printed(period=financial_year(year)) for year in (2015, 2016)]
    days = [printed(period=snapshot(date(year, 3, 31))) for year in (2016, 2017, 2018)]
    assert {row["period_kind"] for row in series_of(years + days)} == {"snapshot"}
    assert {row["period_kind"] for row in series_of(years + days[:1])} == {"financial_year"}


def test_of_two_equally_common_kinds_the_latest_is_kept():
    rows = [printed(period=financial_year(2017)), printed(period=snapshot(date(2018, 6, 30)))]
    assert [row["period_kind"] for row in series_of(rows)] == ["snapshot"]


def test_a_kind_of_period_without_any_value_does_not_drive_out_one_with_a_value():
    rows = [printed(period=financial_year(year), value=None) for year in (2014, 2015, 2016)]
    rows.append(printed(period=snapshot(date(2014, 3, 31))))
    assert [row["period_kind"] for row in series_of(rows)] == ["snapshot"]


def test_no_rows_give_no_series():
    ordered = series(frame([]), available())
    assert ordered.collect().is_empty()
    assert latest_and_previous(ordered).collect().is_empty()
    assert with_runs(ordered).collect().is_empty()


# The latest figure and the one before it.


def expected_latest(rows: list[dict]) -> dict[tuple, dict]:
    found = {}
    for key, ordered in expected_series(rows).items():
        valued = [row for row in ordered if row["value"] is not None]
        if not valued:
            continue
        latest, counted = valued[-1], [row for row in valued[:-1] if row["status"] != "forecast"]
        previous = counted[-1] if counted else None
        if previous and (not expected_near(latest, previous) or "estimated" in (latest["status"], previous["status"])):
            previous = None
        found[key] = (
            latest
            | {f"previous_{name}": previous[name] if previous else None for name in PREVIOUS}
            | {"points": len(valued), "change": latest["value"] - previous["value"] if previous else None}
        )
    return found


@given(many_rows())
def test_latest_and_previous_are_what_a_loop_over_the_series_finds(rows):
    found = latest_and_previous(series(frame(rows), available())).collect().to_dicts()
    expected = expected_latest(rows)
    assert {key_of(row): {name: row[name] for name in expected[key_of(row)]} for row in found} == expected
    assert len(found) == len(expected)


@settings(max_examples=40)
@given(many_rows())
def test_turning_every_sign_turns_every_change(rows):
    turned = [row | {"value": None if row["value"] is None else -row["value"]} for row in rows]
    changes, opposite = (
        latest_and_previous(series(frame(given_rows), available())).sort(SERIES_KEY).collect()["change"]
        for given_rows in (rows, turned)
    )
    assert opposite.to_list() == [None if change is None else -change for change in changes]


@settings(max_examples=40)
@given(many_rows())
def test_nothing_is_nan_or_infinite(rows):
    ordered = series(frame(rows), available())
    for table in (ordered, latest_and_previous(ordered), with_runs(ordered)):
        numbers = table.collect().select(pl.col(pl.Float64))
        assert numbers.select(pl.all().is_finite().all()).row(0) == (True,) * numbers.width


def change_between(earlier: dict, later: dict) -> float | None:
    (row,) = (
        latest_and_previous(series(frame([printed(**earlier), printed(**later)]), available())).collect().to_dicts()
    )
    return row["change"]


def test_a_year_left_out_between_two_makes_no_change():
    after = {"period": financial_year(2017), "value": 12.0}
    assert change_between({"period": financial_year(2016)}, after) == 2.0
    assert change_between({"period": financial_year(2015)}, after) is None


def test_a_year_whose_figure_is_missing_makes_no_change_either():
    rows = [
        printed(period=financial_year(2015)),
        printed(period=financial_year(2016), value=None),
        printed(period=financial_year(2017), value=12.0),
    ]
    (row,) = latest_and_previous(series(frame(rows), available())).collect().to_dicts()
    assert (row["points"], row["previous_value"], row["change"]) == (2, None, None)


@pytest.mark.parametrize(("days", "expected"), [(400, 2.0), (401, None)])
def test_days_further_apart_than_400_make_no_change(days, expected):
    later = date(2018, 3, 31)
    earlier = snapshot(later - timedelta(days=days))
    assert change_between({"period": earlier}, {"period": snapshot(later), "value": 12.0}) == expected


def test_nothing_has_changed_from_a_forecast():
    earlier = {"period": financial_year(2016), "status": "forecast"}
    assert change_between(earlier, {"period": financial_year(2017), "value": 12.0}) is None
    assert change_between({"period": financial_year(2016)}, {"period": financial_year(2017), "status": "forecast"}) == 0


def test_the_figure_before_is_the_last_that_was_counted():
    january, february, march = (containing(PeriodKind.MONTH, date(2018, month, 1)) for month in (1, 2, 3))
    rows = [
        printed(period=january, value=10.0),
        printed(period=february, value=30.0, status="forecast"),
        printed(period=march, value=12.0),
    ]
    (row,) = latest_and_previous(series(frame(rows), available())).collect().to_dicts()
    assert (row["previous_period"], row["change"], row["points"]) == (january.label, 2.0, 3)


@pytest.mark.parametrize("rounded", ["earlier", "later"])
def test_a_figure_rounded_in_words_makes_no_change(rounded):
    earlier = {"period": financial_year(2016)}
    later = {"period": financial_year(2017), "value": 12.0}
    {"earlier": earlier, "later": later}[rounded]["status"] = "estimated"
    assert change_between(earlier, later) is None


def test_a_tie_is_a_change_of_nothing():
    assert change_between({"period": financial_year(2016)}, {"period": financial_year(2017)}) == 0.0


# Where a line through a series breaks.


def expected_pieces(ordered: list[dict]) -> list[list[date]]:
    pieces: list[list[date]] = []
    before = None
    for row in ordered:
        if row["value"] is None:
            before = None
            continue
        if before is None or not expected_near(row, before):
            pieces.append([])
        pieces[-1].append((row["period_start"], row["period_end"]))
        before = row
    return pieces


@given(many_rows())
def test_a_line_breaks_where_a_loop_over_the_series_breaks_it(rows):
    joined = defaultdict(list)
    for row in with_runs(series(frame(rows), available())).collect().to_dicts():
        joined[*key_of(row), row["run"]].append((row["period_start"], row["period_end"]))
    expected = [piece for ordered in expected_series(rows).values() for piece in expected_pieces(ordered)]
    assert sorted(joined.values()) == sorted(expected)


def test_a_missing_month_breaks_the_line():
    months = [containing(PeriodKind.MONTH, date(2018, month, 1)) for month in (1, 2, 3)]
    rows = [printed(period=period, value=value) for period, value in zip(months, (1.0, None, 3.0), strict=True)]
    first, last = with_runs(series(frame(rows), available())).collect()["run"]
    assert first != last


def test_overlapping_ranges_stay_one_line():
    spans = [Period(PeriodKind.RANGE, date(2017, month, 1), date(2018, month, 28)) for month in (1, 2, 3)]
    rows = [printed(period=span, value=1.0) for span in spans]
    runs = with_runs(series(frame(rows), available())).collect()
    assert runs["run"].n_unique() == 1
    assert_frame_equal(runs.sort("period_end"), runs)


def test_two_files_of_a_release_with_a_figure_in_the_same_row_give_the_same_whichever_comes_first():
    rows = [printed(row=7, locator=name) for name in ("RO3.ods", "RSX.ods")]
    assert [series_of(order)[0]["locator"] for order in (rows, rows[::-1])] == ["RO3.ods", "RO3.ods"]
