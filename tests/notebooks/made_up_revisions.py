"""Two releases of one family that disagree, without a file of anybody's."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from analytics.evidence.evidence import OBSERVATIONS, Evidence
from analytics.evidence.period import financial_year
from analytics.evidence.releases import Release
from tests.imported import release
from tests.notebooks.made_up_releases import MadeUpReleases, national
from tests.shipped import shipped

OLDER, NEWER = release(2023), release(2024)
PUBLIC = (OLDER.published, NEWER.published)


@dataclass(frozen=True, eq=False)
class Kept(MadeUpReleases):
    """Imported releases with what is said of each."""

    releases: Mapping[str, Release] = field(default_factory=dict)


def two_editions(*rows: dict, releases: tuple[Release, ...] = (OLDER, NEWER)) -> Evidence:
    """The shipped evidence with releases of these rows."""
    numbered = [entry | {"row": number} for number, entry in enumerate(rows, start=2)]
    held = {one.id: one for one in sorted(releases, key=lambda one: one.published, reverse=True)}
    documents = {slug: one.as_document() for slug, one in held.items()}
    kept = Kept(pl.DataFrame(numbered, schema=OBSERVATIONS), documents, shipped().ratings.clear(), held)
    return replace(shipped(), releases=kept)


def given(of: Release, indicator: str, year: int, value: float | None, **cells: object) -> dict:
    """One figure of Barnsley in one release, printed in as few digits as say it unless others are given."""
    digits = cells.pop("printed", "" if value is None else f"{value:g}")
    return national(indicator, "barnsley", value, financial_year(year), document=of.id, **cells) | {"printed": digits}


def revised() -> Evidence:
    """A figure that looks better later, one that looks worse, one of neither, one supplied and one withdrawn."""
    return two_editions(
        given(OLDER, "rereferral_12m", 2021, 20.0, printed="20.0"),
        given(NEWER, "rereferral_12m", 2021, 18.5, printed="18.5"),
        given(OLDER, "cl_eet", 2021, 60.0),
        given(NEWER, "cl_eet", 2021, 52.0),
        given(OLDER, "cic_rate", 2021, 79.0),
        given(NEWER, "cic_rate", 2021, 78.0),
        given(OLDER, "cl_accom", 2021, None),
        given(NEWER, "cl_accom", 2021, 94.0),
        given(OLDER, "sw_turnover", 2021, 12.0),
        given(NEWER, "sw_turnover", 2021, None, missing_reason="low_reliability"),
        given(OLDER, "sw_agency_rate", 2021, 15.4, printed="15.4"),
        given(NEWER, "sw_agency_rate", 2021, 15.0, printed="15"),
        given(OLDER, "rereferral_12m", 2021, 9.0, dimension="age", member="Under 5"),
        given(NEWER, "rereferral_12m", 2021, 11.0, dimension="age", member="Under 5"),
        given(NEWER, "cl_eet", 2022, 55.0),
    )


THE_DAY_BEFORE = date(2024, 10, 29)
