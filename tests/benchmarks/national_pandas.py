"""The build of the national benchmark in pandas and NumPy: the same tables from the same store, as Parquet.

Texts that stand again and again are categories and what a figure is of is one number, figures of similar councils are
looked up ten in a row, and no rule runs Python for each row or group. Written for what the made-up figures are: years
only, final or withheld, each council in every release and in no joint return.
"""
# ruff: noqa: PLC0415 - each process of the benchmark loads only the library that it measures.

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

KEY = ["area", "indicator", "dimension", "member"]
_TEXTS = [
    *(*KEY, "period", "period_kind", "document", "locator", "unit", "status"),
    *("missing_reason", "note", "printed"),
]
_FIRST = ["value", "period", "printed", "status", "note", "document", "locator"]
_PREVIOUS = ["value", "period", "period_start", "period_end", "printed", "status", "note", "document", "locator"]
_Z = 1.959963984540054
_LEAST_CHI2 = 9.5495
_FEWEST, _YEARS = 5, 5
# The exact limits of a count below ten.
_EXACT_LOWER = (0.0, 0.025318, 0.242209, 0.618672, 1.089865, 1.623486, 2.201894, 2.814363, 3.453832, 4.115373)
_EXACT_UPPER = (
    *(3.688879, 5.571643, 7.224688, 8.767273, 10.241589),
    *(11.668332, 13.059474, 14.422675, 15.763189, 17.084803),
)


@dataclass
class Store:
    """The figures with numbers for what they are of, and the small tables; `periods` are in order of time."""

    figures: pd.DataFrame
    small: dict[str, pd.DataFrame]
    ends: np.ndarray
    newest_first: list[int]

    def category(self, name: str) -> pd.Index:
        return self.figures[name].cat.categories

    def series(self, area: np.ndarray, measure: np.ndarray) -> np.ndarray:
        return measure * len(self.category("area")) + area

    def at(self, series: np.ndarray, period: np.ndarray) -> np.ndarray:
        return series * len(self.ends) + period

    def printing(self, at: np.ndarray, document: np.ndarray | int) -> np.ndarray:
        return at * len(self.newest_first) + document


def build(store: Path, out: Path) -> None:
    """Write series, latest, comparisons and latest_by_area under `out`."""
    held = _read(store)
    series = _series(held)
    series.drop(columns=[name for name in series if name.startswith("_")]).to_parquet(
        out / "series.parquet", index=False
    )
    own = series[series["_council"]]
    latest = _latest(own, held)
    printed = _printed(held)
    comparisons = _comparisons(latest, series, printed, held)
    latest = _told(_placed(latest, printed, held), comparisons)
    comparisons.drop(columns="_series").to_parquet(out / "comparisons.parquet", index=False)
    latest = latest.drop(columns=[name for name in latest if name.startswith("_")])
    latest.to_parquet(out / "latest.parquet", index=False)
    latest.sort_values(KEY).to_parquet(out / "latest_by_area.parquet", index=False)


def _read(store: Path) -> Store:
    import pandas as pd
    import pyarrow.parquet as pq

    small = {
        name: pd.read_parquet(store / "small" / f"{name}.parquet")
        for name in ("releases", "indicators", "authorities", "neighbours")
    }
    table = pq.read_table(store / "built" / "made" / "by_indicator.parquet", read_dictionary=_TEXTS)
    figures = table.to_pandas(date_as_object=False, self_destruct=True)
    for name in _TEXTS:
        figures[name] = figures[name].cat.reorder_categories(sorted(figures[name].cat.categories))
    indicator, dimension, member = (figures[name].cat for name in KEY[1:])
    measure = indicator.codes.astype("int64") * len(dimension.categories) + dimension.codes
    figures["_measure"] = measure * len(member.categories) + member.codes
    council = figures["area"].cat.categories.isin(small["authorities"]["area"])
    figures["_council"] = council[figures["area"].cat.codes]
    ends = figures.drop_duplicates("period").set_index("period")["period_end"]
    releases = figures["document"].cat.categories
    available = small["releases"].set_index("document").loc[releases, "available_from"].reset_index(drop=True)
    held = Store(
        figures,
        small,
        ends[figures["period"].cat.categories].to_numpy().astype("datetime64[D]"),
        available.sort_values(ascending=False).index.to_list(),
    )
    figures["_series"] = held.series(figures["area"].cat.codes.to_numpy("int64"), figures["_measure"].to_numpy())
    figures["_at"] = held.at(figures["_series"].to_numpy(), figures["period"].cat.codes.to_numpy("int64"))
    return held


def _series(held: Store) -> pd.DataFrame:
    """The first of each figure's printings by how new its release is, with how many there are, in order."""
    import numpy as np

    figures = held.figures
    newness = np.argsort(held.newest_first)[figures["document"].cat.codes]
    missing = figures["value"].isna()
    order = np.argsort(held.printing(figures["_at"].to_numpy(), newness) * 2 + missing.to_numpy(), kind="stable")
    at = figures["_at"].to_numpy()[order]
    first = np.flatnonzero(np.r_[True, at[1:] != at[:-1]])
    series = figures.take(order[first])
    series["printings"] = np.diff(np.r_[first, len(at)])
    different = figures.loc[~missing, ["_at", "value"]].drop_duplicates()["_at"].value_counts()
    series["values_printed"] = different.reindex(series["_at"], fill_value=0).to_numpy()
    return series


def _follows(ordered: pd.DataFrame) -> pd.Series:
    """Whether a figure is of the same series as the one before it, and for the year after."""
    next_day = (ordered["period_start"] - ordered["period_end"].shift()).dt.days == 1
    return next_day & (ordered["_series"] == ordered["_series"].shift())


def _latest(own: pd.DataFrame, held: Store) -> pd.DataFrame:
    """The latest figure of each series with the one before it, its run, its trend and its interval."""
    import numpy as np

    sign = np.sign(own["value"].diff().where(_follows(own)))
    own = own.assign(_sign=sign)[own["value"].notna()].reset_index(drop=True)
    sign = own["_sign"].to_numpy()
    where = np.arange(len(own))
    turns = own["_sign"].fillna(9).diff().ne(0).to_numpy()
    started = np.where(np.nan_to_num(sign) != 0, np.maximum.accumulate(np.where(turns, where, 0)) - 1, -1)
    ends = np.flatnonzero(own["_series"].ne(own["_series"].shift(-1)))
    points = np.diff(np.r_[-1, ends])
    follows = _follows(own).to_numpy()
    latest = own.take(ends).reset_index(drop=True)

    def add(prefix: str, names: list[str], at: np.ndarray) -> None:
        gathered = own[names].reindex(at)
        for name in names:
            latest[f"{prefix}_{name}"] = gathered[name].array

    add("previous", _PREVIOUS, np.where(follows[ends], ends - 1, -1))
    latest["points"] = points
    latest["change"] = latest["value"] - latest["previous_value"]
    indicators = held.small["indicators"].set_index("indicator")
    for name, kind in (("polarity_sign", "float"), ("is_percentage", "bool")):
        latest[name] = latest["indicator"].map(indicators[name]).astype(kind)
    better = latest["change"] * latest["polarity_sign"]
    latest["change_favourable"] = (better > 0).astype("boolean").where(better.abs() >= 1e-9)
    relative = latest["change"].abs() / latest["previous_value"].abs().replace(0, np.nan) * 100 / 5
    latest["size"] = (latest["change"].abs() / 3).where(latest["is_percentage"], relative)
    to = ends
    for prefix in ("run", "prior"):
        start = np.where(to >= 0, started[to], -1)
        latest[f"{prefix}_moves"] = np.where(start >= 0, to - start, 0)
        latest[f"{prefix}_sign"] = np.where(start >= 0, sign[to], 0)
        add(f"{prefix}_first", _FIRST, start)
        latest[f"{prefix}_change"] = own["value"].reindex(to).to_numpy() - latest[f"{prefix}_first_value"]
        to = start
    _add_trend(latest, own, ends, points, follows)
    _add_interval(latest)
    return latest


def _add_trend(
    latest: pd.DataFrame, own: pd.DataFrame, ends: np.ndarray, points: np.ndarray, follows: np.ndarray
) -> None:
    """The weighted slope of the latest five figures, five in a row of a matrix."""
    import numpy as np
    import pandas as pd

    found = np.minimum(points, _YEARS)
    five = ends[:, None] - np.arange(_YEARS - 1, -1, -1)
    full = points >= _YEARS
    in_a_row = full & follows[five[:, 1:]].all(axis=1)
    count, of, unit = own["numerator"].to_numpy()[five], own["denominator"].to_numpy()[five], latest["unit"]
    share, percent, rate = count / of, (unit == "percent").to_numpy(), (unit == "rate per 10,000").to_numpy()
    se = np.where(percent[:, None], np.sqrt(share * (1 - share) / of) * 100, np.sqrt(count) / of * 10_000)
    firm = (count > 0) & ((count < of) | ~percent[:, None])
    why_not = np.select(
        [~full, ~in_a_row, ~(percent | rate), np.isnan(count + of).any(axis=1), ~firm.all(axis=1)],
        [
            *("fewer than five figures", "not five years in a row", "neither a percentage nor a rate"),
            *("numerators and denominators not published", "a figure counts none or all of its denominator"),
        ],
        "",
    )
    weighed = why_not == ""
    with np.errstate(divide="ignore", invalid="ignore"):
        w = np.where(weighed[:, None], se**-2.0, 1.0)
    value = own["value"].to_numpy()[five]
    y, sw = value - value[:, :1], w.sum(axis=1)
    t = np.arange(_YEARS) - ((w * np.arange(_YEARS)).sum(axis=1) / sw)[:, None]
    swy, swty, swtt = (w * y).sum(axis=1), (w * t * y).sum(axis=1), (w * t * t).sum(axis=1)
    noise = 1e-12 * _YEARS * (w * np.abs(y)).sum(axis=1)

    def direction(total: np.ndarray, least: np.ndarray) -> np.ndarray:
        return np.where(np.abs(total) > least, np.sign(total), 0)

    way, left = direction(swty, noise), w / sw[:, None]
    without = (1 - left) * (swty[:, None] - w * t * y) + left * t * (swy[:, None] - w * y)
    keeps = (direction(without, noise[:, None]) == way[:, None]).all(axis=1)
    slope, error = np.where(weighed, swty / swtt, np.nan), np.where(weighed, swtt**-0.5, np.nan)
    latest["trend_points"] = found
    latest["trend_from_period"] = own["period"].array.take(ends - found + 1)
    latest["trend_to_period"] = latest["period"]
    latest["trend_slope"], latest["trend_se"], latest["trend_chi2"] = slope, error, (slope / error) ** 2
    significant = (latest["trend_chi2"] > _LEAST_CHI2) & keeps
    latest["trend_significant"] = significant.astype("boolean").where(weighed)
    latest["trend_direction"] = np.where(in_a_row, way, np.nan)
    latest["trend_why_not"] = pd.Series(why_not, latest.index, "category").where(~weighed)


def _add_interval(latest: pd.DataFrame) -> None:
    """The limits of a percentage by Wilson's way; of a rate by Byar's, and exact below ten."""
    import numpy as np

    count, of = latest["numerator"].to_numpy(), latest["denominator"].to_numpy()
    percent, rate = latest["unit"] == "percent", latest["unit"] == "rate per 10,000"
    small = np.nan_to_num(np.minimum(count, 9)).astype(int)
    reach = _Z * np.sqrt(_Z**2 + 4 * count * (1 - count / of))
    for name, way, exact, byar in (
        ("lower", -1, _EXACT_LOWER, count),
        ("upper", 1, _EXACT_UPPER, count + 1),
    ):
        wilson = ((2 * count + _Z**2 + way * reach) / (2 * (of + _Z**2))).clip(0, 1) * 100
        with np.errstate(divide="ignore", invalid="ignore"):
            roughly = byar * (1 - 1 / (9 * byar) + way * _Z / (3 * np.sqrt(byar))) ** 3
        events = np.where(count < 10, np.array(exact)[small], roughly) / of * 10_000
        latest[f"interval_{name}"] = np.select([percent, rate], [wilson, events], np.nan)


def _printed(held: Store) -> pd.DataFrame:
    """Every printing of councils that has a value, by one number for area, measure, period and release."""
    import numpy as np

    figures = held.figures
    has = np.flatnonzero(figures["_council"] & figures["value"].notna())
    found = figures[["_at", "_measure", "value", "period", "document", "printed"]].take(has)
    document = found["document"].cat.codes.to_numpy("int64")
    found.index = held.printing(found["_at"].to_numpy(), document)
    places = np.array([len(text.partition(".")[2]) for text in figures["printed"].cat.categories])
    found["_places"] = places[found["printed"].cat.codes]
    return found


def _similar(latest: pd.DataFrame, held: Store, model: int) -> np.ndarray:
    """The areas of the similar councils of each latest figure, ten in a row."""
    areas = held.category("area")
    pairs = held.small["neighbours"].query(f"model == {model}")
    lists = pairs.assign(nth=pairs.groupby("area").cumcount()).pivot(index="area", columns="nth", values="neighbour")
    numbers = areas.get_indexer(lists.reindex(areas).to_numpy().ravel()).reshape(len(areas), -1)
    return numbers[latest["area"].cat.codes]


def _placed(latest: pd.DataFrame, printed: pd.DataFrame, held: Store) -> pd.DataFrame:
    """The place of each latest figure among all councils and among similar ones, in its own release and year."""
    import numpy as np

    def cell(of: pd.DataFrame) -> np.ndarray:
        period, document = (of[name].cat.codes.to_numpy("int64") for name in ("period", "document"))
        return held.printing(held.at(of["_measure"].to_numpy(), period), document)

    among = printed.assign(_cell=cell(printed))
    among = among[among["_cell"].isin(np.unique(cell(latest)))]
    values = among.groupby("_cell", sort=False)["value"]
    places = among[[]].assign(
        rank=values.rank(method="min", ascending=False),
        last=values.rank(method="max", ascending=False),
        areas_ranked=values.transform("size"),
    )
    document = latest["document"].cat.codes.to_numpy("int64")
    places = places.reindex(held.printing(latest["_at"].to_numpy(), document))
    rank, last, ranked = (places[name].to_numpy() for name in ("rank", "last", "areas_ranked"))
    sign = latest["polarity_sign"].to_numpy()
    latest["rank"], latest["areas_ranked"], latest["ties"] = rank, ranked, last - rank
    latest["quartile"] = np.where(ranked >= 8, (rank - 1) * 4 // ranked + 1, np.nan)
    latest["best_rank"] = np.select([sign > 0, sign < 0], [rank, ranked - last + 1], np.nan)
    measure, period = latest["_measure"].to_numpy(), latest["period"].cat.codes.to_numpy("int64")
    for model in (2025, 2021):
        areas = _similar(latest, held, model)
        theirs = held.at(held.series(areas, measure[:, None]), period[:, None])
        theirs = among["value"].reindex(held.printing(theirs, document[:, None]).ravel()).to_numpy().reshape(-1, 10)
        latest[f"neighbour_rank_{model}"] = (theirs > latest["value"].to_numpy()[:, None]).sum(axis=1) + 1
        latest[f"neighbours_ranked_{model}"] = (~np.isnan(theirs)).sum(axis=1) + 1
    return latest


def _comparisons(latest: pd.DataFrame, series: pd.DataFrame, printed: pd.DataFrame, held: Store) -> pd.DataFrame:
    """Each latest figure that is no amount beside each comparator: one row a figure and comparator."""
    import numpy as np
    import pandas as pd

    own = latest.loc[latest["unit"] != "count"].reset_index(drop=True)
    area, areas = own["area"].astype(str), held.category("area")
    found = []
    for model in (2025, 2021):
        averages = _averages(own, printed, held, model)
        for statistic in ("mean", "median"):
            name = "neighbours:" + area + f":{model}:{statistic}"
            theirs = averages.rename(columns={statistic: "value", f"{statistic}_printed": "printed"})
            found.append(_beside(own, name, theirs))
    region = area.map(held.small["authorities"].set_index("area")["region"])
    wide = series[~series["_council"] & series["value"].notna() & (series["unit"] != "count")].set_index("_at")
    for name in (pd.Series("england", index=own.index), region):
        beside = held.series(areas.get_indexer(name), own["_measure"].to_numpy())
        at = np.full(len(own), -1)
        for some, period in _years(own, held, at):
            at[some] = wide.index.get_indexer(held.at(beside[some], period))
        found.append(_beside(own, name, wide.reset_index(drop=True).reindex(at)))
    every = pd.concat(found, ignore_index=True)
    gap, other = every["gap"].abs(), every["comparator_value"].abs()
    least = (other * 0.01).where(~every["_percentage"], 1.0)
    every["much_the_same"] = (gap < least - 1e-9) | (gap < 1e-9)
    better = every["gap"] * every["_polarity"]
    every["gap_favourable"] = (better > 0).astype("boolean").where(~every["much_the_same"] & (better.abs() >= 1e-9))
    return every.drop(columns=["_percentage", "_polarity"])


def _years(own: pd.DataFrame, held: Store, found: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Which figures have no comparator yet (-1 in `found`), and the year to look in: the same, before it, after it."""
    import numpy as np

    period, years = own["period"].cat.codes.to_numpy("int64"), len(held.ends)
    for step in (*range(0, -years, -1), *range(1, years)):
        some = np.flatnonzero((found < 0) & (period + step >= 0) & (period + step < years))
        if len(some):
            yield some, period[some] + step


def _averages(own: pd.DataFrame, printed: pd.DataFrame, held: Store, model: int) -> pd.DataFrame:
    """The mean and median of each figure's similar councils, of the newest release that five of them are in."""
    import numpy as np
    import pandas as pd

    areas, measure = _similar(own, held, model), own["_measure"].to_numpy()
    values, places = printed["value"].to_numpy(), printed["_places"].to_numpy()
    chosen, most = np.full(len(own), -1), np.zeros(len(own), int)
    mean, median, at_period = (np.full(len(own), np.nan) for _ in range(3))
    for asked, periods in _years(own, held, chosen):
        some, period = asked, periods
        for document in held.newest_first:
            at = held.at(held.series(areas[some], measure[some][:, None]), period[:, None])
            theirs = printed.index.get_indexer(held.printing(at, document).ravel()).reshape(at.shape)
            enough = (theirs >= 0).sum(axis=1) >= _FEWEST
            rows, theirs = some[enough], theirs[enough]
            value = np.sort(np.where(theirs >= 0, values[theirs], np.nan), axis=1)
            count = (theirs >= 0).sum(axis=1)
            each = np.arange(len(rows))
            mean[rows] = np.nansum(value, axis=1) / count
            median[rows] = (value[each, (count - 1) // 2] + value[each, count // 2]) / 2
            most[rows] = np.where(theirs >= 0, places[theirs], 0).max(axis=1, initial=0)
            chosen[rows], at_period[rows] = document, period[enough]
            some, period = some[~enough], period[~enough]
    found = pd.DataFrame({"mean": mean, "median": median})
    for name in ("mean", "median"):
        rounded, texts = found[name].to_numpy().round(9), np.full(len(own), "", object)
        for digits in np.unique(most):
            some = (most == digits) & (chosen >= 0)
            rounded[some] = rounded[some].round(digits)
            texts[some] = rounded[some].astype("int64" if digits == 0 else "float64").astype(str)
        found[name], found[f"{name}_printed"] = rounded, texts
    none = chosen < 0
    period = np.where(none, -1, np.nan_to_num(at_period)).astype(int)
    found["period"] = pd.Categorical.from_codes(period, dtype=own["period"].dtype)
    found["period_end"] = np.where(none, np.datetime64("NaT"), held.ends[period])
    found["document"] = pd.Categorical.from_codes(chosen, dtype=own["document"].dtype)
    return found


def _beside(own: pd.DataFrame, comparator: pd.Series, theirs: pd.DataFrame) -> pd.DataFrame:
    """One row a figure that has this comparator, and what is printed of it."""
    days = (own["period_end"].to_numpy() - theirs["period_end"].to_numpy()).astype("timedelta64[D]")
    found = own[[*KEY, "_series"]].assign(
        comparator=comparator,
        comparator_value=theirs["value"].to_numpy(),
        comparator_printed=theirs["printed"].astype(str).to_numpy(),
        comparator_period=theirs["period"].array,
        comparator_document=theirs["document"].array,
        comparator_age_days=days.astype("float64"),
        gap=own["value"].to_numpy() - theirs["value"].to_numpy(),
        _percentage=own["is_percentage"],
        _polarity=own["polarity_sign"],
    )
    return found[found["comparator_value"].notna()]


def _told(latest: pd.DataFrame, comparisons: pd.DataFrame) -> pd.DataFrame:
    """The latest figures with where each stands against England's, and whether move and gap point the same way."""
    import numpy as np
    import pandas as pd

    name = comparisons["comparator"]
    england = comparisons[name == "england"].set_index("_series").reindex(latest["_series"])
    same = england["comparator_period"].to_numpy() == latest["period"].to_numpy()
    other = np.where(same, england["comparator_value"].to_numpy(), np.nan)
    lower, upper = latest["interval_lower"].to_numpy(), latest["interval_upper"].to_numpy()
    way = np.select([lower > other, upper < other, other <= upper], [1.0, -1.0, 0.0], np.nan)
    good = way * latest["polarity_sign"].to_numpy()
    words = ["similar", "better", "worse", "higher", "lower"]
    told = np.select([way == 0, good > 0, good < 0, way > 0, way < 0], words, "")
    latest["against_england"] = pd.Series(told, latest.index, "category").where(told != "")
    usual = comparisons[~name.str.startswith("neighbours:") | name.str.endswith(":2025:mean")]
    first = usual.drop_duplicates("_series").set_index("_series")["gap_favourable"]
    latest["gap_favourable"] = first.reindex(latest["_series"]).array
    agree = latest["change_favourable"] == latest["gap_favourable"]
    latest["both_ways"] = latest["gap_favourable"].where(agree.fillna(value=False))
    return latest
