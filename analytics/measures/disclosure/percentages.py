"""What percentages give away: whether printed shares of one group let a reader work out how many children they are.

What could be worked out is detected and never held: no result, message or name here carries the size of a group or a
count in it. Do not print, log or store what `_solutions` returns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Status, Unit

# DfE, Children in need: counts of 1 to 5 are withheld. A true 0 is not.
_SMALL = range(1, 6)
# Beyond this, shares to one decimal fit almost any group.
_FURTHEST = 500


class Given(StrEnum):
    """What a reader could work out."""

    SMALL_NUMBER = "a number of 1 to 5"
    GROUP_SIZE = "how many are in the group"


@dataclass(frozen=True, slots=True)
class Disclosed:
    """That something could be worked out from these figures of one document, and never what."""

    document: str
    area: str
    period: str
    cohort: str
    given: Given
    indicators: tuple[str, ...]
    locators: tuple[str, ...]

    @property
    def is_small(self) -> bool:
        """Whether the figures must be rounded to whole per cent or banded before they are published again."""
        return self.given is Given.SMALL_NUMBER


class Apart(NamedTuple):
    """Two of the shares, by place, and how many children the second counts beyond the first."""

    first: int
    second: int
    more: int


def disclosures(evidence: Evidence) -> tuple[Disclosed, ...]:
    """Every group of percentages in a document that gives something away, in order of document.

    Percentages are of one group where the catalogue says so (`cohort`, else `of`), in one document, about its own
    authority, for periods that end on one day. Figures printed in words are left out, and so are those printed with
    their count. One share alone is looked at only where the size of its group is printed. The group is of the size of
    its `of`, or no larger than what it is `within`, where the document prints that.
    """
    found: list[Disclosed] = []
    for slug, held in evidence.documents.items():
        area = held.file.authority
        printed = evidence.observations.filter((pl.col("document") == slug) & (pl.col("area") == area))
        for given, shares in groups_given_away(printed, evidence.catalogue):
            found.append(
                Disclosed(
                    document=slug,
                    area=area,
                    period=shares["period"][0],
                    cohort=shares["cohort"][0],
                    given=given,
                    indicators=tuple(shares["indicator"].unique(maintain_order=True)),
                    locators=tuple(shares["locator"].unique(maintain_order=True)),
                )
            )
    return tuple(found)


def groups_given_away(printed: pl.DataFrame, catalogue: Catalogue) -> Iterator[tuple[Given, pl.DataFrame]]:
    """What the shares of each group give away, with the rows of those shares, where they give anything away.

    `printed` are one document's rows about one area. The rows have the columns of the evidence and cohort, of and
    within.
    """
    rows = _of_groups(printed, catalogue)
    for _, group in rows.filter(pl.col("cohort") != "").group_by("cohort", "period_end", maintain_order=True):
        shares = group.filter((pl.col("unit") == Unit.PERCENT) & pl.col("numerator").is_null())
        given = _given_by(shares, group, rows)
        if given is not None:
            yield given, shares


def given_away(
    printed: Sequence[str], *, least: int = 3, most: int | None = None, apart: Apart | None = None
) -> Given | None:
    """What printed shares of one group give away; None where they give away nothing, or can be of no one group.

    `printed` are percentages with their decimals as printed. Every size of the group from `least` to `most` is tried;
    one fits where each share can be a whole number of children rounded to its decimals. A small number is given away
    where in every size that fits some share or its complement is 1 to 5 children; the size of the group where only one
    fits of several tried. `most` is None where nobody says how large the group can be: then sizes to 500 are tried, and
    only a single one that fits gives anything away.

    >>> given_away(["33.3", "16.7"], most=12)
    <Given.SMALL_NUMBER: 'a number of 1 to 5'>
    >>> given_away(["50", "25"]) is None
    True
    """
    tried = range(least, (_FURTHEST if most is None else most) + 1)
    fitting = [options for size in tried if (options := _solutions(printed, size, apart))]
    if not fitting or (most is None and len(fitting) > 1):
        return None
    if all(any(all(option) for option in options) for options in fitting):
        return Given.SMALL_NUMBER
    return Given.GROUP_SIZE if len(fitting) == 1 < len(tried) else None


def count_behind(percent: float, population: float, status: str | None = None) -> int | None:
    """How many children a percentage is of a known population, to the nearest child.

    None where that number or the rest of the population is 1 to 5, which is never printed; where the percentage was
    printed in words (`estimated`); and where it is no share or nobody is in the population.

    >>> count_behind(67, 202), count_behind(98, 202), count_behind(0, 202)
    (135, None, 0)
    """
    if status == Status.ESTIMATED or not 0 <= percent <= 100 or population <= 0:
        return None
    count = int(percent * population / 100 + 0.5)
    return None if count in _SMALL or round(population) - count in _SMALL else count


def _solutions(printed: Sequence[str], size: int, apart: Apart | None) -> list[list[bool]]:
    """For each share, whether each count that it can be in a group of `size` is small; empty where one can be none."""
    counts = [_counts(share, size) for share in printed]
    linked: list[list[bool]] = []
    if apart is not None:
        pairs = [
            (count, count + apart.more) for count in counts[apart.first] if count + apart.more in counts[apart.second]
        ]
        linked = [[_is_small(one, size) or _is_small(other, size) for one, other in pairs]]
    places = {apart.first, apart.second} if apart else set()
    alone = [[_is_small(count, size) for count in found] for place, found in enumerate(counts) if place not in places]
    return linked + alone if all(linked + alone) else []


def _counts(share: str, size: int) -> range:
    """The whole numbers that, as a share of `size`, round to what was printed; a half may have gone either way."""
    whole, _, decimals = share.partition(".")
    digits, scale = int(whole + decimals), 2 * 100 * 10 ** len(decimals)
    least = -(-(2 * digits - 1) * size // scale)
    return range(max(least, 0), min((2 * digits + 1) * size // scale, size) + 1)


def _is_small(count: int, size: int) -> bool:
    return count in _SMALL or size - count in _SMALL


def _of_groups(printed: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """The firm percentages and counts of the whole, with the name of the group they are of."""
    cohorts = pl.DataFrame(
        [(entry.id, entry.cohort or entry.of, entry.of, entry.within) for entry in catalogue.indicators.values()],
        schema=["indicator", "cohort", "of", "within"],
        orient="row",
    )
    return (
        printed.filter(
            (pl.col("dimension") == "")
            & pl.col("unit").is_in([Unit.PERCENT, Unit.COUNT])
            & pl.col("value").is_not_null()
            & (pl.col("status") != Status.ESTIMATED)
        )
        .join(cohorts, on="indicator", maintain_order="left")
        .sort("row")
        .unique(["indicator", "period_end", "printed", "status"], keep="first", maintain_order=True)
    )


def _given_by(shares: pl.DataFrame, group: pl.DataFrame, rows: pl.DataFrame) -> Given | None:
    """What the shares give away, on the strongest assumptions about their group that any size fits."""
    printed = shares["printed"].to_list()
    known = _printed_size(group, rows)
    if known is not None:
        return given_away(printed, least=known, most=known) if printed else None
    if len(printed) < 2:
        return None
    apart, most = _apart(shares, group), _no_larger_than(shares, rows)
    for between, largest in ((apart, most), (None, most), (None, None)):
        if any(_solutions(printed, size, between) for size in range(3, (largest or _FURTHEST) + 1)):
            return given_away(printed, most=largest, apart=between)
    return None


def _printed_size(group: pl.DataFrame, rows: pl.DataFrame) -> int | None:
    """How many are in the group, where its document prints that for the same day; None for no or for two answers."""
    counts = rows.join(
        group.select(pl.col("of").alias("indicator"), "period_end").unique(), on=["indicator", "period_end"]
    )
    sizes = {*counts["value"], *group["denominator"].drop_nulls()}
    return int(sizes.pop()) if len(sizes) == 1 else None


def _no_larger_than(shares: pl.DataFrame, rows: pl.DataFrame) -> int | None:
    """The largest that the group can be: what it is part of, on the same day or else at its largest in the document."""
    wholes = rows.filter(pl.col("indicator").is_in(shares["within"].unique().to_list()))
    same_day = wholes.filter(pl.col("period_end") == shares["period_end"][0])
    largest = (wholes if same_day.is_empty() else same_day)["value"].max()
    return int(largest) if isinstance(largest, float) else None


def _apart(shares: pl.DataFrame, group: pl.DataFrame) -> Apart | None:
    """A printed share and the same had a printed number of children counted too, where the document gives all three."""
    counts = group.filter(pl.col("unit") == Unit.COUNT)["value"].to_list()
    places = shares.with_row_index("place").with_columns((pl.col("status") == Status.HYPOTHETICAL).alias("supposed"))
    pair = places.filter(~pl.col("supposed")).join(places.filter("supposed"), on="indicator")
    if len(counts) != 1 or pair.height != 1:
        return None
    return Apart(pair["place"][0], pair["place_right"][0], int(counts[0]))
