"""Money beside what it should change: S20 forecasts that were revised, amounts that changed, and new money alone."""

from collections.abc import Iterator

import polars as pl

from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Cited, Direction, Signal, SignalKind
from analytics.enquiry.signals.making import signal_on
from analytics.enquiry.words import Row, cited, figure_slots, measure
from analytics.evidence.period_spellings import parse_period
from analytics.evidence.vocabulary import Polarity, Status, Unit
from analytics.evidence.wording import difference, direction, figure, when
from analytics.measures.spend import Basis, money_indicators
from analytics.measures.spend import spend_and_outcome as changes_of_money

_MONEY = Unit.GBP_MILLION


def spend_and_outcome(papers: Papers) -> Iterator[Signal]:
    """S20: money that changed materially, or was newly agreed, to be asked what it changes for children.

    Which outcome belongs to which money is a reading of the question library. Where that outcome improved materially,
    money that is neither good nor bad in itself gives no signal.
    """
    settings = papers.settings
    available = pl.LazyFrame(
        [(slug, held.file.available_from) for slug, held in papers.evidence.documents.items()],
        schema={"document": pl.String, "available_from": pl.Date},
        orient="row",
    )
    money = money_indicators(papers.evidence.catalogue)
    changes = changes_of_money(papers.evidence.observations.lazy(), available, money, settings.spend_percent).filter(
        # A percentage of an underspend or of nothing says nothing.
        (pl.col("area") == papers.authority) & (pl.col("earlier") > 0)
    )
    for row in changes.collect().iter_rows(named=True):
        if parse_period(row["later_period"]).end >= papers.oldest_recent and not _improved(papers, row["indicator"]):
            yield _changed(papers, row)
    yield from _alone(papers)


def _changed(papers: Papers, row: Row) -> Signal:
    revised = row["basis"] == Basis.REVISED.value
    indicator = papers.indicator(row["indicator"])
    change = row["change"]
    points = papers.facts.points(papers.authority, indicator.id, row["dimension"], row["member"])
    slots = {
        "now": _amount(row, "later"),
        "now_when": f"in the latest figure for {row['later_period']}" if revised else when(row["later_period"]),
        "before": _amount(row, "earlier"),
        "before_when": "in the figure given before" if revised else when(row["earlier_period"]),
        "change": difference(change, _MONEY, row["earlier"]),
        "moved": direction(change),
        "move": "rise" if change > 0 else "fall",
    }
    favourable = change * indicator.polarity.sign
    return _signal(
        papers,
        row,
        "revised" if revised else "changed",
        slots,
        direction_of=Direction.CONCERN
        if favourable < 0
        else Direction.STRENGTH
        if favourable > 0
        else Direction.CONTEXT,
        size=abs(row["percent"]) / papers.settings.spend_percent,
        confidence=3 if not revised and points["value"].count() >= 3 else 2,
        strip=(
            _cited(row, "earlier", "The figure given before" if revised else papers.council),
            _cited(row, "later", "The latest figure" if revised else papers.council),
        ),
        arithmetic=(f"{slots['before']} to {slots['now']}: {slots['moved']} by {slots['change']}",),
    )


def _alone(papers: Papers) -> Iterator[Signal]:
    """Money newly agreed, for which one amount is printed and no change that it made."""
    linked = dict.fromkeys(pair.first for pair in papers.library.together if pair.reading == "spend and outcome")
    agreed = [name for name in linked if papers.indicator(name).polarity is Polarity.NEITHER]
    rows = papers.recent(papers.facts.latest).filter(
        pl.col("indicator").is_in(agreed)
        & (pl.col("dimension") == "")
        & pl.col("change").is_null()
        & (pl.col("value") > 0)
        & (pl.col("unit") == _MONEY.value)
        & ~pl.col("status").is_in([Status.FORECAST.value, Status.ESTIMATED.value])
    )
    for row in rows.iter_rows(named=True):
        if not _improved(papers, row["indicator"]):
            yield _signal(
                papers,
                row,
                "alone",
                figure_slots(row, _MONEY),
                direction_of=Direction.CONTEXT,
                size=1.0,
                confidence=2,
                strip=(cited(row, _MONEY, papers.council),),
            )


def _outcome(papers: Papers, money: str) -> str | None:
    """The measure that should change with this money; None where the library names none."""
    for pair in papers.library.together:
        if pair.reading == "spend and outcome" and pair.first == money:
            return pair.second
    return None


def _improved(papers: Papers, money: str) -> bool:
    """Whether the outcome named for neutral money improved materially."""
    outcome = _outcome(papers, money)
    found = papers.recent(papers.facts.latest).filter(
        (pl.col("indicator") == (outcome or ""))
        & (pl.col("dimension") == "")
        & pl.col("change_favourable")
        & (pl.col("size") >= 1)
    )
    return papers.indicator(money).polarity is Polarity.NEITHER and not found.is_empty()


def _signal(
    papers: Papers,
    row: Row,
    case: str,
    slots: dict[str, str],
    *,
    direction_of: Direction,
    size: float,
    confidence: int,
    strip: tuple[Cited, ...],
    arithmetic: tuple[str, ...] = (),
) -> Signal:
    outcome = _outcome(papers, row["indicator"])
    named = {"outcome": measure(papers.indicator(outcome))} if outcome else {}
    return signal_on(
        papers,
        SignalKind.SPEND_AND_OUTCOME,
        case,
        row["indicator"],
        named | slots,
        dimension=row["dimension"],
        member=row["member"],
        direction=direction_of,
        size=size,
        confidence=confidence,
        strip=strip,
        worked=arithmetic,
    )


def _cited(row: Row, which: str, what: str) -> Cited:
    return Cited(row[f"{which}_document"], row[f"{which}_locator"], what, row[f"{which}_period"], _amount(row, which))


def _amount(row: Row, which: str) -> str:
    return figure(row[which], _MONEY, row[f"{which}_printed"])
