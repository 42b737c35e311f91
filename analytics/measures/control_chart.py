"""Control charts: whether a monthly or quarterly figure has moved by more than it usually does (XmR)."""

from enum import StrEnum

import polars as pl

from analytics.measures.series import SERIES_KEY, same_series

LEAST_POINTS = 13
LEAST_BASELINE = 12
# 3 / 1.128, where 1.128 is how far apart two draws are on average, in standard deviations.
LIMIT_IN_MOVING_RANGES = 2.66
PATTERN = 7


class Variation(StrEnum):
    """What a point of a control chart shows. The first that fits names it."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_IN_THREE = "two in three"
    SHIFT = "shift"
    COMMON = "common"


class Assurance(StrEnum):
    """What the usual variation says of a target."""

    MEETS = "consistently meets"
    MISSES = "consistently misses"
    HIT_OR_MISS = "hit or miss"


def control_limits(ordered: pl.LazyFrame, baseline: int | None = None) -> pl.LazyFrame:
    """Each point of each series with its control limits and what it shows: one row a point.

    `ordered` is what `series` returns. Points are the figures that were counted: those rounded in words or forecast
    are left out. Added columns: `mean`, `lower`, `upper`, `lower_warning`, `upper_warning` and `moving_range`, in the
    unit of the measure, and `variation` (see `Variation`). Where there are no limits, they and the variation are null
    and `why_not` says why in words.

    The limits are 2.66 mean moving ranges either side of the mean, the warning lines at two thirds of that. The
    baseline is all points, or the first `baseline` of them (12 or more); it never moves of its own accord, and no
    moving range is screened out. Figures on both sides of a gap count towards the mean, but no moving range is taken
    across the gap, and no pattern (trend, two in three, shift) goes on over it. Months follow each other by one month,
    quarters by three; a series of days is monthly or quarterly where its latest two are one or three months apart.
    Stocks such as caseloads follow on from the month before, so call their limits indicative.

    Source: NHS England, Making data count; Wheeler, Understanding variation.
    """
    if baseline is not None and baseline < LEAST_BASELINE:
        raise ValueError(f"A baseline has at least {LEAST_BASELINE} points; {baseline} is too few.")
    points = _with_variation(_with_limits(_with_lines(ordered), baseline))
    return points.drop("_series", "_regular", "_line")


def assurance(points: pl.LazyFrame, targets: pl.LazyFrame) -> pl.LazyFrame:
    """What the limits say of a target, beside the latest point and its variation: one row a series with any point.

    `points` is what `control_limits` returns. `targets` is one row a series: its key, target in the unit of the
    measure, and polarity_sign (+1 higher is better, -1 lower, 0 neither). `assurance` is "consistently meets" where
    even the worse limit meets the target, "consistently misses" where not even the better one does, else "hit or
    miss". It is null without limits, a target or a polarity; `why_no_assurance` says which.

    Source: NHS England, Making data count.
    """
    sign = pl.col("polarity_sign")
    worse = pl.min_horizontal(pl.col("lower") * sign, pl.col("upper") * sign)
    better = pl.max_horizontal(pl.col("lower") * sign, pl.col("upper") * sign)
    least = pl.col("target") * sign - _noise()
    why_not = (
        pl.when(pl.col("why_not").is_not_null())
        .then("why_not")
        .when(pl.col("target").is_null())
        .then(pl.lit("no target"))
        .when(sign.fill_null(0) == 0)
        .then(pl.lit("neither higher nor lower is better"))
    )
    verdict = (
        pl.when(worse >= least)
        .then(pl.lit(Assurance.MEETS.value))
        .when(better < least)
        .then(pl.lit(Assurance.MISSES.value))
        .otherwise(pl.lit(Assurance.HIT_OR_MISS.value))
    )
    return (
        points.group_by(SERIES_KEY, maintain_order=True)
        .agg(pl.all().last())
        .join(targets, on=SERIES_KEY, how="left", maintain_order="left")
        .with_columns(why_not.alias("why_no_assurance"))
        .with_columns(pl.when(pl.col("why_no_assurance").is_null()).then(verdict).alias("assurance"))
    )


def mean_and_reach(values: pl.Expr, moving_ranges: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """The mean of the values and how far the limits lie from it, in their unit: 2.66 mean moving ranges.

    >>> frame = pl.DataFrame({"value": [4.0, 6.0, 5.0], "range": [None, 2.0, 1.0]})
    >>> frame.select(*mean_and_reach(pl.col("value"), pl.col("range"))).row(0)
    (5.0, 3.99)
    """
    return values.mean(), LIMIT_IN_MOVING_RANGES * moving_ranges.mean()


def _with_lines(ordered: pl.LazyFrame) -> pl.LazyFrame:
    """The counted figures with their moving ranges, and `_line`, a number that changes at every gap."""
    month = pl.col("period_end").dt.year() * 12 + pl.col("period_end").dt.month()
    months_on = pl.when(pl.col("_same")).then(month - month.shift(1))
    kind = pl.col("period_kind")
    step = (
        pl.when(kind == "month")
        .then(1)
        .when(kind == "quarter")
        .then(3)
        .when(kind == "snapshot")
        .then(pl.col("_months_on").last().over("_series"))
    )
    uncounted = pl.col("status").is_in(["estimated", "forecast"]).fill_null(value=False)
    return (
        ordered.filter(pl.col("value").is_not_null() & ~uncounted)
        .with_columns(same_series().alias("_same"))
        .with_columns((~pl.col("_same")).cum_sum().alias("_series"), months_on.alias("_months_on"))
        .with_columns(step.alias("_step"))
        .with_columns(
            pl.col("_step").is_in([1, 3]).fill_null(value=False).alias("_regular"),
            (pl.col("_months_on") == pl.col("_step")).fill_null(value=False).alias("_follows"),
        )
        .with_columns(
            (~pl.col("_follows")).cum_sum().alias("_line"),
            pl.when("_follows").then((pl.col("value") - pl.col("value").shift(1)).abs()).alias("moving_range"),
        )
        .drop("_same", "_months_on", "_step", "_follows")
    )


def _with_limits(points: pl.LazyFrame, baseline: int | None) -> pl.LazyFrame:
    """The points with their limits and warning lines, or why there are none."""
    least = max(LEAST_POINTS, baseline or 0)
    values, ranges = pl.col("value"), pl.col("moving_range")
    if baseline is not None:
        values, ranges = values.head(baseline), ranges.head(baseline)
    usual_mean, usual_reach = mean_and_reach(values, ranges)
    why_not = (
        pl.when(~pl.col("_regular"))
        .then(pl.lit("not monthly or quarterly"))
        .when(pl.len().over("_series") < least)
        .then(pl.lit(f"fewer than {least} points"))
        # A baseline of the least length has this many without any gap.
        .when(ranges.count().over("_series") < LEAST_BASELINE - 1)
        .then(pl.lit("too many gaps between the points"))
    )
    has_limits = pl.col("why_not").is_null()
    mean, reach = pl.col("mean"), pl.col("_reach")
    return (
        points.with_columns(why_not.alias("why_not"))
        .with_columns(
            pl.when(has_limits).then(usual_mean.over("_series")).alias("mean"),
            pl.when(has_limits).then(usual_reach.over("_series")).alias("_reach"),
        )
        .with_columns(
            (mean - reach).alias("lower"),
            (mean + reach).alias("upper"),
            (mean - reach * 2 / 3).alias("lower_warning"),
            (mean + reach * 2 / 3).alias("upper_warning"),
        )
        .drop("_reach")
    )


def _noise() -> pl.Expr:
    """How far floating point may put a line from where it is: a point this near is on it, not beyond it."""
    return 1e-9 * (pl.col("mean").abs() + pl.col("upper") - pl.col("mean"))


def _with_variation(points: pl.LazyFrame) -> pl.LazyFrame:
    """The points of which those with limits are named by the first pattern that fits."""
    value, line = pl.col("value"), pl.col("_line")
    beyond = {
        reach: (value > pl.col(f"upper{reach}") + _noise()) | (value < pl.col(f"lower{reach}") - _noise())
        for reach in ("", "_warning")
    }
    from_mean = value - pl.col("mean")
    side = pl.when(from_mean.abs() > _noise()).then(from_mean.sign()).otherwise(0).cast(pl.Int8)
    move = pl.when(line == line.shift(1)).then((value - value.shift(1)).sign().cast(pl.Int8))
    named = (
        pl.when(pl.col("mean").is_null())
        .then(None)
        .when(beyond[""])
        .then(pl.lit(Variation.OUTSIDE.value))
        .when("_trend")
        .then(pl.lit(Variation.TREND.value))
        .when("_two_in_three")
        .then(pl.lit(Variation.TWO_IN_THREE.value))
        .when("_shift")
        .then(pl.lit(Variation.SHIFT.value))
        .otherwise(pl.lit(Variation.COMMON.value))
    )
    return (
        points.with_columns(side.alias("_side"), move.alias("_move"), beyond["_warning"].alias("_beyond"))
        .with_columns(_trend().alias("_trend"), _two_in_three().alias("_two_in_three"), _shift().alias("_shift"))
        .with_columns(named.alias("variation"))
        .drop("_side", "_move", "_beyond", "_trend", "_two_in_three", "_shift")
    )


def _trend() -> pl.Expr:
    """Whether a point is one of seven or more that only rise or only fall: six strict moves. A tie breaks them."""
    move = pl.col("_move")
    # The first figure of a line has no move, so moves of neighbouring lines never add up.
    ends_one = (pl.len().over(move.rle_id()) >= PATTERN - 1) & (move.fill_null(0) != 0)
    return ends_one | ends_one.shift(-1, fill_value=False)


def _two_in_three() -> pl.Expr:
    """Whether a point is one of two or more beyond the warning line among three in a row on one side of the mean."""
    side, line, beyond = pl.col("_side"), pl.col("_line"), pl.col("_beyond").cast(pl.Int8)
    on_one_side = (side != 0) & (side == side.shift(1)) & (side == side.shift(2)) & (line == line.shift(2))
    ends_three = (on_one_side & (beyond + beyond.shift(1) + beyond.shift(2) >= 2)).fill_null(value=False)
    within_three = ends_three | ends_three.shift(-1, fill_value=False) | ends_three.shift(-2, fill_value=False)
    return pl.col("_beyond") & within_three


def _shift() -> pl.Expr:
    """Whether a point is one of seven or more in a row on one side of the mean. One on the mean breaks them."""
    side = pl.col("_side")
    return (pl.len().over(pl.struct("_line", "_side").rle_id()) >= PATTERN) & (side != 0)
