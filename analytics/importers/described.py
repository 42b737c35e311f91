"""What a file that was read is, in words for the person who brings it."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.vocabulary import Unit
from analytics.evidence.wording import count_of, listed
from analytics.importers.imported import Imported


@dataclass(frozen=True)
class Described:
    """One file: the release it is of, its measures by their short names, and how much of what is in it."""

    title: str
    measures: tuple[str, ...]
    held: str
    years: str

    @property
    def sentence(self) -> str:
        """How much there is and of when: "4,321 figures of 153 councils, 9 regions and England, 2013 to 2025."."""
        return f"{self.held}{f', {self.years}' if self.years else ''}."


def described(given: Imported, catalogue: Catalogue) -> Described:
    """What an imported file is. Years are those in which the periods of its figures and ratings end."""
    rows = given.observations
    known = catalogue.extended(given.indicators, ()).indicators
    ids = rows["indicator"].unique(maintain_order=True).to_list()
    held = [count_of(rows.height, "figure")] if rows.height else []
    held += [count_of(given.ratings.height, "rating")] if given.ratings.height else []
    held += [f"{count_of(len(given.neighbours), 'place')} in a list of similar councils"] if given.neighbours else []
    areas = pl.concat([rows["area"], given.ratings["area"]]).unique()
    ends = pl.concat([rows["period_end"], given.ratings["period_end"]]).drop_nulls()
    first, last = ends.min(), ends.max()
    years = ""
    if isinstance(first, date) and isinstance(last, date):
        years = str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    return Described(
        given.release.short_title,
        tuple(known[name].short_name if name in known else name for name in ids),
        listed(held) + (f" of {_areas(areas)}" if len(areas) else ""),
        years,
    )


def _areas(areas: pl.Series) -> str:
    regions = areas.str.starts_with("region:").sum()
    england = (areas == "england").any()
    councils = len(areas) - int(regions) - int(england)
    said = [count_of(councils, "council")] if councils else []
    said += [count_of(int(regions), "region")] if regions else []
    return listed([*said, *(["England"] if england else [])])


def unsized(given: Imported, catalogue: Catalogue) -> tuple[str, ...]:
    """The short names of the shares and averages of which some figure does not say out of how many it is.

    Only of files that stay inside: what others have published, they have looked at themselves.
    """
    if not given.release.stays_inside:
        return ()
    has_none = pl.col("value").is_not_null() & pl.col("denominator").is_null()
    ids = given.observations.filter(has_none)["indicator"].unique().sort()
    known = catalogue.extended(given.indicators, ()).indicators
    return tuple(known[one].short_name for one in ids if one in known and rests_on_people(known[one].unit))


def rests_on_people(unit: Unit) -> bool:
    """Whether a figure in a unit is a share or an average, which is of so many people or cases.

    >>> rests_on_people(Unit.PERCENT), rests_on_people(Unit.CHILDREN_PER_WORKER), rests_on_people(Unit.COUNT)
    (True, True, False)
    """
    return unit not in (Unit.COUNT, Unit.POSTS, Unit.GBP_MILLION, Unit.RATE_PER_10K)


def lacks_day(given: Imported, today: date) -> bool:
    """Whether nobody knows on which day the release was published, so that the day of the import stands for it."""
    return given.release.published == today
