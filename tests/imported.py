"""A made-up national release, kept as an import keeps one, and the evidence with it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import polars as pl

from analytics.evidence.catalogue import Neighbour
from analytics.evidence.evidence import OBSERVATIONS, Evidence
from analytics.evidence.loading import load_evidence
from analytics.evidence.period_spellings import parse_period
from analytics.evidence.release_place import Place
from analytics.evidence.release_store import open_releases
from analytics.evidence.releases import Release, ReleaseKind
from analytics.importers.imported import Imported
from analytics.importers.store.store import ReleaseStore
from tests.shipped import shipped

CURRENT = [one.id for one in shipped().catalogue.authorities.values() if one.last_day is None]
# Every sort of measure that a release gives: shares and rates, better high, better low and neither, counts, caseloads.
MADE_UP = {
    "icpc_15": 80.0,
    "assess_45": 85.0,
    "rereferral_12m": 22.0,
    "cp_rate": 45.0,
    "cic_rate": 70.0,
    "cic_3plus_12m": 10.0,
    "cl_eet": 55.0,
    "cic_dental": 75.0,
    "sw_agency_rate": 16.0,
    "sw_vacancy_rate": 18.0,
    "sw_caseload_avg": 16.0,
    "cp_n": 300.0,
}
SNAPSHOTS = {"cp_rate": "31 March", "cic_rate": "31 March", "cp_n": "31 March", "cic_dental": "31 March"}


def made_up_nation(chance: Random) -> Iterator[dict]:
    """Six years of every measure for every council, region and England: some drift, some jump, some are withheld."""
    regions = sorted({one.region for one in shipped().catalogue.authorities.values()})
    for area in (*CURRENT, "england", *(f"region:{name}" for name in regions)):
        for indicator, usual in MADE_UP.items():
            value = usual * chance.uniform(0.6, 1.3)
            for year in range(2020, 2026):
                value = min(value * chance.choice((0.75, 0.95, 1.0, 1.0, 1.04, 1.2)), 99.9 if usual < 100 else 9999)
                withheld = chance.random() < 0.06 and ":" not in area and area != "england"
                workforce = indicator.startswith("sw_")
                day = f"30 September {year}" if workforce else f"{SNAPSHOTS.get(indicator)} {year}"
                period = day if workforce or indicator in SNAPSHOTS else f"{year - 1}/{year % 100}"
                yield {
                    "area": area,
                    "indicator": indicator,
                    "period": period,
                    "value": None if withheld else round(value, 0 if indicator == "cp_n" else 1),
                }


def release(year: int, kind: ReleaseKind = ReleaseKind.NATIONAL, **said: Any) -> Release:
    """A release of the year that ended in March, public in October."""
    return Release(
        **{
            "id": f"made-up-{year}",
            "family": "made-up",
            "kind": kind,
            "title": f"Made-up figures for tests, {year}",
            "short_title": f"made-up release {year}",
            "publisher": "Nobody",
            "published": date(year, 10, 30),
            "published_basis": "Made up",
            "data_to": date(year, 3, 31),
            "licence": "None",
            "attribution": "Made up",
        }
        | said
    )


def figures(of: Release, rows: Iterable[Mapping[str, Any]]) -> Imported:
    """What importing a file gives. Each row names area, indicator, period and value, None where it is withheld."""
    catalogue = shipped().catalogue
    records = []
    for number, row in enumerate(rows, 2):
        period, value = parse_period(row["period"]), row["value"]
        records.append(
            {
                "document": of.id,
                "locator": f"{of.id}.csv#{row['indicator']}",
                "dimension": "",
                "member": "",
                "period_kind": period.kind.value,
                "period_start": period.start,
                "period_end": period.end,
                "unit": catalogue.indicators[row["indicator"]].unit.value,
                "status": None if value is None else "final",
                "missing_reason": "suppressed" if value is None else None,
                "note": "",
                "printed": "" if value is None else f"{value:g}",
                "row": number,
                "numerator": None,
                "denominator": None,
            }
            | row
            | {"period": period.label}
        )
    frame = pl.DataFrame([{name: record[name] for name in OBSERVATIONS} for record in records], schema=OBSERVATIONS)
    return Imported(of, f"{of.id}.csv", hashlib.sha256(f"{records}".encode()).hexdigest(), frame)


def evidence_with(folder: Path, *imported: Imported, neighbours: Iterable[Neighbour] = ()) -> Evidence:
    """The shipped evidence with what was imported into a folder."""
    given = list(imported)
    if neighbours:
        of = release(2025, id="made-up-neighbours", family="neighbours")
        given.append(Imported(of, "neighbours.csv", "00", neighbours=tuple(neighbours)))
    ReleaseStore(Place.of(folder)).add(given, shipped().catalogue, datetime(2026, 1, 1, tzinfo=UTC))
    return load_evidence(releases=open_releases(folder))
