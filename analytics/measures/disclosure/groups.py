"""Shares of groups that nobody prints: whether the group could be small, or a share must be of few whatever it is."""

from collections.abc import Mapping
from fractions import Fraction
from math import inf

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.vocabulary import Status, Unit
from analytics.measures.disclosure.people import of_people
from analytics.measures.disclosure.policy import Policy
from analytics.measures.disclosure.primary import POPULATION

# How few and how many a group can be: of any size where nothing is known of it.
Sizes = tuple[float, float]
ANY: Sizes = (1, inf)

# The one ratio in the catalogue is an average too, of scores.
_AVERAGES = [Unit.DAYS.value, Unit.WEEKS.value, Unit.HOURS.value, Unit.RATIO.value]
_FIRM = pl.col("value").is_not_null() & pl.col("status").ne_missing(Status.ESTIMATED.value)
# What parts of a person floating-point numbers may be out by.
_NOTHING = 1e-9


def could_be_of_few(
    rows: pl.DataFrame, own: pl.Expr, papers: pl.Expr, catalogue: Catalogue, policy: Policy
) -> pl.Series:
    """Whether each row is a share, average or rate of people of unknown number, which could be few: a boolean a row.

    `rows` are all that is known of one area. Only those of which `own` or `papers` is true are looked at; the others
    are false. The number is known where it is printed in the row, or where the catalogue says what a share is `of` and
    that is printed for the same part and day: 16.7% beside 12 of the wrong thing is 2 of them for whoever knows better.
    A share of the whole (“_share”) is of the whole's count, a rate of the count that it is the rate of, or of the whole
    with the children of the area. A percentage that no group has of which it would count or leave out a small number,
    such as 49.3%, tells of nobody. A share of `papers` that are out already, of a whole area, is taken to be of half to
    twice as many as it, or another share of its cohort, is in other periods of the kind: nobody holds a council's
    referrals of a year for fourteen because those of that year are not printed. A caseload is of at least one worker,
    and could be of few children only where it is small itself.
    """
    of = {entry.id: entry.rate_of or entry.of for entry in catalogue.indicators.values()}
    unit = pl.col("unit")
    numbered = rows.with_row_index("_place").with_columns(papers.alias("_paper"))
    share, average, rate = unit == Unit.PERCENT.value, unit.is_in(_AVERAGES), unit == Unit.RATE_PER_10K.value
    few_each = (unit == Unit.CHILDREN_PER_WORKER.value) & (pl.col("value").round() <= policy.largest_small)
    no_numerator, no_denominator = pl.col("numerator").is_null(), pl.col("denominator").is_null()
    unsaid = (rate | no_denominator) & (share | average | no_numerator)
    people = pl.col("indicator").is_in(sorted(of_people(catalogue)))
    open_ones = numbered.filter(own | pl.col("_paper"), people & _FIRM & unsaid & (share | average | rate | few_each))
    open_ones = open_ones.with_columns(
        pl.col("indicator").replace_strict(of, default="", return_dtype=pl.String).alias("_of")
    )
    counts = rows.filter((unit == Unit.COUNT.value) & pl.col("value").is_not_null()).select(
        "area", pl.col("indicator").alias("_of"), "dimension", "member", "period_end"
    )
    wholes = counts.filter(pl.col("dimension") == "").drop("dimension", "member")
    population = rows.filter((pl.col("indicator") == POPULATION) & pl.col("value").is_not_null()).select("area")
    open_ones = open_ones.join(counts, on=counts.columns, how="anti")
    of_whole = open_ones.filter(pl.col("indicator").str.ends_with("_share")).join(wholes, on=wholes.columns, how="semi")
    of_all = open_ones.filter(rate, pl.col("dimension") == "").join(population, on="area", how="semi")
    left = open_ones.filter(~pl.col("_place").is_in(pl.concat([of_whole["_place"], of_all["_place"]]).implode()))
    group = {entry.id: entry.cohort or entry.id for entry in catalogue.indicators.values()}
    usual = _usual_sizes(rows, group) if left["_paper"].any() else {}
    few = [
        row["unit"] != Unit.PERCENT
        or could_be_few(
            row["printed"],
            policy,
            usual.get((group[row["indicator"]], row["period_kind"]), ANY)
            if row["_paper"] and not row["dimension"]
            else ANY,
        )
        for row in left.to_dicts()
    ]
    places = left["_place"].filter(pl.Series(few, dtype=pl.Boolean))
    return numbered["_place"].is_in(places.implode())


def _usual_sizes(rows: pl.DataFrame, group: Mapping[str, str]) -> Mapping[tuple[str, str], Sizes]:
    """Half the smallest and twice the largest size printed of the group of a share of the whole, by kind of period."""
    known = rows.filter(pl.col("dimension") == "", pl.col("unit") == Unit.PERCENT.value, pl.col("denominator") > 0)
    sizes = known.group_by(
        pl.col("indicator").replace_strict(group, return_dtype=pl.String).alias("of"), "period_kind"
    ).agg(least=pl.col("denominator").min() / 2, most=pl.col("denominator").max() * 2)
    return {(row["of"], row["period_kind"]): (row["least"], row["most"]) for row in sizes.to_dicts()}


def could_be_few(printed: str, policy: Policy, sizes: Sizes = ANY) -> bool:
    """Whether a printed percentage can be of a group of few, or count or leave out few of a group of such a size.

    Where no group of such a size has it, it may be of any size.

    >>> could_be_few("16.7", Policy()), could_be_few("49.3", Policy()), could_be_few("0", Policy())
    (True, False, True)
    >>> could_be_few("16.7", Policy(), (120, 480))
    False
    """
    whole, _, decimals = printed.partition(".")
    if not (whole + decimals).isdigit():
        return True
    share, half = Fraction(int(whole + decimals), 10 ** len(decimals)), Fraction(1, 2 * 10 ** len(decimals))
    counted, left_out = (share - half, share + half), (100 - share - half, 100 - share + half)
    if not _can_be_of(*counted, sizes):
        sizes = ANY
    return _few_of(*counted, policy, sizes) or _few_of(*left_out, policy, sizes)


def _few_of(low: Fraction, high: Fraction, policy: Policy, sizes: Sizes) -> bool:
    """Whether few people are between two percentages of a group, or the group itself is few."""
    least, most = sizes
    if low <= 0 and (least <= policy.largest_small or policy.smallest_small == 0):
        return True
    for few in range(1, policy.largest_small + 1):
        largest = most if low <= 0 else min(few * 100 // low, most)
        if largest >= max(-(-few * 100 // high), few, least):
            return True
    return False


def _can_be_of(low: Fraction, high: Fraction, sizes: Sizes) -> bool:
    """Whether some group of such a size has a whole number of people between two percentages."""
    least, most = sizes
    if (most - least) * (high - low) >= 100 or most == inf:
        return True
    return any(-(-low * size // 100) <= high * size // 100 for size in range(-int(-least // 1), int(most) + 1))


def must_be_few(rows: pl.DataFrame, catalogue: Catalogue, policy: Policy) -> pl.Series:
    """Whether each row is a percentage that counts or leaves out few people of any group there is: a boolean a row.

    No group is larger than the children of its area ever were, and anybody can look those up: 0.004% of them is one or
    two. One too small even for that is of some larger group, and goes as well. `rows` are all that is known of one
    area; shares with their numbers are left to those. Where the policy rounds, a share of an unknown group is shown to
    a whole per cent, and that alone is known of it.
    """
    children = rows.filter((pl.col("indicator") == POPULATION) & (pl.col("dimension") == ""))["value"].max()
    people = pl.col("indicator").is_in(sorted(of_people(catalogue)))
    unsaid = pl.col("numerator").is_null() & pl.col("denominator").is_null()
    in_digits = pl.col("printed").str.contains(r"^\d+(\.\d+)?$")
    asked = people & _FIRM & unsaid & in_digits & (pl.col("unit") == Unit.PERCENT.value)
    share, decimals = pl.col("value"), pl.col("printed").str.extract(r"\.(\d+)$").str.len_chars().fill_null(0)
    half = 0.5 / pl.lit(10.0).pow(decimals)
    if policy.rounds_to > 1:
        share, half = (share + 0.5).floor(), pl.lit(0.5)

    def few(of: pl.Expr) -> pl.Expr:
        at_most = ((of + half) * pl.lit(children, dtype=pl.Float64) / 100 + _NOTHING).floor()
        anybody = (of - half > _NOTHING) | (policy.smallest_small == 0)
        return anybody & (at_most <= policy.largest_small)

    return rows.select((asked & (few(share) | few(100 - share))).fill_null(value=False).alias("few")).to_series()
