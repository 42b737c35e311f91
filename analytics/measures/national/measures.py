"""Everything that is worked out of some indicators' figures, by the rules that a page about one authority uses."""

from dataclasses import dataclass

import polars as pl

from analytics.evidence.national import USUAL
from analytics.measures.comparisons import both_ways, change_verdict, size_of_change
from analytics.measures.intervals import against_benchmark, confidence_limits
from analytics.measures.national.beside import beside
from analytics.measures.national.context import Context, coded
from analytics.measures.national.history import history
from analytics.measures.national.numbers import numbered
from analytics.measures.national.places import places, places_among_similar
from analytics.measures.national.similar import asked, for_the_same_period
from analytics.measures.series import latest_and_previous
from analytics.measures.trends import runs
from analytics.measures.weighted_trend import recent_trend

# Every figure's series by one number.
_KEY = ["_series"]
TABLES = ("series", "latest", "comparisons")


@dataclass(frozen=True, eq=False)
class Measured:
    """Every series, the latest figure of each authority with what is said of it, and that beside each comparator.

    Texts that stand again and again are categories; `context.plain` makes text of them.
    """

    series: pl.DataFrame
    latest: pl.DataFrame
    comparisons: pl.DataFrame


def measured(rows: pl.DataFrame, context: Context) -> Measured:
    """What is worked out of every area's figures of one or more whole indicators.

    `rows` have the columns of the evidence and are in the order in which the releases give an indicator. Every rule
    looks at one indicator only, so indicators can be worked on apart, in any order and anywhere. Series are by area
    and measure; `latest` has one row a series of an authority that has any value, by measure and area.
    """
    figures, context = numbered(coded(rows)), context.coded
    ordered = history(figures, context.available_from)
    own = ordered.join(context.authorities, on="area", how="semi", maintain_order="left")
    latest = (
        latest_and_previous(own.lazy(), _KEY)
        .join(context.indicators.lazy(), on="indicator", how="left", maintain_order="left")
        .with_columns(
            change_verdict().alias("change_favourable"),
            size_of_change(pl.col("change"), pl.col("previous_value"), pl.col("is_percentage")).alias("size"),
        )
        .collect(engine="in-memory")
    )
    similar = for_the_same_period(figures, asked(latest), context)
    compared = beside(figures, latest, similar, context)
    lower, upper = confidence_limits()
    told = (
        runs(own.lazy(), _KEY),
        _trend(own),
        places(figures.rows, latest, context).lazy(),
        places_among_similar(latest, similar, context),
    )
    whole = latest.lazy()
    for one in told:
        whole = whole.join(one, on=_KEY, how="left", maintain_order="left")
    whole = (
        whole.with_columns(lower.alias("interval_lower"), upper.alias("interval_upper"))
        .join(_england(compared), on=[*_KEY, "period"], how="left", maintain_order="left")
        .with_columns(_against_england().alias("against_england"))
        .drop("_england")
    )
    said = both_ways(whole, _usual(compared), _KEY).sort("_measure", "_area")
    return Measured(*(_as_told(one) for one in (ordered, said.collect(engine="in-memory"), compared)))


def _as_told(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame without the numbers that were worked with."""
    return frame.drop(name for name in frame.columns if name.startswith("_"))


def _trend(own: pl.DataFrame) -> pl.LazyFrame:
    found = recent_trend(own.lazy(), _KEY)
    return found.rename({name: f"trend_{name}" for name in found.collect_schema().names() if name not in _KEY})


def _england(compared: pl.DataFrame) -> pl.LazyFrame:
    """England's figures by the period they are for: an interval is set against the same period's only."""
    return (
        compared.lazy()
        .filter(pl.col("comparator") == "england")
        .select(*_KEY, pl.col("comparator_period").alias("period"), pl.col("comparator_value").alias("_england"))
    )


def _against_england() -> pl.Expr:
    lower, upper = pl.col("interval_lower"), pl.col("interval_upper")
    return against_benchmark(lower, upper, pl.col("_england"), pl.col("polarity_sign"))


def _usual(compared: pl.DataFrame) -> pl.LazyFrame:
    """The comparisons that a page makes unless a reader chooses otherwise."""
    similar = pl.col("comparator").str.starts_with("neighbours:")
    usual = pl.col("comparator").str.ends_with(f":{USUAL.model}:{USUAL.statistic.value}")
    return compared.lazy().filter(~similar | usual)
