"""Small made-up releases for the tests of the store, and ways to look at all that is kept in a folder."""

import hashlib
from datetime import UTC, date, datetime

import polars as pl

from analytics.evidence.catalogue import Indicator, Neighbour
from analytics.evidence.catalogue_files import load_catalogue
from analytics.evidence.evidence import OBSERVATIONS, RATINGS
from analytics.evidence.loading import SHIPPED
from analytics.evidence.period import snapshot
from analytics.evidence.release_place import Place
from analytics.evidence.releases import Release, ReleaseKind
from analytics.importers.imported import Imported
from analytics.importers.store.store import ReleaseStore

CATALOGUE, _ = load_catalogue(SHIPPED / "catalogue")
NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)

INDICATOR = Indicator(
    id="lait_absence",
    name="Absence of children in need",
    short_name="Absence",
    phrase="the absence of children in need",
    definition="Sessions missed by children in need.",
    unit="percent",
    polarity="lower is better",
    theme=next(iter(CATALOGUE.themes)),
    why_it_matters="Children out of school are out of sight.",
)
NEIGHBOUR = Neighbour(model=2025, authority="barnsley", rank=1, neighbour="rotherham", closeness="Close")
RATING = {
    "locator": "outcomes.ods#Overall",
    "area": "barnsley",
    "scale": "ofsted",
    "subject": "overall",
    "period": "5 September 2023",
    "rating": "good",
    "period_end": date(2023, 9, 5),
    "row": 4,
}


def release(year=2025, family="looked-after", kind=ReleaseKind.NATIONAL, **changed):
    fields = {
        "id": f"{family}-{year}",
        "family": family,
        "kind": kind,
        "title": f"Children looked after in England: {year}",
        "short_title": f"Looked after {year}",
        "publisher": "Department for Education",
        "published": date(year, 11, 20),
        "published_basis": "As printed on the release.",
        "data_to": date(year, 3, 31),
        "licence": "Open Government Licence v3.0",
        "attribution": "Contains public sector information.",
    }
    return Release(**(fields | changed))


def rows(of, file, values, indicator="cla_rate", dimension="", member="", column="rate_per_10000"):
    """Observations of one measure: `values` by area and year."""
    made = []
    for number, ((area, year), value) in enumerate(values.items(), start=2):
        day = snapshot(date(year, 3, 31))
        made.append(
            {
                "document": of.id,
                "locator": f"{file}#{column}",
                "area": area,
                "indicator": indicator,
                "dimension": dimension,
                "member": member,
                "period": day.label,
                "period_kind": day.kind.value,
                "period_start": day.start,
                "period_end": day.end,
                "value": value,
                "numerator": None,
                "denominator": None,
                "unit": "rate per 10,000",
                "status": None if value is None else "final",
                "missing_reason": "suppressed" if value is None else None,
                "note": "",
                "printed": "" if value is None else f"{value:g}",
                "row": number,
            }
        )
    return pl.DataFrame(made, schema=OBSERVATIONS)


def imported(of=None, file="rates.csv", values=None, content="", ratings=(), **more):
    """An imported file; `content` stands for the bytes of the file that it was made from."""
    of = of or release()
    measure = {key: more.pop(key) for key in ("indicator", "dimension", "member", "column") if key in more}
    observations = rows(of, file, {} if values is None else values, **measure)
    return Imported(
        release=of,
        file=file,
        sha256=hashlib.sha256(f"{file}{values}{content}".encode()).hexdigest(),
        observations=observations,
        ratings=pl.DataFrame([{"document": of.id} | dict(each) for each in ratings], schema=RATINGS),
        **more,
    )


RATES = {("barnsley", 2023): 79.0, ("barnsley", 2024): 80.0, ("england", 2023): 71.0, ("barnet", 2023): None}


def store(folder):
    return ReleaseStore(Place.of(folder))


def add(folder, *files, now=NOW):
    """What the store says to some files."""
    return store(folder).add(files, CATALOGUE, now)


def everything(folder):
    """Every kept file and its bytes, without the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "import.lock"
    }
