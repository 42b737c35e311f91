"""Every latest figure beside England, its region and similar councils, for all authorities at once.

The rule is `comparisons.with_comparators`, which sets every figure of a measure beside every comparator of it: right
for the few series of one authority, and their square for all of them. So each figure is numbered and stands here for
a measure of its own, which only its own comparators share, and where a comparator has a figure for the same period,
which always wins, its others are left out before the rule is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from analytics.evidence.national import AMOUNTS, EVERY_CHOICE, Neighbours, averaged, with_places
from analytics.evidence.vocabulary import Status
from analytics.measures.comparisons import about_the_same, favourable, with_comparators
from analytics.measures.national.context import Context
from analytics.measures.series import SERIES_KEY, series

_MEASURE = ("indicator", "dimension", "member")
_PERIOD = ("period", "period_kind", "period_start", "period_end")
_PRINTING = ("document", *_PERIOD)
_FIGURE = "_figure"
_SHOWN = ("value", "printed", "period", "period_end", "document", "locator")
_COMPARED = ("value", "printed", "period", "document")


@dataclass(frozen=True, eq=False)
class _Theirs:
    """Figures by `_among`, a number for a latest figure and a printing; and the printings by theirs."""

    figures: pl.DataFrame
    printings: pl.DataFrame


def beside(rows: pl.DataFrame, latest: pl.DataFrame, context: Context) -> pl.DataFrame:
    """Each latest figure beside each of its comparators: one row a figure and comparator.

    `rows` are every area's figures of some indicators, with the columns of the evidence; `latest` one row an authority
    and measure, with polarity_sign and is_percentage. A comparator is england, region:<name> or
    neighbours:<authority>:<year of the list>:<mean or median>. Columns beside the key of the series: comparator,
    comparator_value, comparator_printed, comparator_period, comparator_document, comparator_age_days, gap,
    much_the_same and gap_favourable.
    """
    comparable = rows.filter(~pl.col("unit").is_in(AMOUNTS))
    own = latest.filter(~pl.col("unit").is_in(AMOUNTS)).with_row_index(_FIGURE)
    unheard = _unheard(comparable, own, context)
    asked = own.select(_FIGURE, *SERIES_KEY, *_PERIOD)
    candidates = [_wider(comparable, asked, unheard, context)]
    candidates += [_similar(comparable, asked, unheard, context, model) for model in context.models]
    numbered = [pl.col(_FIGURE).alias("indicator"), pl.lit("").alias("dimension"), pl.lit("").alias("member")]
    found = with_comparators(
        own.lazy().select(*numbered, "area", "value", "period", "period_end", "polarity_sign", "is_percentage"),
        pl.concat(candidates).lazy().with_columns(numbered).drop(_FIGURE),
    )
    return (
        found.with_columns(
            about_the_same(pl.col("gap"), pl.col("comparator_value"), pl.col("is_percentage")).alias("much_the_same")
        )
        .with_columns(
            pl.when(~pl.col("much_the_same"))
            .then(favourable(pl.col("gap"), pl.col("polarity_sign")))
            .alias("gap_favourable")
        )
        .select(
            pl.col("indicator").alias(_FIGURE),
            *("comparator", *(f"comparator_{name}" for name in _COMPARED), "comparator_age_days"),
            *("gap", "much_the_same", "gap_favourable"),
        )
        .join(asked.lazy().select(_FIGURE, *SERIES_KEY), on=_FIGURE, maintain_order="left")
        .select(*SERIES_KEY, pl.all().exclude(_FIGURE, *SERIES_KEY))
        .collect()
    )


def _unheard(rows: pl.DataFrame, own: pl.DataFrame, context: Context) -> pl.DataFrame:
    """The releases among some rows that say nothing of an authority, which then are no comparison for it either."""
    documents, areas = rows.select(pl.col("document").unique()), own.select(pl.col("area").unique())
    return areas.join(documents, how="cross").join(context.held, on=["area", "document"], how="anti")


def _wider(rows: pl.DataFrame, asked: pl.DataFrame, unheard: pl.DataFrame, context: Context) -> pl.DataFrame:
    """The figures of England and of each figure's region that can be the one to compare it with."""
    wide = rows.filter((pl.col("area") == "england") | pl.col("area").str.starts_with("region:"))
    silent = unheard.group_by("area").agg(pl.col("document").cast(pl.String).sort().str.join(" ").alias("_silent"))
    of = asked.join(silent, on="area", how="left").join(context.authorities, on="area", maintain_order="left")
    found = []
    for documents in of["_silent"].unique().to_list() or [None]:
        some = of.filter(pl.col("_silent").eq_missing(documents))
        heard = wide.filter(~pl.col("document").is_in((documents or "").split()))
        told = series(heard.lazy(), context.available_from.lazy()).filter(pl.col("value").is_not_null()).collect()
        told = told.rename({"area": "_wide"})
        for name in ("england", "region"):
            wanted = some.with_columns((pl.lit("england") if name == "england" else pl.col("region")).alias("_wide"))
            found.append(_able(told, wanted, "_wide"))
    return pl.concat([frame.select(_FIGURE, pl.col("_wide").alias("area"), *_SHOWN) for frame in found])


def _able(told: pl.DataFrame, wanted: pl.DataFrame, by: str) -> pl.DataFrame:
    """The figures of a comparator for the same period; where there is none, all of them."""
    kept = told.select(by, *_MEASURE, *_SHOWN)
    same = wanted.select(_FIGURE, by, *_MEASURE, "period").join(kept, on=[by, *_MEASURE, "period"])
    others = wanted.select(_FIGURE, by, *_MEASURE).join(same.select(_FIGURE), on=_FIGURE, how="anti")
    any_period = others.join(kept, on=[by, *_MEASURE])
    columns = [_FIGURE, by, *_SHOWN]
    return pl.concat([same.select(columns), any_period.select(columns)])


def _similar(
    rows: pl.DataFrame, asked: pl.DataFrame, unheard: pl.DataFrame, context: Context, model: int
) -> pl.DataFrame:
    """The averages of each figure's similar councils on one list that can be the one to compare it with."""
    pairs = context.neighbours.filter(pl.col("model") == model).select("area", "neighbour")
    figures = with_places(rows.lazy().filter(pl.col("value").is_not_null()).rename({"area": "neighbour"})).collect()
    one_kind = rows.group_by(_MEASURE).agg(pl.col("period_kind").n_unique()).filter(pl.col("period_kind") == 1)
    simple = asked.join(one_kind, on=_MEASURE, how="semi", maintain_order="left")
    same = _theirs(figures, simple, [*_MEASURE, *_PERIOD], pairs, unheard)
    found = []
    for choice in (choice for choice in EVERY_CHOICE if choice.model == model):
        averages = _averages(same, choice, context)
        others = asked.join(averages.select(_FIGURE), on=_FIGURE, how="anti", maintain_order="left")
        any_period = _averages(_theirs(figures, others, _MEASURE, pairs, unheard), choice, context)
        named = pl.format("neighbours:{}:{}:{}", "area", pl.lit(model), pl.lit(choice.statistic.value))
        both = pl.concat([averages, any_period]).join(asked.select(_FIGURE, "area"), on=_FIGURE)
        found.append(both.select(_FIGURE, named.alias("area"), *_SHOWN))
    return pl.concat(found)


def _theirs(
    figures: pl.DataFrame, asked: pl.DataFrame, key: Sequence[str], pairs: pl.DataFrame, unheard: pl.DataFrame
) -> _Theirs:
    """The figures of the councils that are like the one of each figure asked for."""
    keys = asked.select(key).unique().with_row_index("_key")
    numbered = figures.join(keys, on=key, maintain_order="left")
    printings = numbered.select("_key", *_PRINTING).unique().with_row_index("_printing")
    numbered = numbered.join(printings, on=["_key", *_PRINTING], maintain_order="left")
    theirs = (
        asked.lazy()
        .join(keys.lazy(), on=key, maintain_order="left")
        .select(_FIGURE, "area", "_key")
        .join(pairs.lazy(), on="area")
        .join(
            numbered.lazy().select("neighbour", "_key", "_printing", "value", "_places", "locator", "unit", "row"),
            on=["neighbour", "_key"],
        )
        # One number for a figure and a printing, which says what every column of the two would.
        .with_columns((pl.col(_FIGURE).cast(pl.UInt64) * printings.height + pl.col("_printing")).alias("_among"))
    )
    if unheard.height:
        silent = unheard.join(printings.select("_printing", "document"), on="document").select("area", "_printing")
        theirs = theirs.join(silent.lazy(), on=["area", "_printing"], how="anti")
    # A joint return is one figure for two councils; counted twice it would weigh twice.
    if numbered.select(pl.struct("_printing", "row", "locator").is_duplicated().any()).item():
        theirs = theirs.unique(["_among", "row", "locator"])
    return _Theirs(theirs.select("_among", "value", "_places", "locator", "unit", "row").collect(), printings)


def _averages(theirs: _Theirs, choice: Neighbours, context: Context) -> pl.DataFrame:
    """The averages of similar councils' figures, one a figure and period, of the newest release."""
    count = max(theirs.printings.height, 1)
    found = (
        averaged(theirs.figures.lazy(), choice.statistic, by=["_among"])
        .with_columns(
            (pl.col("_among") // count).cast(pl.UInt32).alias(_FIGURE),
            (pl.col("_among") % count).cast(pl.UInt32).alias("_printing"),
        )
        .join(theirs.printings.lazy(), on="_printing")
        .collect()
    )
    again = pl.len().over(_FIGURE) > 1
    # Each figure is a measure of its own, so its number says what the others would.
    printed = found.filter(again).with_columns(
        pl.col(_FIGURE).alias("indicator"),
        *(pl.lit("").alias(name) for name in ("area", "dimension", "member")),
        pl.lit(Status.FINAL.value).alias("status"),
    )
    newest = series(printed.lazy(), context.available_from.lazy()).select(_FIGURE, *_SHOWN).collect()
    return pl.concat([found.filter(~again).select(_FIGURE, *_SHOWN), newest])
