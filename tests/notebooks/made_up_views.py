"""Views of the kinds of cell that the shipped evidence cannot fill, made from made-up evidence for all the tests."""

from datetime import date
from functools import lru_cache

from analytics.evidence.evidence import Evidence
from analytics.evidence.period import PeriodKind, containing, financial_year, month_end, snapshot
from analytics.notebooks.cells.beside import BesideCell
from analytics.notebooks.cells.control_chart import ControlChartCell
from analytics.notebooks.cells.distribution import DistributionCell
from analytics.notebooks.cells.revisions import RevisionsCell
from analytics.notebooks.render import AnyCell, render
from analytics.notebooks.view import View
from tests.notebooks.made_up import NEWER, evidence_of, level, row
from tests.notebooks.made_up_releases import authorities, national, nationwide
from tests.notebooks.made_up_revisions import revised

BARNSLEY = {"authority": "barnsley"}
# Up and down by turns, so that nothing stands out.
USUAL = [20.4, 19.1, 20.9, 19.6, 20.2, 19.3, 21.0, 19.4, 20.6, 19.2, 20.8, 19.5, 20.3, 19.7]


def months(indicator: str, values: list[float | None], **cells: object) -> list[dict]:
    """Figures of a measure month by month from January 2022."""
    periods = [containing(PeriodKind.MONTH, date(2022 + n // 12, 1 + n % 12, 1)) for n in range(len(values))]
    return [
        row(indicator, value, period, document=NEWER, **cells) for period, value in zip(periods, values, strict=True)
    ]


def month_ends(indicator: str, values: list[float]) -> list[dict]:
    """The same at the end of each month, as caseloads are counted."""
    days = [snapshot(month_end(2022 + n // 12, 1 + n % 12)) for n in range(len(values))]
    return [row(indicator, value, day, document=NEWER) for day, value in zip(days, values, strict=True)]


def more(by: float, values: list[float]) -> list[float]:
    """The same figures, each so much higher."""
    return [round(value + by, 1) for value in values]


def control_charts() -> Evidence:
    """One measure that is as usual, one that ran above its mean, one with a month beyond its limits, one with a gap."""
    target = level("rereferral_12m", 20.0, document=NEWER, locator="3.1")
    return evidence_of(
        *months("rereferral_12m", USUAL),
        *months("sw_agency_rate", [*more(-4, USUAL), *more(2, USUAL[:8])]),
        *months("cp_visit_time", [*more(70, USUAL), 99.0]),
        *months("cl_eet", [*more(40, USUAL), None, None, *more(40, USUAL)]),
        *month_ends("sw_caseload_avg", more(-2, USUAL)),
        *months("assess_45", [99.4, 98.2]),
        targets=(target,),
    )


def all_authorities() -> Evidence:
    """Two measures of 60 authorities for three years: one with ties, a joint return and some missing; one of few."""
    rows = []
    for place, area in enumerate([*authorities(60), "england", "region:Yorkshire and The Humber"]):
        for year in (2021, 2022, 2023):
            missing = place > 55 and place < 60
            value = None if missing else round(8 + (place * 7 % 40) / 3 + year - 2021, 1)
            reason = "suppressed" if place % 2 else "not_supplied"
            rows.append(national("sw_agency_rate", area, value, financial_year(year), missing_reason=reason))
            if place < 5:
                rows.append(national("sw_turnover", area, value, financial_year(year)))
    joined = [one for one in rows if one["area"] in authorities(60)[40:42]]
    for one in joined:
        one |= {"value": 20.0, "printed": "20.0", "row": 9000 + int(one["period"][:4])}
    return nationwide(*rows)


@lru_cache
def made_up_results() -> dict[AnyCell, View]:
    """Every such cell with its view."""
    asked = [
        (ControlChartCell(**BARNSLEY, indicator=name), control_charts())
        for name in ("rereferral_12m", "sw_agency_rate", "cp_visit_time", "cl_eet", "sw_caseload_avg")
    ]
    asked += [
        (DistributionCell(**BARNSLEY, indicator="sw_agency_rate"), all_authorities()),
        (DistributionCell(**BARNSLEY, indicator="sw_agency_rate", period="2021/22"), all_authorities()),
        (BesideCell(**BARNSLEY, indicator="sw_agency_rate"), all_authorities()),
        (RevisionsCell(**BARNSLEY), revised()),
    ]
    return {cell: render(cell, evidence) for cell, evidence in asked}
