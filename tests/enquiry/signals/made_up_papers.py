"""Papers on the shipped evidence as known on a day, and papers that hold made-up rows and claims and no others."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

import polars as pl

from analytics.enquiry.papers import Papers, papers_of
from analytics.enquiry.settings import DEFAULTS, Settings
from analytics.evidence.evidence import CLAIMS
from analytics.evidence.period import Period, PeriodKind
from tests.notebooks.made_up import NEWER, evidence_of
from tests.notebooks.made_up import row as older_row
from tests.shipped import shipped

# The last months and years that the made-up document tells of, and the years before them.
YEAR, YEAR_BEFORE, YEAR_BEFORE_THAT = (
    Period(PeriodKind.FINANCIAL_YEAR, date(year, 4, 1), date(year + 1, 3, 31)) for year in (2022, 2021, 2020)
)
LONG_AGO, LONG_BEFORE = (
    Period(PeriodKind.FINANCIAL_YEAR, date(year, 4, 1), date(year + 1, 3, 31)) for year in (2017, 2016)
)


@lru_cache
def shipped_papers(authority: str, day: date | None = None) -> Papers:
    """The papers of the shipped evidence, with the shipped thresholds."""
    papers = papers_of(shipped(), authority, day)
    assert papers is not None
    return papers


def row(indicator: str, value: float | None, period: Period = YEAR, **cells: object) -> dict:
    """A figure of Barnsley's in its newest report, unless `cells` says otherwise."""
    return older_row(indicator, value, period, **({"document": NEWER} | cells))


def claim(indicator: str, asserted: str, text: str = "As the text says.", **cells: object) -> dict:
    """A statement of the same report."""
    blank = dict.fromkeys(CLAIMS, "") | {"document": NEWER, "locator": "3.2", "area": "barnsley"}
    return blank | {"indicator": indicator, "asserted": asserted, "text": text, "from": None, "to": None} | cells


def papers(*rows: dict, claims: tuple[dict, ...] = (), settings: Settings = DEFAULTS) -> Papers:
    """Barnsley's papers as if these rows and claims were all that was ever published."""
    evidence = replace(evidence_of(*rows), claims=pl.DataFrame(list(claims), schema=CLAIMS))
    found = papers_of(evidence, "barnsley", None, settings)
    assert found is not None
    return found
