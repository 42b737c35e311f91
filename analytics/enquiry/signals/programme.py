"""What a figure is a share of: S10 an improvement plan that grew, and percentages whose denominator changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Cited, Direction, Signal, SignalKind
from analytics.enquiry.signals.making import signal_on
from analytics.enquiry.words import cited, figure_slots
from analytics.evidence.period import PeriodKind, containing
from analytics.evidence.vocabulary import Unit
from analytics.evidence.wording import capital, day_in_words, difference, figure, when_of
from analytics.measures.composition import CONCERN, SETTLED, STATES, of_concern, programme_by_state
from analytics.measures.series import SERIES_KEY
from analytics.measures.thresholds import reaches

_OF_CONCERN = "the number of activities of concern"


def denominator_shift(papers: Papers) -> Iterator[Signal]:
    """S10: a share that cannot be read without what it is a share of, because that changed.

    In an improvement plan that grows, the completed share can rise while more of what is still open is of concern.
    """
    yield from _programme(papers)
    yield from _denominators(papers)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The plan as at the end of one period: its activities by state, those of concern, and what was printed."""

    end: date
    states: dict[str, float]
    concern: float
    open: float
    share: float
    total: float
    cited: tuple[Cited, ...]

    @property
    def arithmetic(self) -> tuple[str, ...]:
        """The activities of concern, the open ones, and the share of the one in the other."""
        concern = " + ".join(_number(self.states[state]) for state in CONCERN)
        still_open = " + ".join(_number(count) for state, count in self.states.items() if state not in SETTLED)
        return (
            f"{concern} = {_number(self.concern)} of concern {as_at(self.end)}",
            f"{still_open} = {_number(self.open)} open",
            f"{_number(self.concern)} ÷ {_number(self.open)} = {self.share:.1f}%",
        )


def _programme(papers: Papers) -> Iterator[Signal]:
    """A plan that grew while activities of concern rose as a share of the open ones, since their latest rise began."""
    plans = _plans(papers)
    start = _start_of_rise([plan.concern for plan in plans])
    if start is None:
        return
    before, now = plans[start], plans[-1]
    # A state that one of the two leaves out would make a change of a gap.
    if set(before.states) != set(now.states) or not before.concern:
        return
    settings = papers.settings
    grew = (now.total / before.total - 1) * 100
    change = now.concern - before.concern
    if not (
        reaches(grew, settings.denominator_percent) and reaches(now.share - before.share, settings.material_points)
    ):
        return
    in_words = difference(change, Unit.COUNT, before.concern)
    yield signal_on(
        papers,
        SignalKind.DENOMINATOR_SHIFT,
        "programme",
        # The most serious of them, so that all that is said of the plan's concerns comes together.
        "plan_major",
        {
            "measure": _OF_CONCERN,
            "Measure": capital(_OF_CONCERN),
            "now": _number(now.concern),
            "now_when": as_at(now.end),
            "before": _number(before.concern),
            "before_when": as_at(before.end),
            "total_now": _number(now.total),
            "total_before": _number(before.total),
            # With what they are a share of, or they would be taken for shares of the total beside them.
            "share_now": f"{now.share:.1f}% of those still open",
            "share_before": f"{before.share:.1f}% of those still open",
            "change": in_words,
        },
        direction=Direction.CONCERN,
        size=change / before.concern * 100 / settings.material_percent,
        confidence=3,
        strip=(*before.cited, *now.cited),
        worked=(
            *before.arithmetic,
            *now.arithmetic,
            f"{_number(now.concern)} − {_number(before.concern)} = {in_words}",
            f"{_number(before.total)} to {_number(now.total)}: {grew:.1f}% more activities",
        ),
        caveats=(
            "Each count is as at the end of its period, and the periods are of unequal length.",
            "Activities were added on the way: open ones are all that are neither completed nor closed.",
        ),
    )


def _plans(papers: Papers) -> list[_Plan]:
    """The recent periods for which the total and both states of concern are printed, in order of time."""
    rows = papers.recent(papers.facts.series).filter(
        (pl.col("area") == papers.authority) & (pl.col("dimension") == "") & pl.col("value").is_not_null()
    )
    by_state = programme_by_state(rows.filter(pl.col("indicator").is_in(list(STATES))).lazy()).collect()
    plans = []
    for row in of_concern(by_state.lazy()).collect().iter_rows(named=True):
        at = by_state.filter(pl.col("period") == row["period"])
        found = dict(at.select("state", "count").iter_rows())
        printed = rows.filter(pl.col("period") == row["period"])
        totals = printed.filter((pl.col("indicator") == "plan_total") & (pl.col("value") > 0))["value"].to_list()
        if totals and set(CONCERN) <= set(found) and row["open"] > 0:
            plans.append(
                _Plan(
                    end=row["period_end"],
                    states={state: found[state] for state in STATES.values() if state in found},
                    concern=row["count"],
                    open=row["open"],
                    share=row["share"],
                    total=totals[0],
                    cited=tuple(_cited(papers, printed)),
                )
            )
    return plans


def as_at(end: date) -> str:
    """The end of a period, as a count made on that day needs it: "at the end of June 2023", "on 12 June 2023"."""
    is_last_of_month = (end + timedelta(days=1)).day == 1
    return f"at the end of {containing(PeriodKind.MONTH, end).label}" if is_last_of_month else f"on {day_in_words(end)}"


def _start_of_rise(counts: list[float]) -> int | None:
    """Where the latest unbroken rise began; None where the last figure did not rise.

    >>> _start_of_rise([29, 22, 33, 38]), _start_of_rise([22, 38, 38])
    (1, None)
    """
    start = len(counts) - 1
    while start > 0 and counts[start - 1] < counts[start]:
        start -= 1
    return start if 0 <= start < len(counts) - 1 else None


def _cited(papers: Papers, rows: pl.DataFrame) -> Iterator[Cited]:
    """The printed counts of one period that the sums use, in the order of the plan's states."""
    used = [name for name, state in STATES.items() if state not in SETTLED]
    for name in (*used, "plan_total"):
        for row in rows.filter(pl.col("indicator") == name).iter_rows(named=True):
            yield cited(row, Unit.COUNT, papers.indicator(name).short_name)


def _denominators(papers: Papers) -> Iterator[Signal]:
    """Percentages that are of a materially different number of children than the one before.

    Of national figures only those that moved themselves: from one year to the next the numbers behind many change by as
    much, and however large the change is, it is then a reason to look again at a move and no more.
    """
    settings = papers.settings
    is_national = papers.evidence.neighbours is not None
    earlier = papers.facts.series.select(
        *SERIES_KEY, pl.col("period").alias("previous_period"), pl.col("denominator").alias("previous_denominator")
    )
    size = (pl.col("denominator") / pl.col("previous_denominator") - 1) * 100
    shifted = (
        papers.recent(papers.facts.latest)
        .filter(pl.col("is_percentage") & pl.col("previous_period").is_not_null())
        .filter(pl.lit(not is_national) | reaches(pl.col("change").abs(), settings.material_points))
        .join(earlier, on=[*SERIES_KEY, "previous_period"], maintain_order="left")
        .filter(pl.min_horizontal("denominator", "previous_denominator") >= settings.few)
        .filter(pl.col("denominator").is_not_null() & pl.col("previous_denominator").is_not_null())
        .with_columns(size.alias("of_percent"))
        .filter(reaches(pl.col("of_percent").abs(), settings.denominator_percent))
        .filter(
            pl.lit(not is_national)
            | ((pl.col("denominator") - pl.col("previous_denominator")).abs() > settings.small_count)
        )
    )
    for row in shifted.iter_rows(named=True):
        indicator = papers.indicator(row["indicator"])
        change = row["denominator"] - row["previous_denominator"]
        of_now, of_before = _number(row["denominator"]), _number(row["previous_denominator"])
        of_size = difference(change, Unit.COUNT, row["previous_denominator"])
        yield signal_on(
            papers,
            SignalKind.DENOMINATOR_SHIFT,
            "denominator",
            indicator.id,
            figure_slots(row, indicator.unit)
            | {"before_when": when_of(row, "previous_")}
            | {"of_now": of_now, "of_before": of_before, "of_size": of_size},
            dimension=row["dimension"],
            member=row["member"],
            size=1.0 if is_national else abs(row["of_percent"]) / settings.denominator_percent,
            confidence=3,
            strip=(
                cited(row, indicator.unit, papers.council, "previous_"),
                cited(row, indicator.unit, papers.council),
            ),
            worked=(f"Of {of_before} before and of {of_now} now: {of_size}",),
        )


def _number(count: float) -> str:
    return figure(count, Unit.COUNT)
