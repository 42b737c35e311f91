"""Every measure of every authority from a national store: ours, in pandas and in DuckDB; and what a page reads.

    python tests/benchmarks/national.py [observations] [rounds] [larger]

Needs the optional dependencies: pip install -e .[benchmark]. The store is made up (see `national_store`), of 3.5
million observations unless another number is given; `larger`, such as 35e6, is a second size for ours and DuckDB, from
which the exponent of growth is worked out. Each round is a cold process with its libraries loaded when the time starts;
the best of the rounds is kept. All ways have to agree on every answer in `ANSWER`. Ours makes more than that and writes
all of it: 79 columns a figure, with the run and the one before, the trend in words and where an interval stands against
England; the six comparators of each figure with their documents and gaps; and the latest figures once more by area.
The others write the series and the answers, and where fewer than five similar councils have a figure, they look for no
other year: the ratios are kinder to them than to ours. Timings are printed beside how fast this machine copies memory,
and never asserted.
"""
# ruff: noqa: PLC0415 - a process loads only what it measures, or its memory would be that of all three.

import json
import math
import os
import re
import resource
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
AVERAGES = [f"{statistic}_{model}" for model in (2021, 2025) for statistic in ("mean", "median")]
ANSWER = [
    *(*KEY, "period", "value", "printings", "values_printed", "points", "previous_value", "change"),
    *("run_moves", "run_sign", "slope", "se", "chi2", "lower", "upper", "england", "region"),
    *("rank", "areas_ranked", "quartile", "best_rank", "ties", "neighbour_rank_2021", "neighbour_rank_2025"),
    *("neighbours_ranked_2021", "neighbours_ranked_2025", *AVERAGES),
]
# A page reads one measure's history, one measure everywhere, and one authority's latest figures.
READS = 20
# How many seconds one cold process may take.
LONGEST = 720


def ours(store: Path, out: Path) -> None:
    from analytics.evidence.release_store import open_releases
    from analytics.measures.national.build import build_with_polars
    from analytics.measures.national.context import context_of
    from tests.benchmarks.national_store import catalogue

    releases = open_releases(store)
    build_with_polars(releases, context_of(releases, catalogue()), out, lambda share: None)


def our_answers(out: Path):
    import polars as pl

    latest = pl.scan_parquet(out / "latest" / "*.parquet")
    sort = pl.col("comparator").str.replace(r"^neighbours:.*:(\d+):(\w+)$", "${2}_${1}").str.replace(":.*", "")
    columns = [*KEY, "comparator", "comparator_value", "comparator_age_days"]
    wide = pl.read_parquet(out / "comparisons" / "*.parquet", columns=columns)
    of_another_year = pl.col("comparator").str.starts_with("neighbours:") & (pl.col("comparator_age_days") != 0)
    wide = (
        wide.filter(~of_another_year)
        .with_columns(sort.alias("comparator"))
        .pivot("comparator", index=KEY, values="comparator_value")
    )
    percent = pl.col("unit") == "percent"
    return (
        latest.with_columns(
            *(pl.col(f"trend_{name}").alias(name) for name in ("slope", "se", "chi2")),
            pl.when(percent).then("interval_lower").alias("lower"),
            pl.when(percent).then("interval_upper").alias("upper"),
        )
        .collect()
        .join(wide, on=KEY, how="left")
        .select(ANSWER)
    )


SQL = """
create view figures as select f.*, r.available_from
    from read_parquet('{store}/built/made/by_indicator.parquet') f join read_parquet('{small}/releases.parquet') r
    using (document);
create table series as
with printed as (
    select area, indicator, dimension, member, period_start, period_end, count(*) as printings,
        count(distinct value) as values_printed
    from figures group by all
), newest as (
    select * exclude (available_from) from figures
    qualify row_number() over (
        partition by area, indicator, dimension, member, period_start, period_end
        order by available_from desc, value is null, document, row
    ) = 1
)
select * from newest join printed using (area, indicator, dimension, member, period_start, period_end);
copy series to '{out}/series.parquet';
create table own as select s.* from series s where not (s.area = 'england' or contains(s.area, ':'));
create table wide as select * from series where (area = 'england' or contains(area, ':')) and value is not null
    and unit <> 'count';
create table latest as
with moved as (
    select *, case when lag(period_end) over w + 1 = period_start then sign(value - lag(value) over w) end as way
    from own window w as (partition by area, indicator, dimension, member order by period_end)
), turned as (
    select *, lag(way) over w is distinct from way as turn, row_number() over w as nth,
        lag(value) over w as previous, lag(period_end) over w + 1 = period_start as follows
    from moved where value is not null
    window w as (partition by area, indicator, dimension, member order by period_end)
), island as (
    select *, sum(turn::int) over (partition by area, indicator, dimension, member order by nth) as run,
        row_number() over (partition by area, indicator, dimension, member order by nth desc) as back
    from turned
), counted as (
    select *, count(*) over (partition by area, indicator, dimension, member, run) as moves from island
)
select area, indicator, dimension, member, period, period_end, value, document, unit, numerator, denominator, row,
    printings, values_printed, nth as points, case when follows then previous end as previous_value,
    case when follows then value - previous end as change,
    case when coalesce(way, 0) = 0 then 0 else moves end as run_moves, coalesce(way, 0) as run_sign
from counted where back = 1;
create table trend as
with five as (
    select *, row_number() over (partition by area, indicator, dimension, member order by period_end desc) as back
    from own where value is not null qualify back <= 5
), weighed as (
    select *, 5 - back as t, case when numerator > 0 and (unit <> 'percent' or numerator < denominator) then
        case when unit = 'percent' then denominator / (10000 * (numerator/denominator) * (1 - numerator/denominator))
        when unit = 'rate per 10,000' then 1 / (numerator / denominator / denominator * 1e8) end end as w
    from five
)
select *, 1 / sqrt(swtt) as se, slope * slope * swtt as chi2 from (
    select area, indicator, dimension, member,
        case when count(w) = 5 and year(max(period_end)) - year(min(period_end)) = 4
            then sum(w*t*t) - sum(w*t)*sum(w*t)/sum(w) end as swtt,
        (sum(w*t*value) - sum(w*t)*sum(w*value)/sum(w)) / swtt as slope
    from weighed group by all
);
create table placed as
with among as (
    select f.area, f.indicator, f.dimension, f.member, f.period, f.document, f.value
    from figures f semi join latest l on f.indicator = l.indicator and f.dimension = l.dimension
        and f.member = l.member and f.period = l.period and f.document = l.document
    where f.value is not null and not (f.area = 'england' or contains(f.area, ':'))
)
select *, rank() over (w order by value desc) as rank, rank() over (w order by value) as low,
    count(*) over w as areas_ranked,
    count(*) over (partition by indicator, dimension, member, period, document, value) - 1 as ties
from among window w as (partition by indicator, dimension, member, period, document);
create table newest as
select area, indicator, dimension, member, period, value from figures
where available_from = (select max(available_from) from read_parquet('{small}/releases.parquet'));
create table nearby as
select l.area, l.indicator, l.dimension, l.member, n.model,
    count(*) filter (t.value > l.value) + 1 as place, count(t.value) + 1 as ranked,
    case when any_value(l.unit) <> 'count' and count(s.value) >= 5 then avg(s.value) end as mean,
    case when any_value(l.unit) <> 'count' and count(s.value) >= 5 then median(s.value) end as median
from latest l join read_parquet('{small}/neighbours.parquet') n on n.area = l.area
left join placed t on t.area = n.neighbour and t.indicator = l.indicator and t.dimension = l.dimension
    and t.member = l.member and t.period = l.period and t.document = l.document
left join newest s on s.area = n.neighbour and s.indicator = l.indicator and s.dimension = l.dimension
    and s.member = l.member and s.period = l.period
group by all;
create table beside as
select l.area, l.indicator, l.dimension, l.member, w.area = 'england' as whole, arg_min(w.value,
    case when w.period_end <= l.period_end then date_diff('day', w.period_end, l.period_end)
    else 1000000 + date_diff('day', l.period_end, w.period_end) end) as other
from latest l join read_parquet('{small}/authorities.parquet') a on a.area = l.area
join wide w on w.indicator = l.indicator and w.dimension = l.dimension and w.member = l.member
    and (w.area = 'england' or w.area = a.region)
where l.unit <> 'count'
group by all;
copy (
    select l.area, l.indicator, l.dimension, l.member, l.period, l.value, l.printings, l.values_printed, l.points,
        l.previous_value, l.change, l.run_moves, l.run_sign, slope, se, chi2, p.ties,
        x.ranked as neighbours_ranked_2021, y.ranked as neighbours_ranked_2025,
        case when l.unit = 'percent' then greatest(0, least(1, (2*l.numerator + z*z - z*sqrt(z*z
            + 4*l.numerator*(1 - l.numerator/l.denominator))) / (2*(l.denominator + z*z)))) * 100 end as lower,
        case when l.unit = 'percent' then greatest(0, least(1, (2*l.numerator + z*z + z*sqrt(z*z
            + 4*l.numerator*(1 - l.numerator/l.denominator))) / (2*(l.denominator + z*z)))) * 100 end as upper,
        e.other as england, g.other as region, p.rank, p.areas_ranked,
        case when p.areas_ranked >= 8 then (p.rank - 1) * 4 // p.areas_ranked + 1 end as quartile,
        case when polarity_sign > 0 then p.rank when polarity_sign < 0 then p.low end as best_rank,
        x.place as neighbour_rank_2021, y.place as neighbour_rank_2025,
        x.mean as mean_2021, x.median as median_2021, y.mean as mean_2025, y.median as median_2025
    from latest l cross join (select 1.959963984540054 as z)
    left join trend using (area, indicator, dimension, member)
    left join placed p on p.area = l.area and p.indicator = l.indicator and p.dimension = l.dimension
        and p.member = l.member and p.period = l.period and p.document = l.document
    left join (from beside where whole) e using (area, indicator, dimension, member)
    left join (from beside where not whole) g using (area, indicator, dimension, member)
    left join (from nearby where model = 2021) x using (area, indicator, dimension, member)
    left join (from nearby where model = 2025) y using (area, indicator, dimension, member)
    join read_parquet('{small}/indicators.parquet') i on i.indicator = l.indicator
) to '{out}/answers.parquet';
"""


def duckdb(store: Path, out: Path) -> None:
    import duckdb as engine

    # In memory, and on disk only what does not fit: a database file would write every working table.
    with engine.connect() as connection:
        connection.execute("set preserve_insertion_order = false; set memory_limit = '6GB'")
        connection.execute(f"set temp_directory = '{out / 'spilt'}'")
        connection.execute(SQL.format(store=store, small=store / "small", out=out))


def pandas(store: Path, out: Path) -> None:
    import numpy as np
    import pandas as pd

    small = {name: pd.read_parquet(store / "small" / f"{name}.parquet") for name in SMALL}
    figures = pd.read_parquet(store / "built" / "made" / "by_indicator.parquet")
    # As numbers, or every join would be ten times as long.
    names = [*KEY, "period", "document", "unit"]
    for name in names:
        figures[name] = figures[name].astype("category")
    for day in ("period_start", "period_end"):
        figures[day] = pd.to_datetime(figures[day])
    available = small["releases"].set_index("document")["available_from"]
    figures["_from"] = pd.to_datetime(figures["document"].astype(str).map(available))
    figures["_none"] = figures["value"].isna()
    measure = ["indicator", "dimension", "member"]
    figures["_measure"] = figures.groupby(measure, observed=True, sort=False).ngroup()
    figures["_series"] = figures["_measure"] * 1000 + figures["area"].cat.codes
    figures["_council"] = ~(figures["area"].astype(str).str.contains(":") | (figures["area"] == "england"))
    ordered = figures.sort_values(["_from", "_none", "document", "row"], ascending=[False, True, True, True])
    ordered["_at"] = ordered.groupby(["_series", "period_start", "period_end"], sort=False).ngroup()
    series = ordered.drop_duplicates("_at").copy()
    different = ordered[~ordered["_none"]].drop_duplicates(["_at", "value"])
    series["printings"] = np.bincount(ordered["_at"])
    series["values_printed"] = np.bincount(different["_at"], minlength=len(series))
    series = series.sort_values(["_series", "period_end"])
    series.drop(columns=[name for name in series if name.startswith("_")]).to_parquet(out / "series.parquet")
    own = series[series["_council"]].copy()
    code = own["_series"]
    follows = code.eq(code.shift()) & ((own["period_start"] - own["period_end"].shift()).dt.days == 1)
    own["way"] = np.sign(own["value"].diff().where(follows))
    own = own[~own["_none"]].copy()
    code = own["_series"]
    same = code.eq(code.shift())
    follows = same & ((own["period_start"] - own["period_end"].shift()).dt.days == 1)
    own["change"] = own["value"].diff().where(follows)
    own["previous_value"] = own["value"].shift().where(follows)
    own["points"] = own.groupby("_series").cumcount() + 1
    turn = ~(own["way"].eq(own["way"].shift()) | (own["way"].isna() & own["way"].shift().isna())) | ~same
    own["run_moves"] = turn.groupby(turn.cumsum()).transform("size")
    latest = own.drop_duplicates("_series", keep="last").copy()
    latest["run_sign"] = latest["way"].fillna(0)
    latest["run_moves"] = latest["run_moves"].where(latest["run_sign"] != 0, 0)
    five = own[own.groupby("_series").cumcount(ascending=False) < 5].copy()
    five["t"] = 4 - five.groupby("_series").cumcount(ascending=False)
    share = five["numerator"] / five["denominator"]
    percent = 1 / (10000 * share * (1 - share) / five["denominator"])
    rate = 1 / (five["numerator"] / five["denominator"] ** 2 * 1e8)
    five["w"] = percent.where(five["unit"] == "percent", rate).where(
        (five["numerator"] > 0) & ((five["unit"] != "percent") & five["numerator"].notna() | (share < 1))
    )
    parts = {"w": five["w"], "wt": five["w"] * five["t"], "wy": five["w"] * five["value"]}
    parts |= {"wtt": parts["wt"] * five["t"], "wty": parts["wt"] * five["value"], "_series": five["_series"]}
    sums = pd.DataFrame(parts).groupby("_series").sum()
    firm = sums["wtt"] - sums["wt"] ** 2 / sums["w"]
    slope = (sums["wty"] - sums["wt"] * sums["wy"] / sums["w"]) / firm
    grouped = five.groupby("_series")
    years = grouped["period_end"].max().dt.year - grouped["period_end"].min().dt.year
    slope = slope.where((grouped["w"].count() == 5) & (years == 4))
    latest["slope"] = latest["_series"].map(slope)
    latest["se"] = latest["_series"].map((firm**-0.5).where(slope.notna()))
    latest["chi2"] = (latest["slope"] / latest["se"]) ** 2
    z, count, of = 1.959963984540054, latest["numerator"], latest["denominator"]
    reach = z * np.sqrt(z**2 + 4 * count * (1 - count / of))
    for name, way in (("lower", -1), ("upper", 1)):
        limit = ((2 * count + z**2 + way * reach) / (2 * (of + z**2))).clip(0, 1) * 100
        latest[name] = limit.where(latest["unit"] == "percent")
    at = ["_measure", "period", "document"]
    councils = figures[figures["_council"] & ~figures["_none"]]
    among = councils[["area", *at, "value"]].merge(latest[at].drop_duplicates(), on=at)
    values = among.groupby(at, observed=True, sort=False)["value"]
    among["rank"] = values.rank(method="min", ascending=False)
    among["low"] = values.rank(method="min")
    among["areas_ranked"] = values.transform("size")
    among["ties"] = among.groupby([*at, "value"], observed=True, sort=False)["area"].transform("size") - 1
    latest = latest.merge(among.drop(columns="value"), on=["area", *at], how="left")
    latest["quartile"] = ((latest["rank"] - 1) * 4 // latest["areas_ranked"] + 1).where(latest["areas_ranked"] >= 8)
    sign = latest["indicator"].astype(str).map(small["indicators"].set_index("indicator")["polarity_sign"])
    latest["best_rank"] = latest["rank"].where(sign > 0, latest["low"]).where(sign != 0)
    areas = figures["area"].cat.categories
    theirs = among[["area", *at, "value"]].rename(columns={"area": "neighbour", "value": "theirs"})
    # Averages are of the newest release, whichever gave the council's own figure.
    newest = figures.loc[figures["_from"] == figures["_from"].max(), ["area", *at[:2], "value"]]
    newest = newest.rename(columns={"area": "neighbour", "value": "averaged"})
    for model in (2021, 2025):
        pairs = small["neighbours"][small["neighbours"]["model"] == model][["area", "neighbour"]]
        pairs = pairs.astype(pd.CategoricalDtype(areas))
        found = latest[["_series", "area", *at, "value"]].merge(pairs, on="area")
        found = found.merge(theirs, on=["neighbour", *at], how="left")
        found = found.merge(newest, on=["neighbour", *at[:2]], how="left")
        found["higher"] = found["theirs"] > found["value"]
        found = found.groupby("_series", sort=False).agg(
            higher=("higher", "sum"),
            ranked=("theirs", "count"),
            mean=("averaged", "mean"),
            median=("averaged", "median"),
            counted=("averaged", "count"),
        )
        latest[f"neighbour_rank_{model}"] = latest["_series"].map(found["higher"]) + 1
        latest[f"neighbours_ranked_{model}"] = latest["_series"].map(found["ranked"]) + 1
        for name in ("mean", "median"):
            enough = found[name].where(found["counted"] >= 5)
            latest[f"{name}_{model}"] = latest["_series"].map(enough).where(latest["unit"] != "count")
    region = small["authorities"].set_index("area")["region"]
    wide = series[~series["_council"] & ~series["_none"] & (series["unit"] != "count")]
    for name in ("england", "region"):
        asked = latest[["_series", "area", "_measure", "period_end"]].copy()
        asked["other"] = "england" if name == "england" else asked["area"].astype(str).map(region)
        told = wide[["area", "_measure", "period_end", "value"]].rename(columns={"area": "other", "value": name})
        told["other"] = told["other"].astype(str)
        asked, told = asked.sort_values("period_end"), told.sort_values("period_end")
        before = pd.merge_asof(asked, told, on="period_end", by=["other", "_measure"])
        after = pd.merge_asof(asked, told, on="period_end", by=["other", "_measure"], direction="forward")
        latest[name] = latest["_series"].map(before.set_index("_series")[name].fillna(after.set_index("_series")[name]))
    latest[ANSWER].to_parquet(out / "answers.parquet")


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
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    {"ours": ours, "pandas": pandas, "duckdb": duckdb}[way](store, out)
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    # The most memory of this process alone; what `resource` says begins with that of the one that started it.
    peak = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024
    read = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())["rchar"]
    print(
        json.dumps(
            {
                "seconds": seconds,
                "processor": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
                "peak MB": peak,
                "read MB": int(read) / 1e6,
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
        assert history.height > 100 and everywhere.height > 100 and latest.height >= len(indicators)  # noqa: PT018
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


def agree(folder: Path, way: str) -> int:
    """How many answers a way gives, every one of them equal to ours."""
    import polars as pl
    from polars.testing import assert_frame_equal

    numbers = pl.col(ANSWER).exclude(*KEY, "period").cast(pl.Float64).fill_nan(None)
    theirs = pl.read_parquet(folder / way / "answers.parquet").select(pl.col(*KEY, "period").cast(pl.String), numbers)
    mine = our_answers(folder / "ours").select(*KEY, "period", numbers)
    theirs, mine = theirs.sort(KEY), mine.sort(KEY)
    # Ours are rounded to the places that the figures are printed with.
    exact = [name for name in ANSWER if name not in AVERAGES]
    assert_frame_equal(theirs.select(exact), mine.select(exact), check_exact=False, rel_tol=1e-7, abs_tol=1e-7)
    assert_frame_equal(
        theirs.select(AVERAGES), mine.select(AVERAGES), check_exact=False, rel_tol=0, abs_tol=0.05 + 1e-7
    )
    return mine.height


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
        subprocess.run(["rm", "-rf", str(out)], check=True)
        out.mkdir()
        try:
            found[way].append(cold("--run", way, str(store), str(out)))
        except subprocess.CalledProcessError as error:
            print(f"{way} did not finish: it ended with {error.returncode}.")
        except subprocess.TimeoutExpired:
            print(f"{way} did not finish in {LONGEST} seconds and was stopped.")
    found = {way: times for way, times in found.items() if times}
    answers = {way: agree(folder, way) for way in found if way != "ours"}
    best = {way: {name: min(each[name] for each in times) for name in times[0]} for way, times in found.items()}
    print(f"{rows:,} observations in {table.stat().st_size / 1e6:.0f} MB, {max(answers.values(), default=0):,} figures")
    print(f"{', '.join(answers)} agree with ours on {len(ANSWER)} columns; best of {rounds} cold processes each")
    print(f"{'':10}{'seconds':>10}{'ratio':>8}{'processor':>12}{'ratio':>8}{'peak MB':>10}{'read MB':>10}")
    for way, took in best.items():
        ratios = {name: took[name] / best["ours"][name] for name in ("seconds", "processor")}
        line = f"{way:10}{took['seconds']:10.2f}{ratios['seconds']:8.2f}{took['processor']:12.2f}"
        peak = max(each["peak MB"] for each in found[way])
        print(f"{line}{ratios['processor']:8.2f}{peak:10.0f}{took['read MB']:10.0f}")
    page = cold("--reads", str(store), str(folder / "ours"))
    for name, milliseconds in page.items():
        print(f"a page's read, {name}: {milliseconds:.1f} ms (median of {READS})")
    return {way: {"rows": rows, **took} for way, took in best.items()}


def ways_that_fit(one: dict[str, dict[str, float]], larger: float) -> tuple[str, ...]:
    """The ways for the larger store, without pandas where its memory, which grows with the rows, would not do."""
    have = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    need = one["pandas"]["peak MB"] / 1000 * larger / one["pandas"]["rows"] if "pandas" in one else math.inf
    if need < 0.8 * have:
        return "ours", "pandas", "duckdb"
    print(f"pandas is not run at {larger:,.0f}: it would need about {need:.0f} GB of memory, and there are {have:.0f}")
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
    small, large = one["ours"], two["ours"]
    for name in ("seconds", "processor"):
        exponent = math.log(large[name] / small[name]) / math.log(large["rows"] / small["rows"])
        print(f"from one size to the other, {name} grow with the power {exponent:.2f} of the observations")


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
