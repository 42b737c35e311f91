"""Primary suppression: the figures that say a small number of people themselves."""

import polars as pl
from polars._typing import AsofJoinStrategy

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.vocabulary import Status, Unit
from analytics.measures.disclosure.people import of_people
from analytics.measures.disclosure.policy import Policy

SMALL_COUNT = "small count"
SMALL_SHARE = "small share"

POPULATION = "population_0_17"
_SHARES = [Unit.PERCENT.value, Unit.RATIO.value]
_AVERAGES = [Unit.DAYS.value, Unit.WEEKS.value, Unit.HOURS.value]
_TIMES = {Unit.PERCENT.value: 100.0, Unit.RATE_PER_10K.value: 10_000.0, Unit.CHILDREN_PER_WORKER.value: 1.0}
_YEARS: tuple[AsofJoinStrategy, ...] = ("nearest", "backward", "forward")


def is_small(number: pl.Expr, policy: Policy) -> pl.Expr:
    """Whether a number of people, to the nearest person, is one that the policy withholds. Null where it is not known.

    A number between 0 and 1, worked out from a rate, is of somebody.
    """
    whole = pl.when(number.is_between(0, 1, closed="none")).then(1.0).otherwise(number.round())
    return whole.is_between(policy.smallest_small, policy.largest_small)


def small_figures(rows: pl.DataFrame, known: pl.DataFrame, catalogue: Catalogue, policy: Policy) -> pl.Series:
    """Why each row says a small number by itself: a string a row, null where it does not.

    A count is small by its value. A share or rate is where it counts few, leaves out few, or is of a group of few: of
    five children 0% and 100% say something of each of them. An average is where it is of few, and a caseload where few
    children are counted. Where numerator or denominator are not in the row, they are worked out from `known`, the rows
    of everything that could be set beside it: the count that the catalogue says a share is `of`, and for a rate the
    children aged 0 to 17 of the years about it. DfE, Children in need: disclosure control.
    """
    places = pl.col("_place")
    numbered = rows.with_row_index("_place")
    behind = pl.concat(
        [
            _as_printed(numbered),
            _of_known_groups(numbered, known, catalogue),
            _of_population(numbered, known),
        ]
    )
    top, bottom, unit = pl.col("_top"), pl.col("_bottom"), pl.col("unit")
    few_counted, few_in_group = is_small(top, policy), is_small(bottom, policy)
    few_left_out = is_small(bottom - top, policy)
    counted = unit.is_in([*_SHARES, Unit.RATE_PER_10K.value, Unit.CHILDREN_PER_WORKER.value]) & few_counted
    grouped = unit.is_in([*_SHARES, Unit.RATE_PER_10K.value, *_AVERAGES]) & few_in_group
    share = counted | grouped | (unit.is_in(_SHARES) & few_left_out)
    why = (
        pl.when((unit == Unit.COUNT.value) & is_small(pl.col("value"), policy))
        .then(pl.lit(SMALL_COUNT))
        .when(share.fill_null(value=False))
        .then(pl.lit(SMALL_SHARE))
    )
    people = pl.col("indicator").is_in(sorted(of_people(catalogue)))
    found = behind.filter(people & pl.col("value").is_not_null()).select("_place", why.alias("why")).drop_nulls()
    found = found.unique("_place", keep="first").sort(places)
    return numbered.join(found, on="_place", how="left", maintain_order="left")["why"]


def _as_printed(rows: pl.DataFrame) -> pl.DataFrame:
    times = pl.col("unit").replace_strict(_TIMES, default=None, return_dtype=pl.Float64)
    firm = pl.col("status").ne_missing(Status.ESTIMATED.value)
    worked_out = pl.when(firm).then(pl.col("value") * pl.col("denominator") / times)
    return rows.select(
        "_place",
        "indicator",
        "unit",
        "value",
        pl.coalesce("numerator", worked_out).alias("_top"),
        pl.col("denominator").alias("_bottom"),
    )


def _of_known_groups(rows: pl.DataFrame, known: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """The shares beside every printed size of their group: that of the same part, and that of the whole."""
    of = {entry.id: entry.of for entry in catalogue.indicators.values() if entry.of}
    shares = rows.filter((pl.col("unit") == Unit.PERCENT.value) & pl.col("denominator").is_null()).with_columns(
        pl.col("indicator").replace_strict(of, default=None, return_dtype=pl.String).alias("_of")
    )
    counts = (
        known.filter(pl.col("indicator").is_in(sorted(set(of.values()))) & pl.col("value").is_not_null())
        .select("area", pl.col("indicator").alias("_of"), "dimension", "member", "period_end", _people("value"))
        .unique(maintain_order=True)
    )
    part = shares.join(counts, on=["area", "_of", "dimension", "member", "period_end"])
    whole = shares.join(
        counts.filter(pl.col("dimension") == "").drop("dimension", "member"), on=["area", "_of", "period_end"]
    )
    return _with_top(pl.concat([part, whole]), 100)


def _of_population(rows: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """The rates beside the children of the years about them, which anybody can look up."""
    rates = rows.filter((pl.col("unit") == Unit.RATE_PER_10K.value) & pl.col("denominator").is_null())
    children = (
        known.filter((pl.col("indicator") == POPULATION) & (pl.col("dimension") == "") & pl.col("value").is_not_null())
        .select("area", "period_end", _people("value"))
        .sort("period_end")
        .unique(["area", "period_end"], keep="last", maintain_order=True)
    )
    # Nobody says which year's children a rate was taken over: of the years before, after and nearest, none may tell.
    beside = [
        rates.sort("period_end").join_asof(
            children, on="period_end", by="area", strategy=strategy, check_sortedness=False
        )
        for strategy in _YEARS
    ]
    return _with_top(pl.concat(beside), 10_000)


def _with_top(rows: pl.DataFrame, times: int) -> pl.DataFrame:
    top = pl.coalesce("numerator", pl.col("value") * pl.col("_bottom") / times)
    firm = pl.col("status").ne_missing(Status.ESTIMATED.value)
    return rows.filter(firm).select("_place", "indicator", "unit", "value", top.alias("_top"), "_bottom")


def _people(column: str) -> pl.Expr:
    return pl.col(column).alias("_bottom")
