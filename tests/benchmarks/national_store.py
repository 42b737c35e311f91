"""A made-up store of national releases of any size, the same at every time, as an import leaves it."""

import json
import shutil
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
import polars as pl

from analytics.evidence.catalogue import Catalogue, Indicator, Neighbour
from analytics.evidence.catalogue_files import load_catalogue
from analytics.evidence.evidence import OBSERVATIONS, RATINGS
from analytics.evidence.loading import SHIPPED
from analytics.evidence.release_index import FileRecord, Index, Part, Summary
from analytics.evidence.release_place import INDEX_NAME, Place
from analytics.evidence.release_rows import BY_AREA, BY_INDICATOR
from analytics.evidence.releases import Release, ReleaseKind
from analytics.importers.store.files import put_bytes, put_rows

FIRST, YEARS = 2010, 15
MEMBERS = ["", *(f"Group {number}" for number in range(1, 10))]
# Which releases print which of the years, counted from the first: the newest all of them, the one before the last four.
RELEASES = {"made-up-2025": (2025, range(YEARS)), "made-up-2024": (2024, range(YEARS - 5, YEARS - 1))}
# What an indicator is in, and how many times numerator over denominator it is; None for the numerator itself.
UNITS = (*[("percent", 100.0)] * 8, ("rate per 10,000", 10_000.0), ("count", None))
PRINTINGS = sum(len(years) for _published, years in RELEASES.values())
# One measure in so many has the newest year of every third area only, too few of most councils' similar ones.
LATE, COME_IN = 7, 3


@cache
def catalogue() -> Catalogue:
    return load_catalogue(SHIPPED / "catalogue")[0]


@cache
def councils() -> list[str]:
    """The authorities there are today, by their ids."""
    return sorted(one.id for one in catalogue().authorities.values() if one.last_day is None)


@cache
def areas() -> list[str]:
    found = catalogue().authorities
    return sorted([*councils(), "england", *{f"region:{found[one].region}" for one in councils()}])


def rows_of_one_indicator() -> int:
    """At least so many: one in a hundred is left out, and of late measures two thirds of the newest year."""
    return int(len(areas()) * len(MEMBERS) * PRINTINGS * 0.98)


def make(folder: Path, observations: int) -> None:
    """A store of at least so many observations. Any size begins with the same indicators."""
    place, count = Place.of(folder), -(-observations // rows_of_one_indicator())
    unsorted = folder / "made"
    unsorted.mkdir(parents=True)
    for first in range(0, count, 20):
        numbers = range(first, min(first + 20, count))
        rows = pl.concat(_indicator(number) for number in numbers).sort(BY_INDICATOR)
        rows.write_parquet(unsorted / f"{first:06}.parquet", compression="lz4")
    by_indicator = put_rows(place, "built/made/by_indicator.parquet", pl.scan_parquet(unsorted), OBSERVATIONS)
    shutil.rmtree(unsorted)
    unsorted.mkdir()
    for first in range(0, len(areas()), 16):
        some = place.scan(by_indicator.name).filter(pl.col("area").is_in(areas()[first : first + 16]))
        some.collect(engine="streaming").sort(BY_AREA).write_parquet(
            unsorted / f"{first:06}.parquet", compression="lz4"
        )
    by_area = put_rows(place, "built/made/by_area.parquet", pl.scan_parquet(unsorted), OBSERVATIONS)
    shutil.rmtree(unsorted)
    _write_index(place, count, {"by_indicator": by_indicator, "by_area": by_area})


def _indicator(number: int) -> pl.DataFrame:
    """Figures that drift from year to year, some withheld, some left out, some revised by the newer release."""
    chance = np.random.default_rng([2025, number])
    shape = (len(MEMBERS), YEARS, len(areas()))
    wide = np.array([area == "england" or ":" in area for area in areas()])
    of = np.where(wide, 60_000, 1) * chance.integers(80, 4000, (len(MEMBERS), 1, len(areas())))
    drift = chance.normal(0, 0.8, (len(MEMBERS), 1, len(areas()))) * np.arange(YEARS)[:, None]
    share = chance.uniform(15, 85, (len(MEMBERS), 1, 1)) + chance.normal(0, 8, (len(MEMBERS), 1, len(areas()))) + drift
    share = np.clip(share + chance.normal(0, 1.5, shape), 1, 99)
    found = []
    for release, (_year, years) in RELEASES.items():
        kept = slice(years.start, years.stop)
        printed = share[:, kept] + (0 if release.endswith("2025") else (chance.random(share[:, kept].shape) < 0.05))
        counted = np.round(np.clip(printed, 0, 100) / 100 * of)
        grid = np.indices(counted.shape).reshape(3, -1)
        frame = pl.DataFrame(
            {
                "_member": grid[0],
                "_year": grid[1] + years.start,
                "_area": grid[2],
                "numerator": counted.ravel(),
                "denominator": np.broadcast_to(of, counted.shape).ravel().astype("float64"),
                "_withheld": chance.random(counted.size) < 0.03,
                "_row": np.arange(2, counted.size + 2),
            }
        )
        frame = frame.filter(pl.Series(chance.random(counted.size) >= 0.01))
        if number % LATE == LATE - 1:
            frame = frame.filter((pl.col("_year") < YEARS - 1) | (pl.col("_area") % COME_IN == 0))
        found.append(_as_rows(frame, release, number))
    return pl.concat(found)


def _as_rows(frame: pl.DataFrame, release: str, number: int) -> pl.DataFrame:
    unit, times = UNITS[number % len(UNITS)]
    start = pl.date(FIRST + pl.col("_year"), 4, 1)
    value = pl.col("numerator") if times is None else (times * pl.col("numerator") / pl.col("denominator")).round(1)
    firm = ~pl.col("_withheld")
    of = firm if times is not None else pl.lit(value=False)
    labels = [f"{FIRST + year}/{(FIRST + year + 1) % 100:02}" for year in range(YEARS)]
    return (
        frame.with_columns(
            pl.lit(release).alias("document"),
            pl.lit(f"figures_{number:05}.csv#value").alias("locator"),
            pl.Series(areas()).gather(frame["_area"]).alias("area"),
            pl.lit(indicator_id(number)).alias("indicator"),
            pl.when(pl.col("_member") == 0).then(pl.lit("")).otherwise(pl.lit("Group")).alias("dimension"),
            pl.Series(MEMBERS).gather(frame["_member"]).alias("member"),
            pl.Series(labels).gather(frame["_year"]).alias("period"),
            pl.lit("financial_year").alias("period_kind"),
            start.alias("period_start"),
            start.dt.offset_by("1y").dt.offset_by("-1d").alias("period_end"),
            pl.when(firm).then(value).alias("value"),
            pl.when(of).then("numerator").alias("numerator"),
            pl.when(of).then("denominator").alias("denominator"),
            pl.lit(unit).alias("unit"),
            pl.when(firm).then(pl.lit("final")).alias("status"),
            pl.when(~firm).then(pl.lit("suppressed")).alias("missing_reason"),
            pl.lit("").alias("note"),
            pl.col("_row").alias("row"),
        )
        .with_columns(pl.col("value").cast(pl.String).fill_null("").alias("printed"))
        .select([pl.col(name).cast(kind) for name, kind in OBSERVATIONS.items()])
    )


def indicator_id(number: int) -> str:
    return f"made_up_{number:05}"


def _described(number: int) -> Indicator:
    return Indicator(
        id=indicator_id(number),
        name=f"Made-up measure {number}",
        short_name=f"Made-up {number}",
        phrase=f"the made-up measure {number}",
        definition="Made up for a benchmark.",
        unit=UNITS[number % len(UNITS)][0],
        polarity=("higher is better", "lower is better", "neither")[number % 3],
        theme="population",
        why_it_matters="It does not matter at all.",
        from_release="made-up-2025",
    )


def _neighbours() -> list[Neighbour]:
    """Ten councils like each, near it in the order of their names in one list and farther in the other."""
    names = councils()
    return [
        Neighbour(
            model=model,
            authority=one,
            rank=rank,
            neighbour=names[(at + step * rank) % len(names)],
            closeness="close",
        )
        for model, step in ((2021, 7), (2025, 11))
        for at, one in enumerate(names)
        for rank in range(1, 11)
    ]


def _write_index(place: Place, count: int, built: dict[str, Part]) -> None:
    def kept(name: str, content: bytes, rows: int) -> Part:
        put_bytes(place, f"built/made/{name}", content)
        return Part(name=f"built/made/{name}", sha256=sha256(content).hexdigest(), size=len(content), rows=rows)

    def listed(entries: list[Indicator] | list[Neighbour]) -> bytes:
        return json.dumps([one.model_dump(mode="json", exclude_defaults=True) for one in entries]).encode()

    described, neighbours = [_described(number) for number in range(count)], _neighbours()
    built["indicators"] = kept("indicators.json", listed(described), count)
    built["neighbours"] = kept("neighbours.json", listed(neighbours), len(neighbours))
    path = Path(place.at("built/made/ratings.parquet"))
    pl.DataFrame(schema=RATINGS).write_parquet(path)
    digest = sha256(path.read_bytes()).hexdigest()
    built["ratings"] = Part(name="built/made/ratings.parquet", sha256=digest, size=path.stat().st_size, rows=0)
    files = tuple(
        FileRecord(
            dataset=release,
            name=f"{release}.csv",
            sha256="",
            gives="",
            imported=datetime(2026, 1, 1, tzinfo=UTC),
            release=Release(
                id=release,
                family="made-up",
                kind=ReleaseKind.NATIONAL,
                title=f"Made-up figures, {published}",
                short_title=f"made-up {published}",
                publisher="Nobody",
                published=date(published, 10, 30),
                published_basis="Made up",
                data_to=date(published, 3, 31),
                licence="None",
                attribution="Made up",
            ),
            parts={},
            summary=Summary(),
        )
        for release, (published, _years) in RELEASES.items()
    )
    index = Index(
        version="made",
        files=files,
        built=built,
        areas=tuple(areas()),
        indicators=tuple(indicator_id(number) for number in range(count)),
    )
    put_bytes(place, INDEX_NAME, index.model_dump_json().encode())
