"""Runs of moves in one direction, against a walk back from the latest figure."""

from collections import defaultdict
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.evidence.period import PeriodKind, containing, financial_year, snapshot
from analytics.measures.series import SERIES_KEY, series
from analytics.measures.trends import runs
from tests.measures.figures import available, frame, many_rows, printed

FIRST = ("value", "period", "printed", "status", "note", "document", "locator")
YEARLY = {"financial_year", "academic_year", "calendar_year", "quarter"}


def key_of(row: dict) -> tuple:
    return tuple(row[name] for name in SERIES_KEY)


def in_runs(rows: list[dict]) -> dict[tuple, dict]:
    return {key_of(row): row for row in runs(series(frame(rows), available())).collect().to_dicts()}


def yearly(*values: float | None, **cells: object) -> list[dict]:
    return [printed(period=financial_year(2010 + n), value=value, **cells) for n, value in enumerate(values)]


def only_run(rows: list[dict]) -> dict:
    (row,) = in_runs(rows).values()
    return row


def not_counted(row: dict) -> bool:
    return row["status"] in ("estimated", "forecast")


def compares(row: dict, before: dict) -> bool:
    if row["value"] is None or before["value"] is None or not_counted(row) or not_counted(before):
        return False
    if row["period_kind"] in YEARLY:
        return before["period_end"] + timedelta(days=1) == row["period_start"]
    return (row["period_start"] - before["period_end"]).days <= 400


def walk_back(points: list[dict], at: int) -> tuple[int, int, int]:
    """Moves and sign of the run that ends at a point, and the point it started from."""
    moves, sign = 0, 0
    while at > 0 and compares(points[at], points[at - 1]):
        difference = points[at]["value"] - points[at - 1]["value"]
        direction = (difference > 0) - (difference < 0)
        if direction == 0 or (sign and direction != sign):
            break
        moves, sign, at = moves + 1, direction, at - 1
    return moves, sign, at


def described(points: list[dict], end: int | None, prefix: str) -> tuple[dict, int | None]:
    moves, sign, start = walk_back(points, end) if end is not None else (0, 0, None)
    if not moves:
        return {f"{prefix}_moves": 0, f"{prefix}_sign": 0, f"{prefix}_change": None} | {
            f"{prefix}_first_{name}": None for name in FIRST
        }, None
    change = points[end]["value"] - points[start]["value"]
    first = {f"{prefix}_first_{name}": points[start][name] for name in FIRST}
    return {f"{prefix}_moves": moves, f"{prefix}_sign": sign, f"{prefix}_change": change} | first, start


def expected_runs(rows: list[dict]) -> dict[tuple, dict]:
    by_key = defaultdict(list)
    for row in series(frame(rows), available()).collect().to_dicts():
        by_key[key_of(row)].append(row)
    found = {}
    for key, points in by_key.items():
        valued = [number for number, row in enumerate(points) if row["value"] is not None]
        if valued:
            run, start = described(points, valued[-1], "run")
            prior, _ = described(points, start, "prior")
            found[key] = dict(zip(SERIES_KEY, key, strict=True)) | run | prior
    return found


@given(many_rows(30))
def test_runs_are_what_a_walk_back_from_the_latest_figure_finds(rows):
    assert in_runs(rows) == expected_runs(rows)


@given(st.lists(st.sampled_from([None, 1.0, 2.0, 3.0, 4.0]), max_size=12), st.sets(st.integers(0, 11)))
def test_long_series_are_walked_back_the_same_way(values, rounded):
    rows = yearly(*values)
    for number in rounded & {n for n, value in enumerate(values) if value is not None}:
        rows[number]["status"] = "estimated"
    assert in_runs(rows) == expected_runs(rows)


@settings(max_examples=40)
@given(many_rows(24))
def test_turning_every_sign_turns_every_run(rows):
    turned = [row | {"value": None if row["value"] is None else -row["value"]} for row in rows]

    def opposite(row: dict) -> dict:
        changed = ("sign", "change", "first_value")
        signed = {f"{prefix}_{name}" for prefix in ("run", "prior") for name in changed}
        return {name: -cell if name in signed and cell is not None else cell for name, cell in row.items()}

    assert in_runs(turned) == {key: opposite(row) for key, row in in_runs(rows).items()}


@settings(max_examples=40)
@given(many_rows(24), st.sampled_from([0.5, 2.0, 1024.0]))
def test_a_change_of_unit_changes_no_count_of_moves(rows, factor):
    scaled = [row | {"value": None if row["value"] is None else row["value"] * factor} for row in rows]

    def counts(found: dict[tuple, dict]) -> dict:
        names = ("run_moves", "run_sign", "run_first_period", "prior_moves", "prior_sign", "prior_first_period")
        return {key: [row[name] for name in names] for key, row in found.items()}

    assert counts(in_runs(scaled)) == counts(in_runs(rows))


def test_a_fall_after_two_rises_is_told_with_the_rises_before_it():
    """Children in stable placements as Barnsley printed them: up, up, then down further than it had come up."""
    row = only_run(yearly(70.5, 75.0, 77.2, 67.9))
    assert (row["run_moves"], row["run_sign"], row["run_change"]) == (1, -1, pytest.approx(-9.3))
    assert (row["prior_moves"], row["prior_sign"], row["prior_change"]) == (2, 1, pytest.approx(6.7))
    assert (row["run_first_period"], row["prior_first_period"]) == ("2012/13", "2010/11")


def test_a_tie_at_the_end_is_no_run():
    row = only_run(yearly(1.0, 2.0, 3.0, 3.0))
    assert (row["run_moves"], row["run_sign"], row["run_change"], row["prior_moves"]) == (0, 0, None, 0)


def test_a_tie_ends_a_run_and_nothing_came_right_before_it():
    row = only_run(yearly(1.0, 2.0, 2.0, 3.0, 4.0))
    assert (row["run_moves"], row["run_first_value"], row["prior_moves"], row["prior_change"]) == (2, 2.0, 0, None)


def test_one_figure_is_no_run():
    row = only_run(yearly(1.0))
    assert (row["run_moves"], row["run_first_period"], row["prior_moves"]) == (0, None, 0)


@pytest.mark.parametrize("break_", ["missing", "gap", "estimated", "forecast"])
def test_a_break_ends_a_run(break_):
    rows = yearly(5.0, 1.0, 2.0, 3.0, 4.0)
    if break_ == "missing":
        rows = yearly(5.0, 1.0, None, 3.0, 4.0)
    elif break_ == "gap":
        del rows[2]
    else:
        rows[2]["status"] = break_
    row = only_run(rows)
    assert (row["run_moves"], row["run_first_value"], row["prior_moves"]) == (1, 3.0, 0)


def test_a_missing_latest_period_leaves_the_run_to_the_latest_figure():
    assert only_run(yearly(1.0, 2.0, 3.0, None))["run_moves"] == 2


def test_the_run_of_one_series_never_goes_on_into_the_next():
    rows = yearly(1.0, 2.0, area="barnet") + yearly(3.0, 4.0, area="barnsley")
    assert [(row["run_moves"], row["prior_moves"]) for row in in_runs(rows).values()] == [(1, 0), (1, 0)]


def test_months_and_days_run_on_as_years_do():
    months = [printed(period=containing(PeriodKind.MONTH, date(2018, n, 1)), value=float(n)) for n in (1, 2, 3)]
    days = [printed(period=snapshot(date(year, 3, 31)), value=float(year)) for year in (2015, 2016, 2017)]
    assert (only_run(months)["run_moves"], only_run(days)["run_moves"]) == (2, 2)


def test_no_rows_give_no_runs():
    assert in_runs([]) == {}


@settings(max_examples=40)
@given(many_rows(24))
def test_nothing_is_nan_or_infinite(rows):
    ordered = series(frame(rows), available())
    numbers = runs(ordered).select(pl.col(pl.Float64)).collect()
    assert numbers.select(pl.all().is_finite().all()).row(0) == (True,) * numbers.width
