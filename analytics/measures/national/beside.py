"""Every latest figure beside England, its region and similar councils, for all authorities at once.

The rule is `comparisons.with_comparators`, which sets every figure of a measure beside every comparator of it: right
for the few series of one authority, and their square for all of them. A comparator's figure for the same period always
wins, so it is looked up; the rule is asked where there is none, with each figure as a measure of its own, which only
its own comparators share.
"""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from analytics.evidence.national import AMOUNTS, EVERY_CHOICE, FEWEST_NEIGHBOURS, Neighbours, averaged
from analytics.evidence.vocabulary import Status
from analytics.measures.comparisons import with_comparators, with_gap_verdict
from analytics.measures.national.context import Context
from analytics.measures.national.history import history
from analytics.measures.national.numbers import Numbered
from analytics.measures.national.similar import FIGURE, asked, for_any_period
from analytics.measures.series import SERIES_KEY, series

_SHOWN = ("value", "printed", "status", "period", "period_end", "document")
_COMPARED = ("comparator_value", "comparator_printed", "comparator_period", "comparator_document")
# The order in which a figure's comparators are given, which is that of `comparisons.telling`.
_ORDER = (*sorted(EVERY_CHOICE, key=lambda choice: (choice.model, choice.statistic.value)), "england", "region")


def beside(
    figures: Numbered, latest: pl.DataFrame, similar: Mapping[int, pl.DataFrame], context: Context
) -> pl.DataFrame:
    """Each latest figure beside each of its comparators: one row a figure and comparator.

    `latest` is one row an authority and measure, with polarity_sign and is_percentage; `similar` what
    `similar.for_the_same_period` gives of each list. A comparator is england, region:<name> or
    neighbours:<authority>:<year of the list>:<mean or median>. Columns beside the key of the series and its number:
    comparator, comparator_value, comparator_printed, comparator_period, comparator_document, comparator_age_days, gap,
    much_the_same and gap_favourable.
    """
    comparable = replace(figures, rows=figures.rows.filter(~pl.col("unit").is_in(AMOUNTS)))
    own = latest.filter(~pl.col("unit").is_in(AMOUNTS))
    unheard = _unheard(comparable, own, context)
    candidates = _wider(comparable, own, unheard, context)
    for model, same in similar.items():
        candidates += _similar(comparable, own, same, unheard, model=model, context=context)
    found = _nearest(own, pl.concat(candidates)).lazy()
    mine = own.lazy().select(
        pl.col("_series").alias(FIGURE), *SERIES_KEY, "value", "status", "period_end", "polarity_sign", "is_percentage"
    )
    age = (pl.col("period_end") - pl.col("comparator_period_end")).dt.total_days()
    gaps = found.join(mine, on=FIGURE, maintain_order="left").with_columns(
        age.alias("comparator_age_days"), (pl.col("value") - pl.col("comparator_value")).alias("gap")
    )
    return (
        with_gap_verdict(gaps)
        .select(
            pl.col(FIGURE).alias("_series"),
            *(*SERIES_KEY, "comparator", *_COMPARED),
            *("comparator_age_days", "gap", "much_the_same", "gap_favourable"),
        )
        .collect(engine="in-memory")
    )


def _nearest(own: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    """The one figure of each comparator to set beside each figure, in the order of series and comparators."""
    pair = pl.col(FIGURE) * len(_ORDER) + pl.col("_order")
    told = candidates.with_columns(pair.alias("_pair"))
    several = told.select(pl.col("_pair").is_duplicated()).to_series()
    numbered = [pl.lit("").alias(name) for name in ("dimension", "member")]
    contested = told.filter(several)
    chosen = with_comparators(
        own.lazy().select(pl.col("_series").alias("indicator"), *numbered, "area", "value", "period", "period_end"),
        contested.lazy().select(
            pl.col(FIGURE).alias("indicator"),
            *numbered,
            pl.col("comparator").alias("area"),
            *_SHOWN,
            locator=pl.lit(""),
        ),
    ).select(pl.col("indicator").alias(FIGURE), "comparator", *_COMPARED, "comparator_period_end")
    order = contested.lazy().select(FIGURE, "comparator", "_pair").unique("_pair")
    columns = [FIGURE, "_pair", "comparator", *_COMPARED, "comparator_period_end"]
    alone = told.filter(~several).rename({name: f"comparator_{name}" for name in _SHOWN}).select(columns)
    chosen_pairs = chosen.join(order, on=[FIGURE, "comparator"]).select(columns).collect(engine="in-memory")
    return pl.concat([alone, chosen_pairs]).sort("_pair")


def _unheard(figures: Numbered, own: pl.DataFrame, context: Context) -> pl.DataFrame:
    """The releases that say nothing of an authority, which then are no comparison for it either: area, document."""
    documents, areas = figures.documents.select("document"), own.select(pl.col("area").unique())
    return areas.join(documents, how="cross").join(context.held, on=["area", "document"], how="anti")


def _wider(figures: Numbered, own: pl.DataFrame, unheard: pl.DataFrame, context: Context) -> list[pl.DataFrame]:
    """The figures of England and of each figure's region that can be the one to compare it with."""
    area = pl.col("area").cast(pl.String)
    whole = figures.areas.filter((area == "england") | area.str.starts_with("region:"))
    wide = figures.rows.join(whole, on="_area", how="semi", maintain_order="left")
    silent = unheard.group_by("area").agg(pl.col("document").cast(pl.String).sort().str.join(" ").alias("_silent"))
    of = (
        own.select("area", pl.col("_series").alias(FIGURE), "_measure", "_cell")
        .join(silent, on="area", how="left")
        .join(context.authorities, on="area", maintain_order="left")
    )
    found = []
    for documents in of["_silent"].unique().to_list():
        some = of.filter(pl.col("_silent").eq_missing(documents))
        heard = wide.filter(~pl.col("document").is_in((documents or "").split()))
        told = history(replace(figures, rows=heard), context.available_from)
        told = told.filter(pl.col("value").is_not_null())
        for name in ("england", "region"):
            comparator = pl.lit("england", pl.Categorical) if name == "england" else pl.col("region")
            wanted = some.with_columns(comparator.alias("comparator"))
            wanted = wanted.join(figures.areas.rename({"area": "comparator"}), on="comparator")
            found.append(_candidates(_able(told, wanted, figures), name))
    return found


def _able(told: pl.DataFrame, wanted: pl.DataFrame, figures: Numbered) -> pl.DataFrame:
    """The figure of a comparator for the same period; where there is none, all of them."""
    theirs = pl.col("_area")
    same = wanted.with_columns(figures.at(theirs)).join(told.select("_at", *_SHOWN), on="_at")
    others = wanted.join(same, on=FIGURE, how="anti").with_columns(figures.series(theirs))
    any_period = others.join(told.select("_series", *_SHOWN), on="_series")
    columns = [FIGURE, "comparator", *_SHOWN]
    return pl.concat([same.select(columns), any_period.select(columns)])


def _candidates(found: pl.DataFrame, of: Neighbours | str) -> pl.DataFrame:
    order = pl.lit(_ORDER.index(of), pl.UInt64).alias("_order")
    return found.select(FIGURE, order, pl.col("comparator").cast(pl.String), *_SHOWN)


def _similar(
    figures: Numbered, own: pl.DataFrame, same: pl.DataFrame, unheard: pl.DataFrame, *, model: int, context: Context
) -> list[pl.DataFrame]:
    """The averages of each figure's similar councils on one list that can be the one to compare it with."""
    of = asked(own)
    # Of a measure that is printed for several kinds of period, all have to be known before one kind can be kept.
    one_kind = figures.periods.group_by("_measure").agg(pl.col("period_kind").n_unique().alias("_kinds"))
    simple = of.join(one_kind.filter(pl.col("_kinds") == 1), on="_measure", how="semi")
    same = _heard(same.join(simple, on=FIGURE, how="semi"), figures, unheard)
    enough = same.group_by("_among").agg(pl.col(FIGURE).first(), pl.len()).filter(pl.col("len") >= FEWEST_NEIGHBOURS)
    others = of.join(enough, on=FIGURE, how="anti")
    same = same.join(others, on=FIGURE, how="anti", maintain_order="left")
    theirs = pl.concat([same, _heard(for_any_period(figures, others, context, model), figures, unheard)])
    found = []
    for choice in (choice for choice in EVERY_CHOICE if choice.model == model):
        named = pl.format("neighbours:{}:{}:{}", "area", pl.lit(model), pl.lit(choice.statistic.value))
        names = own.select(pl.col("_series").alias(FIGURE), named.alias("comparator"))
        averages = _averages(theirs, figures, choice, context)
        found.append(_candidates(averages.join(names, on=FIGURE), choice))
    return found


def _heard(theirs: pl.DataFrame, figures: Numbered, unheard: pl.DataFrame) -> pl.DataFrame:
    """The figures of releases that say something of the authority, with `_among`: one number for what is averaged."""
    if unheard.height:
        silent = unheard.join(figures.areas, on="area").select("_area", "document")
        theirs = theirs.join(silent, on=["_area", "document"], how="anti")
    among = (pl.col(FIGURE) * (figures.cells + 1) + pl.col("_cell")) * figures.releases + pl.col("_document")
    return theirs.with_columns(among.alias("_among")).sort("_among")


def _averages(theirs: pl.DataFrame, figures: Numbered, choice: Neighbours, context: Context) -> pl.DataFrame:
    """The averages of similar councils' figures, one a figure and period, of the newest release."""
    # What was put together in `_among` is taken apart again.
    cell, cells = pl.col("_among") // figures.releases, figures.cells + 1
    found = (
        averaged(theirs.lazy(), choice.statistic, by=["_among"])
        .with_columns(
            (cell // cells).alias(FIGURE),
            (cell % cells).cast(pl.UInt32).alias("_cell"),
            (pl.col("_among") % figures.releases).cast(pl.UInt32).alias("_document"),
            pl.lit(Status.FINAL.value, pl.Categorical).alias("status"),
        )
        .join(figures.documents.lazy(), on="_document", maintain_order="left")
        .join(figures.periods.lazy(), on="_cell", maintain_order="left")
        .collect(engine="in-memory")
    )
    again = found.select(pl.col(FIGURE).is_duplicated()).to_series()
    # Each figure is a measure of its own, so its number says what the others would.
    printed = found.filter(again).with_columns(
        pl.col(FIGURE).alias("indicator"),
        *(pl.lit("").alias(name) for name in ("area", "dimension", "member")),
    )
    newest = series(printed.lazy(), context.available_from.lazy()).select(FIGURE, *_SHOWN).collect(engine="in-memory")
    return pl.concat([found.filter(~again).select(FIGURE, *_SHOWN), newest])
