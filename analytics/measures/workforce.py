"""Workforce measures: caseload against a maximum, agency and vacancy on DfE's basis and as printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from typing import Any

import polars as pl

from analytics.evidence.vocabulary import Polarity, Status, Unit
from analytics.measures.reconciliation.words import number
from analytics.measures.series import with_runs


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage with the two figures it was worked out from."""

    numerator: float
    denominator: float

    @property
    def percent(self) -> float:
        """The share in per cent."""
        return self.numerator / self.denominator * 100


def share(numerator: float, denominator: float) -> Share | None:
    """The share of `numerator` in `denominator`; None where the denominator is 0."""
    return Share(numerator, denominator) if denominator else None


def agency_share(agency: float, in_post: float) -> Share | None:
    """Agency workers as a share of all who do the work: agency / (agency + in post).

    DfE, Children's social work workforce: both in full-time equivalents.

    >>> agency_share(59, 136).percent  # doctest: +ELLIPSIS
    30.25...
    """
    return share(agency, agency + in_post)


def vacancy_share(vacant: float, agency_covered: float, in_post: float) -> Share | None:
    """Posts without a permanent holder as a share of all posts: vacancies / (vacancies + in post).

    DfE, Children's social work workforce: a post covered by an agency worker is vacant. A council that counts only
    posts nobody is in ("net of agency cover") is on another basis; show both and name each.

    >>> vacancy_share(7, 55, 136).percent  # doctest: +ELLIPSIS
    31.31...
    """
    return share(vacant + agency_covered, vacant + agency_covered + in_post)


def caseload_against_maximum(caseload: float, maximum: float) -> float | None:
    """An average caseload as a percentage of the maximum; None where the maximum is 0.

    From 95 some workers are very likely above it.

    >>> caseload_against_maximum(18.9, 20)
    94.5
    """
    return round(caseload / maximum * 100, 10) if maximum else None


def posts_needed(caseload: float | None, posts: float | None, maximum: float) -> int | None:
    """How many more full-time posts bring a team's average down to its maximum; 0 where it is not above it.

    `posts` are the full-time equivalents that hold the cases now. None where either figure is unknown or the maximum
    is 0. Whole posts are added, to part-time ones too; the children stay as many as they are.

    >>> posts_needed(25.6, 10, 20), posts_needed(18.9, 10, 20)
    (3, 0)
    """
    if caseload is None or posts is None or maximum <= 0:
        return None
    # To nine decimals, so that 15 posts' worth of children are not 16 for floating point's sake.
    return max(0, ceil(round(caseload * posts / maximum - posts, 9)))


def with_posts_needed(teams: pl.LazyFrame) -> pl.LazyFrame:
    """The teams with `posts_needed`, each by the rule of the function of that name; null where it says None.

    `teams` is one row a team with caseload, posts and maximum.
    """
    children = pl.col("caseload") * pl.col("posts")
    more = (children / pl.col("maximum") - pl.col("posts")).round(9).ceil().clip(lower_bound=0)
    return teams.with_columns(pl.when(pl.col("maximum") > 0).then(more).cast(pl.Int64).alias("posts_needed"))


def posts_needed_everywhere(teams: pl.LazyFrame) -> pl.LazyFrame:
    """One row: posts_needed over all teams, and of how many teams it is known (teams) and unknown (teams_unknown).

    The sum of each team's own need, because room in one team is no help to the children of another. Teams without
    figures are not in the sum, so it is the least that is needed wherever teams_unknown is not 0; null where no team
    has figures.
    """
    needed = pl.col("posts_needed")
    return with_posts_needed(teams).select(
        pl.when(needed.count() > 0).then(needed.sum()).alias("posts_needed"),
        needed.count().cast(pl.Int64).alias("teams"),
        needed.null_count().cast(pl.Int64).alias("teams_unknown"),
    )


def concentration(roles: pl.LazyFrame) -> pl.LazyFrame:
    """Each role's or team's share of the agency workers beside its share of the posts, and their ratio.

    `roles` is one row a role with agency and posts, within area, period and dimension. Adds agency_share_percent,
    posts_share_percent and concentration: 1 where a role has agency workers as it has posts, above 1 where they
    gather in it. Shares are of the rows, not of a printed total. Null where the figure it is divided by is 0, or where
    a role's figure is missing, because nobody then knows the whole.
    """
    group = ["area", "period", "dimension"]

    def share_percent(column: str) -> pl.Expr:
        known = pl.col(column).null_count().over(group) == 0
        whole = pl.col(column).sum().over(group)
        return pl.when(known & (whole != 0)).then(pl.col(column) / whole * 100)

    agency, posts = pl.col("agency_share_percent"), pl.col("posts_share_percent")
    return roles.with_columns(
        share_percent("agency").alias("agency_share_percent"), share_percent("posts").alias("posts_share_percent")
    ).with_columns(pl.when(posts != 0).then(agency / posts).alias("concentration"))


# As many figures as OHID's recent trends look at, and as far ahead as a straight line is worth drawing.
_LATEST = 5
_FURTHEST_DAYS = 5 * 365 + 1


@dataclass(frozen=True, slots=True)
class Projection:
    """When a level would be reached if the pace of the latest figures went on, or in words why nobody can say.

    `earliest` and `latest` are the days at the fastest and the slowest pace between two neighbouring figures. Both are
    None where there are only two figures and so one pace; `latest` is None too where the slowest pace would not lead
    there within five years.
    """

    day: date | None
    earliest: date | None
    latest: date | None
    assumption: str
    reason: str
    figures: int


def projected_day(ordered: pl.DataFrame, level: float, polarity: Polarity) -> Projection:
    """The day on which a measure would reach `level`, carried on from its latest figure in a straight line.

    `ordered` is one series as `series.series` returns it. `polarity` is which way is better; with neither, the level is
    reached only where the figure is on it, so that a crossing can be asked for from either side. The pace is the slope
    of the least-squares line through the latest figures that follow one another, at most five, each on the last day
    of its period; forecasts and figures printed in words are left out. The range is that of the paces between
    neighbours, from three figures on: with so few a standard error would promise more than it knows.
    """
    points = _comparable(ordered)
    if len(points) < 2:
        return _not_said("Fewer than two figures can be compared, so there is no pace that could go on.", points)
    first, last = points[0], points[-1]
    shown = number(level, Unit(last["unit"]))
    if last["value"] == level or (last["value"] - level) * polarity.sign > 0:
        return _not_said(f"The figure for {last['period']} has already reached {shown}.", points)
    days = _days_to(level, last["value"], _pace(points))
    if days is None:
        return _not_said(
            f"Between {first['period']} and {last['period']} the figures did not move towards {shown}.", points
        )
    if days > _FURTHEST_DAYS:
        return _not_said(f"At this pace it would take more than five years to reach {shown}.", points)
    reached = [_days_to(level, last["value"], _pace(pair)) for pair in pairwise(points)] if len(points) > 2 else [None]
    ways = [after for after in reached if after is not None]
    slowest = max(ways) if len(ways) == len(reached) else None
    return Projection(
        day=_later(last["period_end"], days),
        earliest=_later(last["period_end"], min(ways, default=None)),
        latest=_later(last["period_end"], slowest),
        assumption=f"if the change between {first['period']} and {last['period']} went on at the same pace",
        reason="",
        figures=len(points),
    )


def _comparable(ordered: pl.DataFrame) -> list[dict[str, Any]]:
    """The latest figures that follow one another without a break, at most five, earliest first."""
    unlike = pl.col("status").is_in([Status.FORECAST, Status.ESTIMATED, Status.HYPOTHETICAL])
    firm = ordered.lazy().with_columns(pl.when(~unlike).then(pl.col("value")).alias("value"))
    return (
        with_runs(firm)
        .filter(pl.col("run") == pl.col("run").last())
        # Two ranges can end on one day, and a line through both would have no slope.
        .unique("period_end", keep="last", maintain_order=True)
        .tail(_LATEST)
        .collect()
        .to_dicts()
    )


def _pace(points: Sequence[dict[str, Any]]) -> float:
    """The change a day along the least-squares line, to twelve decimals, so that level figures have no pace."""
    days = [(point["period_end"] - points[0]["period_end"]).days for point in points]
    values = [point["value"] for point in points]
    middle, level = sum(days) / len(days), sum(values) / len(values)
    above = sum((day - middle) * (value - level) for day, value in zip(days, values, strict=True))
    return float(round(above / sum((day - middle) ** 2 for day in days), 12))


def _days_to(level: float, value: float, pace: float) -> int | None:
    """Whole days until `value` reaches `level` at so much a day; None where it never does."""
    return ceil(round((level - value) / pace, 6)) if (level - value) * pace > 0 else None


def _later(day: date, after: int | None) -> date | None:
    return None if after is None or after > _FURTHEST_DAYS else day + timedelta(days=after)


def _not_said(reason: str, points: Sequence[dict[str, Any]]) -> Projection:
    return Projection(None, None, None, "", reason, len(points))
