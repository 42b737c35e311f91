"""Evidence with made-up rows in place of the shipped ones, and the same documents, catalogue and councils."""

from dataclasses import replace

import polars as pl

from analytics.evidence.evidence import FINDINGS, OBSERVATIONS, RATINGS, TARGETS, Evidence
from analytics.evidence.period import Period
from tests.measures.figures import printed
from tests.shipped import shipped

# Two documents about Barnsley, whose places are lines in the older and paragraphs in the newer one.
OLDER, NEWER = "barnsley-self-evaluation-2018", "barnsley-scrutiny-report-2023"


def row(indicator: str, value: float | None, period: Period, **cells: object) -> dict:
    """A printed figure of Barnsley's in the older document, unless `cells` says otherwise."""
    unit = shipped().catalogue.indicators[indicator].unit.value
    cells = {"document": OLDER, "dimension": "team" if cells.get("member") else ""} | cells
    if cells["document"] == NEWER:
        cells.setdefault("locator", "3.1")
    return printed(indicator=indicator, value=value, period=period, unit=unit, **cells)


def level(indicator: str, value: float, **cells: object) -> dict:
    """A target, or another level that `cells` makes of it."""
    standard = {"document": OLDER, "locator": "L2", "area": "barnsley", "member": "", "kind": "target", "note": ""}
    return {"indicator": indicator, "value": value, "from": None, "to": None} | standard | cells


def rating(subject: str, word: str, period: Period, **cells: object) -> dict:
    """A grade of Ofsted's, unless `cells` says otherwise."""
    standard = {"document": OLDER, "locator": "L3", "area": "barnsley", "scale": "ofsted", "row": 2}
    return {"subject": subject, "rating": word, "period": period.label, "period_end": period.end} | standard | cells


def evidence_of(*rows: dict, targets: tuple[dict, ...] = (), ratings: tuple[dict, ...] = ()) -> Evidence:
    """Evidence that holds these rows and no others."""
    numbered = [entry | {"row": number} for number, entry in enumerate(rows, start=2)]
    return replace(
        shipped(),
        observations=pl.DataFrame(numbered, schema=OBSERVATIONS),
        targets=pl.DataFrame(list(targets), schema=TARGETS),
        ratings=pl.DataFrame(list(ratings), schema=RATINGS),
        findings=pl.DataFrame(schema=FINDINGS),
        claims=shipped().claims.clear(),
        identities=(),
        notes=(),
    )
