"""Money that changed: forecasts that were revised, and amounts that moved from one period to the next."""

from collections.abc import Collection
from enum import StrEnum

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.vocabulary import Status, Unit
from analytics.measures.series import SERIES_KEY, near, same_series, series

# What a note says of an amount that the same document has since replaced.
_GIVEN_BEFORE = r"(?i)\b(previously|originally|given (before|earlier))\b"


class Basis(StrEnum):
    """Which two amounts were compared."""

    REVISED = "two figures for one period"
    NEXT_PERIOD = "one period and the next"


def money_indicators(catalogue: Catalogue) -> tuple[str, ...]:
    """The ids of the measures of money: those of the theme finance in £ million."""
    entries = catalogue.indicators.values()
    return tuple(entry.id for entry in entries if entry.theme == "finance" and entry.unit is Unit.GBP_MILLION)


def spend_and_outcome(
    observations: pl.LazyFrame, available_from: pl.LazyFrame, money: Collection[str], least_percent: float = 5.0
) -> pl.LazyFrame:
    """Every amount of money that changed by at least so much, to be asked what it changed for children: one row each.

    `observations` and `available_from` are as `series.series` takes them, `money` the ids of the measures. Columns:
    area, indicator, dimension, member, basis; earlier and later, both in £ million, each with its _period, _printed,
    _document and _locator; change (later less earlier) and percent of the earlier amount's size. An amount of 0 has no
    percentage and is left out, as are figures printed in words and those of what would be.

    Revised: two amounts for one period. In one document the earlier is the one whose note says that it was given before
    ("previously"), and there have to be just two; without such a note nobody can say which came first, and what differs
    is for reconciliation to ask. Between documents it is the one of the document that was public first. Next period:
    the latest amount and the one right before it (see `series.near`), without replaced amounts. Money is planned before
    it is spent, so a forecast is set beside the one for the period before; what was spent is not set beside a forecast.
    """
    amounts = observations.filter(
        pl.col("indicator").is_in(list(money))
        & pl.col("value").is_not_null()
        & ~pl.col("status").is_in([Status.HYPOTHETICAL, Status.ESTIMATED])
    ).with_columns(pl.col("note").fill_null("").str.contains(_GIVEN_BEFORE).alias("_replaced"))
    standing = amounts.filter(~(pl.col("_replaced") & (~pl.col("_replaced")).any().over(*_ONE_PERIOD, "document")))
    found = pl.concat(
        [
            _revised_within(amounts),
            _revised_between(standing, available_from),
            _next_period(standing.drop("_replaced"), available_from),
        ]
    )
    change = pl.col("later") - pl.col("earlier")
    percent = pl.when(pl.col("earlier") != 0).then(change / pl.col("earlier").abs() * 100)
    return (
        found.with_columns(change.alias("change"), percent.alias("percent"))
        .filter((pl.col("percent").abs() >= least_percent - 1e-9) & (pl.col("change").abs() > 1e-9))
        .sort([*SERIES_KEY, "basis", "later_period", "later_document", "later_locator"])
    )


_ONE_PERIOD = (*SERIES_KEY, "period_kind", "period_start", "period_end")
_SIDE = ("value", "period", "printed", "document", "locator")


def _revised_within(amounts: pl.LazyFrame) -> pl.LazyFrame:
    """The two amounts of a document for one period, of which a note says that one was given before."""
    key = [*_ONE_PERIOD, "document"]
    once = amounts.sort("row").unique([*key, "value"], keep="first", maintain_order=True)
    pairs = once.filter((pl.len().over(key) == 2) & (pl.col("_replaced").sum().over(key) == 1))
    return _side_by_side(
        pairs.filter("_replaced"), pairs.filter(~pl.col("_replaced")), pl.col("document"), Basis.REVISED
    )


def _revised_between(standing: pl.LazyFrame, available_from: pl.LazyFrame) -> pl.LazyFrame:
    """The amounts of the latest two documents that give one for a period, where both were not public on one day."""
    by_document = (
        standing.sort("row")
        .unique([*_ONE_PERIOD, "document"], keep="first", maintain_order=True)
        .join(available_from, on="document")
        .sort("available_from", "document")
        .with_columns(pl.len().over(_ONE_PERIOD).alias("_of"), pl.int_range(pl.len()).over(_ONE_PERIOD).alias("_place"))
    )
    later = by_document.filter((pl.col("_of") > 1) & (pl.col("_place") == pl.col("_of") - 1))
    earlier = by_document.filter((pl.col("_of") > 1) & (pl.col("_place") == pl.col("_of") - 2))
    dated = later.join(earlier.select(*_ONE_PERIOD, "available_from"), on=list(_ONE_PERIOD)).filter(
        pl.col("available_from_right") < pl.col("available_from")
    )
    return _side_by_side(earlier, dated, pl.lit(""), Basis.REVISED)


def _next_period(standing: pl.LazyFrame, available_from: pl.LazyFrame) -> pl.LazyFrame:
    """The latest amount of each series beside the one for the period before."""
    expected = pl.col("status") == Status.FORECAST
    moved = (
        series(standing, available_from)
        .with_columns(pl.col(column).shift(1).alias(f"previous_{column}") for column in _SIDE)
        .filter(
            same_series()
            & ~same_series().shift(-1, fill_value=False)
            & near(pl.col("period_end").shift(1))
            & (expected | ~expected.shift(1))
        )
    )
    return moved.select(
        *SERIES_KEY,
        pl.lit(Basis.NEXT_PERIOD.value).alias("basis"),
        *(pl.col(f"previous_{column}").alias(_name("earlier", column)) for column in _SIDE),
        *(pl.col(column).alias(_name("later", column)) for column in _SIDE),
    )


def _side_by_side(earlier: pl.LazyFrame, later: pl.LazyFrame, pair: pl.Expr, basis: Basis) -> pl.LazyFrame:
    """The amounts of two frames for one period in one row; `pair` tells apart those that do not belong together."""

    def side(frame: pl.LazyFrame, name: str) -> pl.LazyFrame:
        return frame.select(
            *_ONE_PERIOD, pair.alias("_pair"), *(pl.col(column).alias(_name(name, column)) for column in _SIDE)
        )

    return (
        side(earlier, "earlier")
        .join(side(later, "later"), on=[*_ONE_PERIOD, "_pair"])
        .select(
            *SERIES_KEY,
            pl.lit(basis.value).alias("basis"),
            *(_name(name, column) for name in ("earlier", "later") for column in _SIDE),
        )
    )


def _name(side: str, column: str) -> str:
    return side if column == "value" else f"{side}_{column}"
