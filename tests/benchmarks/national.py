"""Every measure of every authority from a national store: ours, in pandas and in DuckDB; and what a page reads.

    python tests/benchmarks/national.py [observations] [rounds] [larger]

Needs the optional dependencies: pip install -e .[benchmark]. The store is made up (see `national_store`), of 3.5
million observations unless another number is given; `larger`, such as 35e6, is a second size, from which the exponents
of growth are worked out. Each round is a cold process with its libraries loaded when the time starts; the best of the
rounds is kept.

All ways do the same work. Each reads the same Parquet file and writes the same four tables as Parquet: every series;
every latest figure in 79 columns, with the run and the one before, the trend in words and where its interval stands
against England; each beside its comparators, with documents, ages and gaps, where similar councils are looked for in
other years and releases if fewer than five have a figure; and the latest figures once more by area. After the rounds
every row and column of the four tables has to be equal, floats within 1e-7. The others are kept to what the made-up
figures ask of them: they do without the rules for joint returns, months, figures in words and releases that leave out a
council, they do not look whether the file is as it was, and they write each table in one file and, but for the last,
in any order. All compress by Snappy. DuckDB may use half of the machine's memory, and its disk for what does not fit.
Timings are printed beside how fast this machine copies memory, and never asserted.
"""
# ruff: noqa: PLC0415 - a process loads only what it measures, or its memory would be that of all three.

import json
import math
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
LIBRARIES = {
    "ours": ("polars", "analytics.measures.national.build"),
    "pandas": ("pandas", "pyarrow.parquet"),
    "duckdb": ("duckdb",),
}
KEY = ["area", "indicator", "dimension", "member"]
# The tables, and what no two rows of each have in common.
TABLES = {
    "series": [*KEY, "period_kind", "period_start", "period_end"],
    "latest": KEY,
    "comparisons": [*KEY, "comparator"],
}
# How many rows of a table are compared at once.
COMPARED = 4_000_000
# A page reads one measure's history, one measure everywhere, and one authority's latest figures.
READS = 20
# What is printed of each way beside its times, and whose growth is worked out.
AMOUNTS = ("peak MB", "read MB", "written MB")
GROWING = ("seconds", "processor", "peak MB")
# How many seconds one cold process may take.
LONGEST = 720


def ours(store: Path, out: Path) -> None:
    from analytics.evidence.release_store import open_releases
    from analytics.measures.national.build import build_with_polars
    from analytics.measures.national.context import context_of
    from tests.benchmarks.national_store import catalogue

    releases = open_releases(store)
    build_with_polars(releases, context_of(releases, catalogue()), out, lambda share: None)


SMALL = ("releases", "indicators", "authorities", "neighbours")


def write_small(store: Path) -> None:
    """The small tables as every way but ours reads them."""
    from analytics.evidence.release_store import open_releases
    from analytics.measures.national.context import context_of
    from tests.benchmarks.national_store import catalogue

    context = context_of(open_releases(store), catalogue())
    (store / "small").mkdir()
    frames = (context.available_from, context.indicators, context.authorities, context.neighbours)
    for name, frame in zip(SMALL, frames, strict=True):
        frame.write_parquet(store / "small" / f"{name}.parquet")


def run(way: str, store: Path, out: Path) -> None:
    """Times one way in this process, and prints what it took."""
    for module in LIBRARIES[way]:
        import_module(module)
    # Where memory runs out, this process is the one to be ended.
    Path("/proc/self/oom_score_adj").write_text("1000")
    build = ours if way == "ours" else import_module(f"tests.benchmarks.national_{way}").build
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    build(store, out)
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    # The most memory of this process alone; what `resource` says begins with that of the one that started it.
    peak = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024
    io = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())
    print(
        json.dumps(
            {
                "seconds": seconds,
                "processor": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
                "peak MB": peak,
                "read MB": int(io["rchar"]) / 1e6,
                "written MB": int(io["wchar"]) / 1e6,
            }
        )
    )


def reads(store: Path, built: Path) -> None:
    """Times what a page reads, each of a measure or an authority that was not asked about before."""
    import polars as pl

    from analytics.evidence.release_store import open_releases
    from tests.benchmarks.national_store import MEMBERS, councils

    releases = open_releases(store)
    near = {}
    for one in releases.neighbours:
        near.setdefault(one.authority, []).append(one.neighbour)
    names, indicators = councils(), releases.indicator_ids()
    took = {"history": [], "everywhere": [], "authority": []}
    for number in range(READS + 1):
        indicator = indicators[number * 7919 % len(indicators)]
        area, member = names[number * 31 % len(names)], MEMBERS[number % len(MEMBERS)]
        dimension = "Group" if member else ""
        started = time.perf_counter()
        beside = [area, "england", *{*near[area]}]
        history = releases.of_indicator(indicator, dimension, member).filter(pl.col("area").is_in(beside)).collect()
        took["history"].append(time.perf_counter() - started)
        started = time.perf_counter()
        end = pl.col("period_end") == pl.col("period_end").max()
        everywhere = releases.of_indicator(indicator, dimension, member).filter(end).collect()
        took["everywhere"].append(time.perf_counter() - started)
        started = time.perf_counter()
        latest = pl.scan_parquet(built / "latest_by_area.parquet").filter(pl.col("area") == area).collect()
        took["authority"].append(time.perf_counter() - started)
        assert history.height > 100 and everywhere.height > 40 and latest.height >= len(indicators)  # noqa: PT018
    print(json.dumps({name: statistics.median(times[1:]) * 1000 for name, times in took.items()}))


def copied_gb_a_second() -> float:
    """How fast one processor of this machine copies memory: the most of ten copies of 512 MB, read and written."""
    import numpy as np

    source = np.ones(2**26)
    target = np.empty_like(source)
    best = 0.0
    for _ in range(10):
        started = time.perf_counter()
        np.copyto(target, source)
        best = max(best, 2 * source.nbytes / (time.perf_counter() - started) / 1e9)
    return best


def cold(*arguments: str) -> dict[str, float]:
    command = [sys.executable, __file__, *arguments]
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT, timeout=LONGEST).stdout
    return json.loads(out.splitlines()[-1])


def agree(folder: Path, way: str) -> None:
    """Raises AssertionError unless a way wrote what ours wrote, in every row and column."""
    import polars as pl
    import polars.selectors as cs
    from polars.testing import assert_frame_equal

    from analytics.measures.national.build import BY_AREA, batches

    def told(frame: pl.LazyFrame) -> pl.DataFrame:
        """Numbers of any width, days and texts of any kind are the same; NaN is how NumPy says that there is none."""
        numbers, texts, days = cs.numeric(), cs.categorical() | cs.enum(), cs.datetime()
        return frame.with_columns(
            numbers.cast(pl.Float64).fill_nan(None), texts.cast(pl.String), days.cast(pl.Date)
        ).collect()

    def same(mine: pl.DataFrame, theirs: pl.DataFrame) -> None:
        assert_frame_equal(theirs.select(mine.columns), mine, rel_tol=1e-7, abs_tol=1e-7)

    for table, key in TABLES.items():
        mine = pl.scan_parquet(folder / "ours" / table / "*.parquet")
        theirs = pl.scan_parquet(folder / way / f"{table}.parquet")
        counts = mine.group_by("indicator").len().sort("indicator").collect()
        assert theirs.select(pl.len()).collect().item() == counts["len"].sum()
        for some in batches(dict(counts.iter_rows()), COMPARED):
            wanted = pl.col("indicator").cast(pl.String).is_in(some)
            same(*(told(frame.filter(wanted)).sort(key) for frame in (mine, theirs)))
    name = f"{BY_AREA}.parquet"
    same(*(told(pl.scan_parquet(folder / whose / name)) for whose in ("ours", way)))


def measure(folder: Path, observations: float, rounds: int, ways: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """Make a store, time every way in turns, print what they took, and give the best of each and the rows."""
    import polars as pl

    store = folder / "store"
    subprocess.run([sys.executable, __file__, "--make", str(store), str(observations)], check=True)
    table = store / "built" / "made" / "by_indicator.parquet"
    rows = pl.scan_parquet(table).select(pl.len()).collect().item()
    found: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
    for way in ways * rounds:
        out = folder / way
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        try:
            found[way].append(cold("--run", way, str(store), str(out)))
        except subprocess.CalledProcessError as error:
            print(f"{way} did not finish: it ended with {error.returncode}.")
        except subprocess.TimeoutExpired:
            print(f"{way} did not finish in {LONGEST} seconds and was stopped.")
    found = {way: times for way, times in found.items() if times}
    best = {way: {name: min(each[name] for each in times) for name in times[0]} for way, times in found.items()}
    for way, times in found.items():
        best[way] |= {"peak MB": max(each["peak MB"] for each in times), "rows": rows}
    print(f"\n{rows:,} observations in {table.stat().st_size / 1e6:.0f} MB; best of {rounds} cold processes each")
    print(f"{'':10}{'seconds':>10}{'ratio':>8}{'processor':>12}{'ratio':>8}" + "".join(f"{one:>12}" for one in AMOUNTS))
    for way, took in best.items():
        timed = "".join(
            f"{took[name]:{width}.2f}{took[name] / best['ours'][name]:8.2f}"
            for name, width in (("seconds", 10), ("processor", 12))
        )
        print(f"{way:10}{timed}" + "".join(f"{took[name]:12.0f}" for name in AMOUNTS))
    for way in found:
        if way != "ours":
            agree(folder, way)
            print(f"{way} wrote what ours wrote, in every row and column")
    page = cold("--reads", str(store), str(folder / "ours"))
    for name, milliseconds in page.items():
        print(f"a page's read, {name}: {milliseconds:.1f} ms (median of {READS})")
    return best


def ways_that_fit(one: dict[str, dict[str, float]], larger: float) -> tuple[str, ...]:
    """The ways for the larger store, without pandas where its memory, which grows with the rows, would not do."""
    said = dict(line.split(":") for line in Path("/proc/meminfo").read_text().splitlines())
    have = int(said["MemAvailable"].split()[0]) / 1e6
    need = one["pandas"]["peak MB"] / 1000 * larger / one["pandas"]["rows"] if "pandas" in one else math.inf
    if need < 0.8 * have:
        return "ours", "pandas", "duckdb"
    print(f"\npandas is not run at {larger:,.0f}: it would need about {need:.0f} GB of memory, and {have:.0f} are free")
    return "ours", "duckdb"


def main() -> None:
    observations = float(sys.argv[1]) if len(sys.argv) > 1 else 3.5e6
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    larger = float(sys.argv[3]) if len(sys.argv) > 3 else None
    print(f"{os.cpu_count()} processors, one of which copies {copied_gb_a_second():.1f} GB of memory a second")
    with tempfile.TemporaryDirectory() as made:
        one = measure(Path(made), observations, rounds, ("ours", "pandas", "duckdb"))
    if larger is None:
        return
    with tempfile.TemporaryDirectory() as made:
        two = measure(Path(made), larger, 1, ways_that_fit(one, larger))
    print("\nfrom one size to the other, these grow with that power of the observations:")
    for way in (way for way in two if way in one):
        small, large = one[way], two[way]
        times = math.log(large["rows"] / small["rows"])
        powers = (f"{name} {math.log(large[name] / small[name]) / times:.2f}" for name in GROWING)
        print(f"{way:10}{', '.join(powers)}")


if __name__ == "__main__":
    if "--make" in sys.argv:
        from tests.benchmarks.national_store import make

        make(Path(sys.argv[2]), int(float(sys.argv[3])))
        write_small(Path(sys.argv[2]))
    elif "--run" in sys.argv:
        run(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    elif "--reads" in sys.argv:
        reads(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
