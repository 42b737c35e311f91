"""The measures a page shows of every council at once, in our functions, in pandas and in DuckDB, in one run.

    python tests/benchmarks/measures.py [rounds]

Needs the optional dependencies: pip install -e .[benchmark]. The figures are made up: 153 councils, 1,500 indicators
and 15 years, some missing, some rounded in words and many tied, in one Parquet file that each way reads for itself.
Each round is a process of its own that has its libraries loaded when the time starts; the best of the rounds is kept,
and all have to agree on every number. Timings are printed and never asserted.

The core is, for every council and indicator: the latest figure, its change over three years, its rank and quartile
among all councils and its rank among ten neighbours for the same year, the sign of the run of moves that ends there,
and the mean and limits of a control chart of the fifteen points (which the app itself draws for months and quarters
only).
"""
# ruff: noqa: PLC0415 - a process loads only what it measures, or its memory would be that of all three.

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COUNCILS, INDICATORS, YEARS, NEIGHBOURS = 153, 1500, 15, 10
LIBRARIES = {
    "ours": ("polars", "analytics.measures.bands", "analytics.measures.control_chart"),
    "pandas": ("pandas", "pyarrow.parquet"),
    "duckdb": ("duckdb", "pyarrow"),
}
WAYS = tuple(LIBRARIES)
ANSWER = [
    *("area", "indicator", "value", "period", "change", "rank", "areas_ranked", "quartile"),
    *("neighbour_rank", "neighbours_ranked", "sign", "mean", "lower", "upper"),
]


def make(folder: Path) -> None:
    """Figures and neighbours, with closed vocabularies for the names, as the evidence would hold them at this size."""
    import numpy as np
    import polars as pl

    chance = np.random.default_rng(20)
    shape = (COUNCILS, INDICATORS, YEARS)
    slopes = chance.normal(0, 0.5, (COUNCILS, INDICATORS, 1)) * np.arange(YEARS)
    values = chance.uniform(10, 90, (COUNCILS, INDICATORS, 1)) + slopes + chance.normal(0, 3, shape)
    count = values.size

    def repeated(names: list[str], axis: int) -> pl.Series:
        places = np.broadcast_to(np.expand_dims(np.arange(shape[axis]), [n for n in range(3) if n != axis]), shape)
        return pl.Series(names, dtype=pl.Enum(names)).gather(places.ravel())

    def constant(name: str) -> pl.Expr:
        return pl.lit(name, dtype=pl.Enum([name]))

    first = 2010
    years = np.broadcast_to(np.arange(YEARS), shape).ravel()
    councils = [f"council {number:03}" for number in range(COUNCILS)]
    frame = pl.DataFrame(
        {
            "area": repeated(councils, 0),
            "indicator": repeated([f"indicator {number:04}" for number in range(INDICATORS)], 1),
            "period": repeated([f"{first + year}/{(first + year + 1) % 100:02}" for year in range(YEARS)], 2),
            "period_start": pl.Series([date(first + year, 4, 1) for year in range(YEARS)]).gather(years),
            "period_end": pl.Series([date(first + year + 1, 3, 31) for year in range(YEARS)]).gather(years),
            "value": pl.Series(values.ravel().round(1)).set(pl.Series(chance.random(count) < 0.03), None),
        }
    )
    text = {name: constant("") for name in ("dimension", "member", "printed", "note", "document", "locator")}
    statuses = pl.Enum(["final", "estimated"])
    status = pl.Series(["final", "estimated"], dtype=statuses).gather((chance.random(count) < 0.01).astype("uint32"))
    frame.with_columns(**text, period_kind=constant("financial_year"), status=status).write_parquet(
        folder / "figures.parquet"
    )
    pairs = [
        (councils[one], councils[(one + step * step) % COUNCILS])
        for one in range(COUNCILS)
        for step in range(1, NEIGHBOURS + 1)
    ]
    names = pl.Enum(councils)
    pl.DataFrame(pairs, schema={"area": names, "neighbour": names}, orient="row").write_parquet(
        folder / "neighbours.parquet"
    )


def ours(folder: Path):
    import polars as pl

    from analytics.measures.bands import ranked
    from analytics.measures.control_chart import mean_and_reach
    from analytics.measures.series import SERIES_KEY, near, same_series
    from analytics.measures.trends import runs

    columns = [*SERIES_KEY, "period", "period_kind", "period_start", "period_end", "value", "status"]
    unused = [pl.lit("").alias(name) for name in ("printed", "note", "document", "locator")]
    figures = pl.read_parquet(folder / "figures.parquet", columns=columns).lazy()
    follows = same_series() & near(pl.col("period_end").shift(1))
    moving_range = pl.when(follows).then((pl.col("value") - pl.col("value").shift(1)).abs())
    mean, reach = mean_and_reach(pl.col("value"), pl.col("moving_range"))
    limits = (
        figures.with_columns(moving_range.alias("moving_range"))
        .group_by(SERIES_KEY)
        .agg(mean.alias("mean"), reach.alias("reach"))
        .with_columns(
            (pl.col("mean") - pl.col("reach")).alias("lower"), (pl.col("mean") + pl.col("reach")).alias("upper")
        )
        .collect()
    )
    neighbours = pl.scan_parquet(folder / "neighbours.parquet")
    latest = _among_neighbours(ranked(_change_over(figures, 3)), neighbours)
    signs = runs(figures.with_columns(unused)).select(*SERIES_KEY, pl.col("run_sign").alias("sign"))
    return (
        latest.join(signs, on=SERIES_KEY)
        .join(limits.lazy(), on=SERIES_KEY)
        .select(ANSWER)
        # A run looks back over whole columns, which the streaming engine would first hold in pieces.
        .collect(engine="in-memory")
    )


def _change_over(figures, years: int):
    """The latest figure of each series and its change since the one that ended in the same month `years` before."""
    import polars as pl

    from analytics.measures.series import SERIES_KEY, same_series

    month = pl.col("period_end").dt.year() * 12 + pl.col("period_end").dt.month()
    latest = (~same_series()).shift(-1, fill_value=True)
    firm = pl.col("status").ne_missing("estimated") & pl.col("status").shift(1).ne_missing("estimated")
    return (
        figures.filter(pl.col("value").is_not_null())
        .with_columns(month.alias("_month"), latest.alias("_latest"))
        .with_columns(pl.when("_latest").then("_month").backward_fill().alias("_latest_month"))
        # With only these two left, the row before the latest is the one to compare it with.
        .filter(pl.col("_latest") | (pl.col("_month") + 12 * years == pl.col("_latest_month")))
        .with_columns(pl.when(same_series() & firm).then(pl.col("value").shift(1)).alias("since"))
        .filter("_latest")
        .select(*SERIES_KEY, "value", "period", (pl.col("value") - pl.col("since")).alias("change"))
    )


def _among_neighbours(figures, neighbours):
    """The figures with the place of each among its own neighbours that have one for the same measure and period."""
    import polars as pl

    valued = figures.with_row_index("_at").with_columns(
        # One number for the measure and period, because every pair of neighbours is matched by it.
        pl.col("_at").first().over("indicator", "dimension", "member", "period").alias("_same")
    )
    theirs = valued.select("_same", pl.col("area").alias("neighbour"), pl.col("value").alias("_theirs"))
    places = (
        valued.select("_at", "_same", "area", "value")
        .join(neighbours.select("area", "neighbour"), on="area")
        .join(theirs, on=["_same", "neighbour"], how="left")
        .group_by("_at")
        .agg(
            ((pl.col("_theirs") > pl.col("value")).sum() + 1).cast(pl.Int64).alias("neighbour_rank"),
            (pl.col("_theirs").count() + 1).cast(pl.Int64).alias("neighbours_ranked"),
        )
    )
    return valued.join(places, on="_at", maintain_order="left")


def pandas(folder: Path):
    import numpy as np
    import pandas as pd

    same = ["indicator", "dimension", "member", "period"]
    key = ["area", *same[:3]]
    columns = [*key, "period", "period_start", "period_end", "value", "status"]
    figures = pd.read_parquet(folder / "figures.parquet", columns=columns)
    for day in ("period_start", "period_end"):
        figures[day] = pd.to_datetime(figures[day])
    figures["code"] = figures.groupby(key, observed=True, sort=False).ngroup()
    # The file is in order of series and year, so neighbouring rows are neighbouring years.
    follows = figures["code"].eq(figures["code"].shift(1))
    follows &= (figures["period_start"] - figures["period_end"].shift(1)).dt.days == 1
    firm = figures["status"] != "estimated"
    move = figures["value"].diff().where(follows)
    figures["sign"] = np.sign(move.where(firm & firm.shift(1, fill_value=False))).fillna(0).astype("int8")
    figures["moving_range"] = move.abs()
    grouped = figures.groupby("code", sort=False)
    mean = grouped["value"].mean()
    reach = 2.66 * grouped["moving_range"].mean()
    valued = figures[figures["value"].notna()]
    latest = valued.drop_duplicates("code", keep="last").drop(columns=["moving_range", "period_start"])
    earlier = valued[["code", "period_end", "value", "status"]].rename(
        columns={"value": "since_value", "status": "since_status"}
    )
    earlier["period_end"] = earlier["period_end"] + pd.DateOffset(years=3)
    latest = latest.merge(earlier, on=["code", "period_end"], how="left")
    firm = (latest["status"] != "estimated") & (latest["since_status"] != "estimated")
    latest["change"] = (latest["value"] - latest["since_value"]).where(firm)
    among = latest.groupby(same, observed=True, sort=False)["value"]
    latest["rank"] = among.rank(method="min", ascending=False).astype("int64")
    latest["areas_ranked"] = among.transform("size").astype("int64")
    last = among.rank(method="max", ascending=False).astype("int64")
    above, below = latest["rank"] - 1, latest["areas_ranked"] - last
    quarter = (latest["rank"].where(above < below, last) - 1) * 4 // latest["areas_ranked"] + 1
    banded = (latest["areas_ranked"] >= 8) & ((above != below) | (latest["rank"] == last))
    latest["quartile"] = quarter.where(banded)
    pairs = latest[["code", "area", *same, "value"]].merge(pd.read_parquet(folder / "neighbours.parquet"), on="area")
    theirs = latest[["area", *same, "value"]].rename(columns={"area": "neighbour", "value": "theirs"})
    pairs = pairs.merge(theirs, on=["neighbour", *same], how="left")
    pairs["higher"] = pairs["theirs"] > pairs["value"]
    places = pairs.groupby("code", sort=False).agg(higher=("higher", "sum"), counted=("theirs", "count"))
    latest["neighbour_rank"] = latest["code"].map(places["higher"]) + 1
    latest["neighbours_ranked"] = latest["code"].map(places["counted"]) + 1
    latest["mean"], reaches = latest["code"].map(mean), latest["code"].map(reach)
    latest["lower"], latest["upper"] = latest["mean"] - reaches, latest["mean"] + reaches
    return latest[ANSWER]


SQL = """
with moved as (
    select area, indicator, dimension, member, period, period_end, value, status,
        case when lag(period_end) over w + 1 = period_start then value - lag(value) over w end as move,
        status <> 'estimated' and lag(status) over w <> 'estimated' as firm
    from read_parquet('{folder}/figures.parquet')
    window w as (partition by area, indicator, dimension, member order by period_end)
),
series as (
    select area, indicator, dimension, member, avg(value) as mean, 2.66 * avg(abs(move)) as reach,
        arg_max(
            {{'value': value, 'period': period, 'status': status, 'move': move, 'firm': firm, 'end': period_end}},
            period_end
        ) filter (value is not null) as latest
    from moved group by all
    having count(value) > 0
),
figures as (
    select s.area, s.indicator, s.dimension, s.member, s.latest.value as value, s.latest.period as period,
        case when s.latest.status <> 'estimated' and m.status <> 'estimated' then s.latest.value - m.value
        end as change,
        case when s.latest.firm then coalesce(sign(s.latest.move), 0) else 0 end as sign, mean, reach
    from series s
    left join read_parquet('{folder}/figures.parquet') m on m.area = s.area and m.indicator = s.indicator
        and m.dimension = s.dimension and m.member = s.member and m.period_end = s.latest.end - interval 3 year
),
placed as (
    select *, rank() over (partition by indicator, dimension, member, period order by value desc) as rank,
        rank - 1 + count(*) over (partition by indicator, dimension, member, period, value) as last,
        count(*) over (partition by indicator, dimension, member, period) as areas_ranked
    from figures
),
nearby as (
    select f.area, f.indicator, f.dimension, f.member, count(*) filter (t.value > f.value) + 1 as neighbour_rank,
        count(t.value) + 1 as neighbours_ranked
    from figures f
    join read_parquet('{folder}/neighbours.parquet') n on n.area = f.area
    left join figures t on t.area = n.neighbour and t.indicator = f.indicator and t.dimension = f.dimension
        and t.member = f.member and t.period = f.period
    group by all
)
select area, indicator, value, period, change, rank, areas_ranked,
    case when areas_ranked < 8 then null
    when rank - 1 < areas_ranked - last then (rank - 1) * 4 // areas_ranked + 1
    when rank - 1 > areas_ranked - last or rank = last then (last - 1) * 4 // areas_ranked + 1 end as quartile,
    neighbour_rank, neighbours_ranked, sign, mean, mean - reach as lower, mean + reach as upper
from placed join nearby using (area, indicator, dimension, member)
"""


def duckdb(folder: Path):
    import duckdb as engine

    return engine.sql(SQL.format(folder=folder)).to_arrow_table()


def run(way: str, folder: Path) -> None:
    """Times one way in this process, prints what it took and leaves its answer in a file."""
    for module in LIBRARIES[way]:
        import_module(module)
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    answer = {"ours": ours, "pandas": pandas, "duckdb": duckdb}[way](folder)
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"seconds": seconds, "processor": processor, "peak MB": after.ru_maxrss / 1024}))
    import polars as pl

    names = pl.col("area", "indicator", "period").cast(pl.String)
    numbers = pl.col(ANSWER).exclude("area", "indicator", "period").cast(pl.Float64)
    frame = answer if way == "ours" else pl.from_pandas(answer) if way == "pandas" else pl.from_arrow(answer)
    frame.select(names, numbers).sort("area", "indicator").select(ANSWER).write_parquet(folder / f"{way}.parquet")


def main() -> None:
    import polars as pl
    from polars.testing import assert_frame_equal

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as made:
        folder, found = Path(made), {way: [] for way in WAYS}
        subprocess.run([sys.executable, __file__, "--make", made], check=True)
        # In turns, so that a busy minute of the machine falls on all of them.
        for way in WAYS * rounds:
            command = [sys.executable, __file__, "--run", way, made]
            out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout
            found[way].append(json.loads(out))
        answers = {way: pl.read_parquet(folder / f"{way}.parquet").fill_nan(None) for way in WAYS}
        for way in WAYS[1:]:
            assert_frame_equal(answers[way], answers["ours"], check_exact=False, abs_tol=1e-9)
        rows = answers["ours"].height
    best = {way: {name: min(took[name] for took in taken) for name in taken[0]} for way, taken in found.items()}
    print(
        f"{COUNCILS * INDICATORS * YEARS:,} figures, {rows:,} answers, all three agree; best of {rounds} processes each"
    )
    print(f"{'':10}{'seconds':>10}{'ratio':>8}{'processor':>12}{'ratio':>8}{'peak MB':>10}")
    for way, took in best.items():
        ratios = {name: took[name] / best["ours"][name] for name in ("seconds", "processor")}
        line = f"{way:10}{took['seconds']:10.2f}{ratios['seconds']:8.2f}{took['processor']:12.2f}"
        print(f"{line}{ratios['processor']:8.2f}{max(each['peak MB'] for each in found[way]):10.0f}")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    if "--make" in sys.argv:
        make(Path(sys.argv[2]))
    elif "--run" in sys.argv:
        run(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
