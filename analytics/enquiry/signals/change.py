"""How a measure moved: S01 adverse trend, S02 sharp reversal, S03 favourable step, S26 ceiling."""

import re
from collections.abc import Iterator
from functools import lru_cache

import polars as pl

from analytics.enquiry.not_known import not_known_cited, not_known_in_words
from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Cited, Direction, Signal, SignalKind
from analytics.enquiry.signals.making import number_in_words, rests_on_few, signal_on
from analytics.enquiry.words import Row, change_slots, cited, figure_slots, said
from analytics.evidence.period import PeriodKind
from analytics.evidence.period_spellings import parse_period
from analytics.evidence.vocabulary import Asserted, Status, Unit
from analytics.evidence.wording import difference, when_of
from analytics.measures.series import SERIES_KEY
from analytics.measures.thresholds import reaches
from analytics.measures.trends import runs

# A text that says so asserts a trend, though only its two ends are printed.
_STEADILY = re.compile(
    r"\b(every|each|month (on|after|by) month|year (on|after|by) year|steadily|consistently)\b", re.I
)
_DOWN = {Asserted.FELL, Asserted.FELL_SLIGHTLY, Asserted.WORSENED, Asserted.HALVED}
_UP = {Asserted.ROSE, Asserted.ROSE_SLIGHTLY, Asserted.WORSENED, Asserted.DOUBLED}


def adverse_trend(papers: Papers) -> Iterator[Signal]:
    """S01: two or more moves the wrong way in a row that together are material, or two figures and a text that says so.

    Material is the threshold of the settings or, where the denominator is printed, twice the standard error if that
    is more.
    """
    moved = _moved(papers)
    wrong_way = pl.col("run_sign") * pl.col("polarity_sign") < 0
    trend = moved.filter(
        wrong_way & (pl.col("run_moves") >= 2) & reaches(pl.col("run_change").abs(), pl.col("material"))
    )
    for row in trend.iter_rows(named=True):
        unit = Unit(row["unit"])
        run = row | {"change": row["run_change"]}
        slots = change_slots(run, unit, "run_first_") | {"moves": moves_in_words(row)}
        yield _signal(
            papers, SignalKind.ADVERSE_TREND, "trend", run, slots, size=abs(row["run_change"]) / row["material"]
        )
    for row, claim in _stated(papers, moved):
        yield _signal(
            papers,
            SignalKind.ADVERSE_TREND,
            "stated",
            row,
            change_slots(row, Unit(row["unit"])),
            size=abs(row["change"]) / row["material"],
            passage=claim,
            caveats=("Only the first and the last figure are printed; the text says what happened between.",),
        )


def _stated(papers: Papers, moved: pl.DataFrame) -> Iterator[tuple[Row, Row]]:
    """Two figures with a material move the wrong way, and the text that says it went on all the time between them."""
    rows = moved.filter(
        ~pl.col("change_favourable") & (pl.col("run_moves") < 2) & reaches(pl.col("change").abs(), pl.col("material"))
    )
    for row in rows.iter_rows(named=True):
        same = [pl.col(name) == row[name] for name in SERIES_KEY]
        ends = (pl.col("from") == row["previous_period"]) & (pl.col("to") == row["period"])
        said_so = pl.col("asserted").is_in([word.value for word in (_UP if row["change"] > 0 else _DOWN)])
        for claim in papers.evidence.claims.filter(*same, ends, said_so).iter_rows(named=True):
            if _STEADILY.search(claim["text"]):
                yield row, claim
                break


def sharp_reversal(papers: Papers) -> Iterator[Signal]:
    """S02: a sharp move the wrong way after two or more the right way, or a step the wrong way in one period.

    A step that a text calls part of a trend is left to S01. Sharp is so many points (per cent for measures that are no
    percentages), or half of the gain before it where that is still material.
    """
    settings = papers.settings
    every = _moved(papers)
    in_a_trend = {tuple(row[name] for name in SERIES_KEY) for row, _ in _stated(papers, every)}
    moved = every.filter(~pl.col("change_favourable") & (pl.col("run_moves") == 1))
    after_gains = (pl.col("prior_moves") >= 2) & (
        reaches(pl.col("change").abs(), _threshold(settings.sharp_points, settings.sharp_percent))
        | (
            reaches(pl.col("change").abs(), pl.col("prior_change").abs() / 2)
            & reaches(pl.col("change").abs(), pl.col("material"))
        )
    )
    step = _threshold(settings.step_points, settings.step_percent)
    rows = moved.with_columns(after_gains.fill_null(value=False).alias("reversal"), step.alias("step")).filter(
        pl.col("reversal") | reaches(pl.col("change").abs(), step)
    )
    for row in rows.iter_rows(named=True):
        if tuple(row[name] for name in SERIES_KEY) in in_a_trend:
            continue
        unit = Unit(row["unit"])
        slots = change_slots(row, unit)
        if row["reversal"]:
            slots |= figure_slots(row, unit, "earlier", "prior_first_") | {
                "gain": difference(row["prior_change"], unit, row["prior_first_value"])
            }
            relative = abs(row["change"]) / row["material"]
            earlier = (cited(row, unit, papers.council, "prior_first_"),)
            gain = f"{slots['before']} {when_of(row, 'previous_')} against {slots['earlier']}: {slots['gain']}"
            yield _signal(
                papers, SignalKind.SHARP_REVERSAL, "reversal", row, slots, size=relative, more=earlier, worked=(gain,)
            )
        else:
            yield _signal(papers, SignalKind.SHARP_REVERSAL, "sharp", row, slots, size=abs(row["change"]) / row["step"])


def favourable_step(papers: Papers) -> Iterator[Signal]:
    """S03: a step the right way in one period, or a first reading at the ceiling."""
    settings = papers.settings
    step = _threshold(settings.step_points, settings.step_percent)
    at_ceiling = (
        (pl.col("unit") == Unit.PERCENT.value)
        & (pl.col("polarity_sign") > 0)
        & (pl.col("value") >= settings.ceiling_percent)
        & (pl.col("previous_value") < settings.ceiling_percent)
        & reaches(pl.col("change").abs(), pl.col("material"))
    )
    rows = (
        _moved(papers)
        .filter(pl.col("change_favourable"))
        .with_columns(step.alias("step"))
        .filter(reaches(pl.col("change").abs(), pl.col("step")) | at_ceiling)
    )
    for row in rows.iter_rows(named=True):
        size = abs(row["change"]) / row["step"]
        slots = change_slots(row, Unit(row["unit"]))
        case = "step" if reaches(size, 1) else "first"
        yield _signal(
            papers, SignalKind.STEP_CHANGE, case, row, slots, size=max(size, 1.0), direction=Direction.STRENGTH
        )


def ceiling(papers: Papers) -> Iterator[Signal]:
    """S26: a measure with a time limit or a history that has no room left to say more."""
    at = papers.settings.ceiling_percent
    latest = _that_happened(papers).filter(
        (pl.col("unit") == Unit.PERCENT.value)
        & (pl.col("polarity_sign") > 0)
        & (pl.col("points") >= 2)
        & (pl.col("value") >= at)
        & ((pl.col("previous_value") >= at) | (pl.col("value") == 100))
        & ~(pl.col("denominator") < papers.settings.few).fill_null(value=False)
    )
    for row in latest.iter_rows(named=True):
        slots = figure_slots(row, Unit.PERCENT)
        before = (cited(row, Unit.PERCENT, papers.council, "previous_"),) if row["previous_value"] is not None else ()
        yield _signal(
            papers, SignalKind.CEILING, "full", row, slots, size=1.0, direction=Direction.CONTEXT, more=before
        )


def _signal(
    papers: Papers,
    kind: SignalKind,
    case: str,
    row: Row,
    slots: dict[str, str],
    *,
    size: float,
    direction: Direction = Direction.CONCERN,
    passage: Row | None = None,
    more: tuple[Cited, ...] = (),
    worked: tuple[str, ...] = (),
    caveats: tuple[str, ...] = (),
) -> Signal:
    """A signal on a change, citing the figures that the slots name."""
    unit = Unit(row["unit"])
    strip = [cited(row, unit, papers.council)]
    if "before" in slots:
        start = "run_first_" if case == "trend" else "previous_"
        strip.insert(0, cited(row, unit, papers.council, start))
        worked = (
            *worked,
            f"{slots['before']} {slots['before_when']} to {slots['now']} {slots['now_when']}: {slots['change']}",
        )
    if passage:
        strip.append(said(passage, "The text", passage["text"]))
    return signal_on(
        papers,
        kind,
        case,
        row["indicator"],
        slots,
        dimension=row["dimension"],
        member=row["member"],
        direction=direction,
        size=size,
        confidence=3 if row["points"] >= 3 and row["status"] != Status.ESTIMATED.value else 2,
        strip=(*more, *strip, *not_known_cited(papers.facts, row, papers.council)),
        worked=worked,
        caveats=(*caveats, *rests_on_few(papers, row), *not_known_in_words(papers.facts, row)),
    )


_STEPS = {
    PeriodKind.FINANCIAL_YEAR: "years",
    PeriodKind.ACADEMIC_YEAR: "years",
    PeriodKind.CALENDAR_YEAR: "years",
    PeriodKind.QUARTER: "quarters",
    PeriodKind.MONTH: "months",
}


def moves_in_words(row: Row) -> str:
    """How many moves a run of `trends.runs` has, in the steps between its figures: "two years", "three quarters".

    Days are years apart where they are the same day of years in a row; of other days, and of ranges: "two periods".
    """
    moves, first, last = row["run_moves"], parse_period(row["run_first_period"]), parse_period(row["period"])
    anniversary = (last.end.year - moves, last.end.month, last.end.day)
    yearly = last.kind is PeriodKind.SNAPSHOT and (first.end.year, first.end.month, first.end.day) == anniversary
    steps = "years" if yearly else _STEPS.get(last.kind, "periods")
    return f"{number_in_words(moves, 'many')} {steps}"


def _threshold(points: float, percent: float) -> pl.Expr:
    """How much change is enough: in points for percentages, else relative to the figure before. Null from 0."""
    relative = pl.col("previous_value").abs() * percent / 100
    return pl.when(pl.col("is_percentage")).then(points).otherwise(pl.when(relative > 0).then(relative))


def _that_happened(papers: Papers) -> pl.DataFrame:
    """The recent latest figures but forecasts: nothing has risen or fallen to what is only expected."""
    return papers.recent(papers.facts.latest).filter(pl.col("status") != Status.FORECAST.value)


@lru_cache(maxsize=16)
def _moved(papers: Papers) -> pl.DataFrame:
    """The recent latest figures that can be called better or worse than those before, with their runs.

    Counts of fewer than so many children or posts are left out, because so few swing by themselves; so are figures
    over ranges of unlike length, which are no equal steps.
    """
    few, settings = papers.settings.few, papers.settings
    latest = _that_happened(papers).filter(pl.col("change").is_not_null() & (pl.col("polarity_sign") != 0))
    is_count = pl.col("unit").is_in([Unit.COUNT.value, Unit.POSTS.value])
    too_few = is_count & (pl.max_horizontal("value", "previous_value") < few)
    too_few = too_few | (pl.col("denominator") < few).fill_null(value=False)
    share = pl.col("value") / 100
    twice_error = 200 * (share * (1 - share) / pl.col("denominator")).sqrt()
    material = pl.max_horizontal(
        _threshold(settings.material_points, settings.material_percent),
        pl.when(pl.col("is_percentage")).then(twice_error),
    )
    return (
        latest.filter(~too_few)
        .join(_of_unlike_ranges(papers.facts.series), on=list(SERIES_KEY), how="anti", maintain_order="left")
        .filter(pl.col("change_favourable").is_not_null())
        .join(runs(papers.facts.series.lazy()).collect(), on=list(SERIES_KEY), maintain_order="left")
        .with_columns(material.alias("material"))
    )


def _of_unlike_ranges(series: pl.DataFrame) -> pl.DataFrame:
    """The series over ranges whose lengths differ by more than months do."""
    days = (pl.col("period_end") - pl.col("period_start")).dt.total_days()
    ranges = series.filter(pl.col("period_kind") == PeriodKind.RANGE.value)
    return ranges.group_by(SERIES_KEY).agg((days.max() - days.min()).alias("spread")).filter(pl.col("spread") > 3)
