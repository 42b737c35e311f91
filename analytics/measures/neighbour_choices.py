"""Whether the verdict on a figure depends on which similar councils it is set beside, and on how theirs become one.

DfE revised its model of statistical neighbours in 2025: for some councils half of the ten changed. Its interactive tool
takes the mean of the ten, its dashboard the median. Where the four disagree, a reader has to see it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

import polars as pl

from analytics.evidence.evidence import Evidence
from analytics.evidence.national import EVERY_CHOICE, Neighbours, together_as_one
from analytics.evidence.release_store import Releases
from analytics.measures.comparisons import about_the_same, favourable


class Verdict(StrEnum):
    """How a figure stands beside another, by the measure's polarity where it has one."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "about the same"
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Against:
    """One figure of similar councils and how the council's own stands beside it; `note` says how many had one."""

    neighbours: Neighbours
    value: float
    printed: str
    note: str
    verdict: Verdict


def against_each_choice(evidence: Evidence, authority: str, own: Mapping[str, Any]) -> tuple[Against, ...]:
    """A national figure beside similar councils under every list and statistic: 2025 and 2021, mean and median.

    `evidence` is `national_evidence`: of a council's own reports nothing is said. `own` is the figure: indicator,
    dimension, member, period, document and value. A list under which fewer than five councils have a figure in that
    release is left out. Empty without releases and for a missing value.
    """
    catalogue = evidence.catalogue
    if evidence.releases is None or evidence.neighbours is None or own["value"] is None:
        return ()
    near = {
        model: [one.id for one in catalogue.neighbours_of(authority, model)]
        for model in dict.fromkeys(choice.model for choice in EVERY_CHOICE)
    }
    areas = tuple(dict.fromkeys(area for listed in near.values() for area in listed))
    rows = _whole_figures(evidence.releases, areas) if not own["dimension"] else evidence.releases.of_areas(areas)
    same = (pl.col(name) == own[name] for name in ("document", "indicator", "dimension", "member", "period"))
    found = rows.lazy().filter(*same).collect()
    indicator = catalogue.indicators[own["indicator"]]
    beside = []
    for choice in EVERY_CHOICE:
        among = found.filter(pl.col("area").is_in(near[choice.model]))
        for row in together_as_one(among, choice, authority, len(near[choice.model])).iter_rows(named=True):
            verdict = _verdict(own["value"], row["value"], indicator.polarity.sign, indicator.unit.is_percentage)
            beside.append(Against(choice, row["value"], row["printed"], row["note"], verdict))
    return tuple(beside)


@lru_cache(maxsize=16)
def _whole_figures(releases: Releases, areas: tuple[str, ...]) -> pl.DataFrame:
    """The figures of whole councils, kept: every measure of a page asks for the same twenty councils."""
    return releases.of_areas(areas).filter(pl.col("dimension") == "", pl.col("value").is_not_null()).collect()


def depends_on_the_choice(beside: tuple[Against, ...]) -> bool:
    """Whether one choice of neighbours gives another verdict than the next."""
    return len({one.verdict for one in beside}) > 1


def _verdict(own: float, other: float, polarity_sign: int, is_percentage: bool) -> Verdict:
    gap = own - other
    row = pl.select(
        about_the_same(pl.lit(gap), pl.lit(other), pl.lit(is_percentage)).alias("same"),
        favourable(pl.lit(gap), pl.lit(polarity_sign)).alias("favourable"),
    ).row(0, named=True)
    if row["same"]:
        return Verdict.SAME
    if row["favourable"] is None:
        return Verdict.HIGHER if gap > 0 else Verdict.LOWER
    return Verdict.BETTER if row["favourable"] else Verdict.WORSE
