"""Evidence with a made-up national release: figures of many authorities, without a file of anybody's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from analytics.evidence.document import Document
from analytics.evidence.evidence import OBSERVATIONS, Evidence
from analytics.evidence.period import Period, financial_year
from analytics.evidence.releases import Release, ReleaseKind
from analytics.evidence.vocabulary import MissingReason
from tests.measures.figures import printed
from tests.shipped import shipped

RELEASE = "children-in-need-2024"
LATEST = financial_year(2023)


def release(identity: str = RELEASE, published: date = date(2024, 11, 1)) -> Document:
    """A national release as a document of the evidence."""
    return Release(
        id=identity,
        family="children-in-need",
        kind=ReleaseKind.NATIONAL,
        title="Children in need, made up",
        short_title="Children in need, made up",
        publisher="Department for Education",
        published=published,
        published_basis="Made up.",
        data_to=date(2024, 3, 31),
        licence="Open Government Licence v3.0",
        attribution="Made up.",
    ).as_document()


@dataclass(frozen=True, eq=False)
class MadeUpReleases:
    """What imported releases are asked for, answered from rows in memory."""

    frame: pl.DataFrame
    documents: Mapping[str, Document]
    ratings: pl.DataFrame

    @property
    def compilations(self) -> frozenset[str]:
        return frozenset()

    def of_indicator(self, indicator: str, dimension: str, member: str) -> pl.LazyFrame:
        same = {"indicator": indicator, "dimension": dimension, "member": member}
        return self.frame.lazy().filter(*(pl.col(name) == value for name, value in same.items()))

    def of_areas(self, areas: list[str]) -> pl.LazyFrame:
        return self.frame.lazy().filter(pl.col("area").is_in(areas))

    def areas(self) -> list[str]:
        return self.frame["area"].unique().to_list()


def national(indicator: str, area: str, value: float | None, period: Period = LATEST, **cells: object) -> dict:
    """A figure of a release, or why it is missing: `missing_reason`, withheld unless it says otherwise."""
    unit = shipped().catalogue.indicators[indicator].unit.value
    reason = cells.pop("missing_reason", MissingReason.SUPPRESSED.value)
    cells = {"document": RELEASE, "locator": "figures.csv#value", "row": None} | cells
    row = printed(indicator=indicator, area=area, value=value, period=period, unit=unit, **cells)
    return row | {"missing_reason": reason if value is None else None}


def nationwide(*rows: dict, documents: Mapping[str, Document] | None = None) -> Evidence:
    """The shipped evidence with one or more releases of these rows, each row of the file one area's."""
    numbered = [entry | {"row": entry["row"] or number} for number, entry in enumerate(rows, start=2)]
    frame = pl.DataFrame(numbered, schema=OBSERVATIONS)
    held = documents or {RELEASE: release()}
    return replace(shipped(), releases=MadeUpReleases(frame, held, shipped().ratings.clear()))


def authorities(count: int) -> list[str]:
    """Some authorities by name, Barnsley and its neighbours of both lists among them."""
    catalogue = shipped().catalogue
    similar = [one.id for model in (2025, 2021) for one in catalogue.neighbours_of("barnsley", model)]
    rest = sorted(name for name, one in catalogue.authorities.items() if one.last_day is None)
    return [*dict.fromkeys(["barnsley", *similar, *rest])][:count]
