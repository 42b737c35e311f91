"""One council's national figures, made up, as the rules of the enquiry meet them."""

from pathlib import Path

from analytics.enquiry.lines import Enquiry, enquire
from analytics.enquiry.papers import Papers, papers_of
from analytics.evidence.national import national_evidence
from tests.imported import CURRENT, evidence_with, figures, release


def years(area: str, indicator: str, *values: float | None, last: int = 2024, **cells: object) -> list[dict]:
    """A figure a financial year, the last of them of `last` and the year after."""
    first = last - len(values) + 1
    return [
        {"area": area, "indicator": indicator, "period": f"{first + place}/{(first + place + 1) % 100}", "value": value}
        | cells
        for place, value in enumerate(values)
    ]


def everywhere(indicator: str, *values: float, but: str = "barnsley") -> list[dict]:
    """The same figures for every other council and for England."""
    return [row for area in (*CURRENT, "england") if area != but for row in years(area, indicator, *values)]


def national_papers(folder: Path, *rows: dict, authority: str = "barnsley", **of: object) -> Papers:
    """The papers of a council as if one release had these rows."""
    evidence = evidence_with(folder, figures(release(2025, **of), rows))
    return papers_of(national_evidence(evidence, authority), authority, None)


def asked(papers: Papers) -> Enquiry:
    """What to ask on them."""
    return enquire(papers)


def latest(papers: Papers, indicator: str) -> dict:
    """The council's latest figure of a measure."""
    rows = papers.facts.latest
    return rows.filter(rows["indicator"] == indicator).row(0, named=True)
