"""Rates per 10,000 children against the count and the population that the same document prints."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Status, Unit
from analytics.measures.reconciliation.result import Kind, Reconciliation
from analytics.measures.reconciliation.rounding import between
from analytics.measures.reconciliation.words import decimals_of, number

Row = dict[str, Any]

_POPULATION = "population_0_17"
_SCALE = 10_000
_KEY = ["document", "area", "dimension", "member"]


def check_rates(evidence: Evidence) -> Iterator[Reconciliation]:
    """Every rate whose count and number of children aged 0 to 17 are printed in the same document.

    The catalogue says which count a rate is of (`rate_of`). The count is the one for the rate's own period, or of the
    day on which that ends; the population the latest that is not of a later date than the rate. DfE, Children looked
    after in England: children at 31 March for every 10,000 of the population aged 0 to 17 of the year before.
    """
    rate_of = {entry.id: entry.rate_of for entry in evidence.catalogue.indicators.values() if entry.rate_of}
    printed = evidence.observations.filter(pl.col("value").is_not_null() & (pl.col("status") != Status.HYPOTHETICAL))
    rates = printed.filter(pl.col("indicator").is_in(list(rate_of))).select(
        *_KEY,
        pl.col("indicator").replace_strict(rate_of, default="", return_dtype=pl.String).alias("counted"),
        "period_end",
        pl.struct(printed.columns).alias("rate"),
    )
    counts = printed.select(
        *_KEY, pl.col("indicator").alias("counted"), "period_end", pl.struct(printed.columns).alias("count")
    )
    populations = printed.filter(
        (pl.col("indicator") == _POPULATION) & (pl.col("status") != Status.FORECAST) & (pl.col("value") > 0)
    ).select(*_KEY, pl.struct(printed.columns).alias("population"))
    period_end = pl.col("population").struct.field("period_end")
    found = (
        rates.join(counts, on=[*_KEY, "counted", "period_end"])
        .join(populations, on=_KEY)
        .filter(period_end <= pl.col("period_end"))
        # The count of the rate's own period before one that ends on the same day; the first where it is printed twice.
        .sort(
            "document",
            _field("rate", "row"),
            _field("count", "period") != _field("rate", "period"),
            _field("count", "row"),
            period_end,
            _field("population", "row"),
            descending=[False, False, False, False, True, False],
        )
        .unique(["document", "rate"], keep="first", maintain_order=True)
    )
    for row in found.iter_rows(named=True):
        name = evidence.catalogue.indicators[row["rate"]["indicator"]].short_name
        yield _checked(row["rate"], row["count"], row["population"], name)


def _checked(row: Row, count: Row, population: Row, name: str) -> Reconciliation:
    decimals = decimals_of(row)
    computed = between(count).over(between(population), _SCALE)
    exact = count["value"] / population["value"] * _SCALE
    agrees = computed is None or computed.overlaps(between(row))
    printed = number(row["value"], Unit.RATE_PER_10K, decimals)
    shown = number(exact, Unit.RATE_PER_10K, max(decimals, 1))
    terms = f"{number(count['value'])} ÷ {number(population['value'])} × {number(_SCALE)}"
    return Reconciliation(
        kind=Kind.RATE,
        document=row["document"],
        locator=row["locator"],
        subject=f"{row['indicator']} {row['member']} {row['period']}",
        indicator=row["indicator"],
        statement=f"{name}: the printed count over the printed number of children aged 0 to 17, times 10,000.",
        printed=printed,
        computed=shown,
        arithmetic=f"{terms} = {shown}; printed {printed}",
        difference=round(row["value"] - exact, 6),
        explained_by_rounding=agrees and abs(row["value"] - exact) > 1e-9,
        charitable_reading=(
            f"The rate may rest on another estimate of the number of children than the one printed for "
            f"{population['period']}, or on a count of another day."
        ),
        question=f"Which count and which number of children give the rate of {printed}?",
        fails=not agrees,
        figures=(row, count, population),
    )


def _field(figure: str, column: str) -> pl.Expr:
    return pl.col(figure).struct.field(column)
