"""The place of every latest figure among all councils and among similar ones, for all authorities at once."""

import polars as pl

from analytics.measures.bands import among_neighbours
from analytics.measures.national.context import Context
from analytics.measures.series import SERIES_KEY
from analytics.measures.standing import standing

_SAME = ("indicator", "dimension", "member", "period")
_PLACED = (*SERIES_KEY, "period")
_PLACES = ("rank", "areas_ranked", "quartile", "best_rank", "ties")


def places(rows: pl.DataFrame, latest: pl.DataFrame, context: Context) -> pl.DataFrame:
    """Each latest figure's rank, areas_ranked, quartile, best_rank and ties, and its rank among similar councils.

    `rows` are every area's figures of some indicators; `latest` one row an authority and measure. A figure is placed
    among those that its own release gives for the same period (see `standing.standing`). `neighbour_rank_2025` and
    `neighbours_ranked_2025`, and the same for the other list, are as `bands.among_neighbours` has them.
    """
    found = []
    for document in latest["document"].unique(maintain_order=True).to_list() or [""]:
        own = latest.filter(pl.col("document") == document)
        among = rows.filter(pl.col("document") == document).join(own, on=_SAME, how="semi", maintain_order="left")
        found.append(
            _among_all(among, own, context).join(_among_similar(among, own, context), on=SERIES_KEY, how="left")
        )
    return pl.concat(found)


def _among_all(among: pl.DataFrame, own: pl.DataFrame, context: Context) -> pl.DataFrame:
    """The places of the figures of one release.

    Of a joint return `standing` places one partner and leaves the other out, so the one left out is asked about again.
    """
    found, left = [], own
    while True:
        placed = standing(among.lazy(), left.lazy(), context.indicators.lazy()).collect()
        found.append(placed.select(*SERIES_KEY, *_PLACES))
        if placed.height in (0, left.height):
            break
        left = left.join(placed, on=SERIES_KEY, how="anti")
    return pl.concat(found)


def _among_similar(among: pl.DataFrame, own: pl.DataFrame, context: Context) -> pl.DataFrame:
    """The places of the figures of one release among similar councils, one column each for a list and place."""
    council = ~(pl.col("area").str.contains(":", literal=True) | (pl.col("area") == "england"))
    figures = among.filter(council & pl.col("value").is_not_null()).select("area", *_SAME, "value", "row")
    joint = figures.filter(pl.len().over(*_SAME, "row") > 1)
    places_ = own.select(_PLACED)
    for model in context.models:
        pairs = context.neighbours.filter(pl.col("model") == model).select("area", "neighbour")
        alone = figures.join(joint, on=_SAME, how="anti", maintain_order="left")
        of_model = pl.concat([_placed(alone, pairs), _placed_with_joint_returns(figures, joint, pairs)])
        named = {name: f"{name}_{model}" for name in ("neighbour_rank", "neighbours_ranked")}
        places_ = places_.join(of_model.rename(named), on=_PLACED, how="left", maintain_order="left")
    return places_.drop("period")


def _placed(figures: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    found = among_neighbours(figures.lazy(), pairs.lazy())
    return found.select(*_PLACED, "neighbour_rank", "neighbours_ranked").collect()


def _placed_with_joint_returns(figures: pl.DataFrame, joint: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """The same where two councils share a figure, which counts once, and as the council's own where it is a partner.

    Whom to leave out differs from council to council, so each council's circle stands for a measure of its own.
    """
    some = figures.join(joint, on=_SAME, how="semi", maintain_order="left")
    own = some.select(*_SAME, "area").with_row_index("_circle")
    circle = pl.concat([pairs, own.select("area", pl.col("area").alias("neighbour")).unique()])
    members = (
        own.join(circle, on="area")
        .join(some, left_on=["neighbour", *_SAME], right_on=["area", *_SAME])
        .sort("_circle", pl.col("neighbour") != pl.col("area"), "neighbour")
        .unique(["_circle", "row"], keep="first", maintain_order=True)
    )
    numbered = members.select(
        pl.col("neighbour").alias("area"),
        pl.col("_circle").alias("indicator"),
        *(pl.lit("").alias(name) for name in ("dimension", "member", "period")),
        "value",
    )
    found = among_neighbours(numbered.lazy(), pairs.lazy()).collect()
    return own.join(
        found.select("area", pl.col("indicator").alias("_circle"), "neighbour_rank", "neighbours_ranked"),
        on=["_circle", "area"],
    ).select(*_PLACED, "neighbour_rank", "neighbours_ranked")
