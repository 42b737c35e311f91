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

# The councils of each list, by the year of DfE's model.
_Near = tuple[tuple[int, tuple[str, ...]], ...]
_A_FIGURE = ("document", "indicator", "dimension", "member", "period")


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
    releases, catalogue = evidence.releases, evidence.catalogue
    if releases is None or evidence.neighbours is None or own["value"] is None:
        return ()
    models = dict.fromkeys(choice.model for choice in EVERY_CHOICE)
    near = tuple((model, tuple(one.id for one in catalogue.neighbours_of(authority, model))) for model in models)
    of_a_part = bool(own["dimension"])
    rows = _together(releases, authority, near, own) if of_a_part else _of_wholes(releases, authority, near)
    indicator, gap = catalogue.indicators[own["indicator"]], own["value"] - pl.col("value")
    judged = rows.filter(*_same_figure(own)).with_columns(
        _same=about_the_same(gap, pl.col("value"), pl.lit(indicator.unit.is_percentage)),
        _higher=gap > 0,
        _favourable=favourable(gap, pl.lit(indicator.polarity.sign)),
    )
    choices = {one.area(authority): one for one in EVERY_CHOICE}
    return tuple(
        Against(choices[row["area"]], row["value"], row["printed"], row["note"], _verdict(row))
        for row in judged.iter_rows(named=True)
    )


@lru_cache(maxsize=16)
def _of_wholes(releases: Releases, authority: str, near: _Near) -> pl.DataFrame:
    """Similar councils beside every figure of the whole council, kept: every measure of a page asks for one of them."""
    return _together(releases, authority, near, {"dimension": ""})


def _together(releases: Releases, authority: str, near: _Near, like: Mapping[str, Any]) -> pl.DataFrame:
    """Similar councils under every choice, in the order of the choices; only figures like the given one."""
    everyone = {area for _, areas in near for area in areas}
    found = releases.of_areas(everyone).filter(*_same_figure(like)).collect().lazy()
    return pl.concat([
        together_as_one(found.filter(pl.col("area").is_in(areas)), choice, authority, len(areas))
        for model, areas in near
        for choice in EVERY_CHOICE
        if choice.model == model
    ]).collect()  # fmt: skip


def _same_figure(figure: Mapping[str, Any]) -> list[pl.Expr]:
    return [pl.col(name) == figure[name] for name in _A_FIGURE if name in figure]


def depends_on_the_choice(beside: tuple[Against, ...]) -> bool:
    """Whether one choice of neighbours gives another verdict than the next."""
    return len({one.verdict for one in beside}) > 1


def _verdict(row: Mapping[str, Any]) -> Verdict:
    if row["_same"]:
        return Verdict.SAME
    if row["_favourable"] is None:
        return Verdict.HIGHER if row["_higher"] else Verdict.LOWER
    return Verdict.BETTER if row["_favourable"] else Verdict.WORSE
