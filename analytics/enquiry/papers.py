"""The papers: all that the rules look at for one council on one day."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

import polars as pl

from analytics.enquiry.library import Library, load_library
from analytics.enquiry.settings import DEFAULTS, Settings
from analytics.evidence.catalogue import Indicator
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Unit
from analytics.evidence.wording import day_in_words
from analytics.measures.facts import Facts, facts_about


@dataclass(frozen=True, eq=False)
class Papers:
    """Evidence limited to one authority and to what was public on a day, with its facts and the thresholds in force.

    `read_on` is the day the papers are read: the as-known-on day, or the newest document's where none is set.
    """

    evidence: Evidence = field(repr=False)
    authority: str
    facts: Facts = field(repr=False)
    read_on: date
    settings: Settings
    library: Library = field(repr=False)

    def indicator(self, name: str) -> Indicator:
        """The catalogue's entry."""
        return self.evidence.catalogue.indicators[name]

    @property
    def council(self) -> str:
        """The authority's name."""
        return self.evidence.catalogue.area_name(self.authority)

    @property
    def council_in_text(self) -> str:
        """The authority's name as a sentence has it: "the Isle of Wight"."""
        return self.evidence.catalogue.area_in_text(self.authority)

    @property
    def newest(self) -> date:
        """The last day that any of the documents has figures for."""
        return max(held.file.data_to for held in self.evidence.documents.values())

    @property
    def read_day(self) -> str:
        """`read_on` in words that stay true however long after it they are read."""
        day = day_in_words(self.read_on)
        came_out = max(held.file.available_from for held in self.evidence.documents.values())
        return f"the day the newest of {these(self.evidence)} came out, {day}" if came_out == self.read_on else day

    @property
    def oldest_recent(self) -> date:
        """Figures and documents whose last day is earlier are history, not what this meeting is about."""
        return self.newest - timedelta(days=self.settings.recent_days)

    def recent(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows whose period (`period_end`) ended recently enough to draw a line from."""
        return rows.filter(pl.col("period_end") >= self.oldest_recent)

    def is_recent(self, document: str) -> bool:
        """Whether a document's own figures are recent."""
        return self.evidence.documents[document].file.data_to >= self.oldest_recent


def these(evidence: Evidence) -> str:
    """What the figures of a council are printed in: "these papers", or of national figures "these releases"."""
    return "these papers" if evidence.neighbours is None else "these releases"


def _to_ask_about(evidence: Evidence) -> Evidence:
    """What questions are drawn from: of national releases, figures of the whole council that the catalogue describes.

    No question was written for the hundreds of measures that only a release's own dictionary describes, and among the
    hundreds of parts into which a release splits its figures some move every year by chance. Of an average score nobody
    publishes how far children differ, so what chance explains cannot be told.
    """
    if evidence.neighbours is None:
        return evidence
    others = [name for name, indicator in evidence.catalogue.indicators.items() if indicator.from_release]
    is_score = pl.col("unit") == Unit.RATIO.value
    asked = (pl.col("dimension") == "") & ~pl.col("indicator").is_in(others) & ~is_score
    return replace(evidence, observations=evidence.observations.filter(asked))


@lru_cache(maxsize=64)
def papers_of(evidence: Evidence, authority: str, as_known_on: date | None, settings: Settings = DEFAULTS) -> Papers:
    """The papers of an authority as known on a day. Raises ValueError where no document about it was public."""
    known = _to_ask_about(evidence.about(authority).as_known_on(as_known_on))
    if not known.documents:
        raise ValueError(f"No document about {authority} was public by {as_known_on or 'today'}.")
    read_on = as_known_on or max(held.file.available_from for held in known.documents.values())
    return Papers(known, authority, facts_about(known, authority), read_on, settings, load_library())
