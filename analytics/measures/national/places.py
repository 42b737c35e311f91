"""The place of every latest figure among all councils and among similar ones, for all authorities at once."""

from collections.abc import Mapping

import polars as pl

from analytics.measures.national.context import Context
from analytics.measures.national.similar import FIGURE
from analytics.measures.series import RETURN, SERIES_KEY
from analytics.measures.standing import standing

_SAME = ("indicator", "dimension", "member", "period")
# What `standing` looks at, which moves the rows more than once.
_ASKED = (*_SAME, "area", "value", *RETURN)
_PLACES = ("rank", "areas_ranked", "quartile", "best_rank", "ties")


def places(rows: pl.DataFrame, latest: pl.DataFrame, context: Context) -> pl.DataFrame:
    """Each latest figure's rank, areas_ranked, quartile, best_rank and ties among all councils, by `_series`.

    `rows` are every area's figures of some indicators; `latest` one row an authority and measure. A figure is placed
    among those that its own release gives for the same period (see `standing.standing`).
    """
    found = []
    for document in latest["document"].unique(maintain_order=True).to_list() or [""]:
        own = latest.filter(pl.col("document") == document).select("_series", *_ASKED)
        among = rows.filter(pl.col("document") == document).select(_ASKED)
        among = among.join(own, on=_SAME, how="semi", maintain_order="left")
        found.append(_among_all(among, own, context))
    return pl.concat(found)


def _among_all(among: pl.DataFrame, own: pl.DataFrame, context: Context) -> pl.DataFrame:
    """The places of the figures of one release.

    Of a joint return `standing` places one partner and leaves the other out, so the one left out is asked about again.
    """
    found, left = [], own
    while True:
        placed = standing(among.lazy(), left.lazy(), context.indicators.lazy()).collect(engine="in-memory")
        numbers = left.select("_series", *SERIES_KEY)
        found.append(placed.join(numbers, on=SERIES_KEY).select("_series", *_PLACES))
        if placed.height in (0, left.height):
            break
        left = left.join(placed, on=SERIES_KEY, how="anti")
    return pl.concat(found)


def places_among_similar(latest: pl.DataFrame, similar: Mapping[int, pl.DataFrame], context: Context) -> pl.LazyFrame:
    """Each latest figure's place among its similar councils, by `_series`, for each list.

    `neighbour_rank_2025` is the place from the highest among the similar councils with a figure for the same measure
    and period in the same release, itself counted; those that tie share the better place. `neighbours_ranked_2025` is
    how many that are; the same for the other list. A joint return counts once, and as the council's own where it is a
    partner. `similar` is what `similar.for_the_same_period` gives of each list.
    """
    found = latest.lazy().select("_series")
    for model, theirs in similar.items():
        found = found.join(_placed(latest, theirs, context, model), on="_series", how="left", maintain_order="left")
    return found


def _placed(latest: pl.DataFrame, theirs: pl.DataFrame, context: Context, model: int) -> pl.LazyFrame:
    listed = context.neighbours.lazy().filter(pl.col("model") == model).select("area")
    own = latest.lazy().join(listed, on="area", how="semi").select("_series", "value", *RETURN)
    of_own_release = theirs.lazy().select(pl.col(FIGURE).alias("_series"), *RETURN, theirs="value")
    counted = (
        of_own_release.join(own, on=["_series", "document"])
        .filter((pl.col("row") != pl.col("row_right")) | (pl.col("locator") != pl.col("locator_right")))
        .group_by("_series")
        .agg((pl.col("theirs") > pl.col("value")).sum().alias("_higher"), pl.len().alias("_others"))
    )
    return own.join(counted, on="_series", how="left", maintain_order="left").select(
        "_series",
        (pl.col("_higher").fill_null(0) + 1).cast(pl.Int64).alias(f"neighbour_rank_{model}"),
        (pl.col("_others").fill_null(0) + 1).cast(pl.Int64).alias(f"neighbours_ranked_{model}"),
    )
