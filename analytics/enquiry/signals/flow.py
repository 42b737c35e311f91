"""Measures to be read together: S09 more work and how fast it is dealt with, open work and work newly begun."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Cited, Direction, Signal, SignalKind
from analytics.enquiry.signals.making import signal_on
from analytics.enquiry.words import Row, change_slots, cited, figure_slots, group, measure, measure_slots, said, small
from analytics.evidence.catalogue import Indicator
from analytics.evidence.vocabulary import Asserted, Status, Unit
from analytics.evidence.wording import capital, difference, direction, figure, qualified, when_of
from analytics.measures.thresholds import reaches

# The phrase of a measure that is itself a growth, before the words for what grew.
_GROWTH_OF = re.compile(r"^the (?:change|growth|increase) (?:in|of) ")
_GREW = [word.value for word in (Asserted.ROSE, Asserted.ROSE_SLIGHTLY)]


def volume_and_timeliness(papers: Papers) -> Iterator[Signal]:
    """S09: work that grew, beside how much of it is done in time; and open work that moved against what is begun.

    Which measures belong together is a reading of the question library. Work has grown where its figure did, where a
    printed growth says so or, without figures, where the text gives the growth a size. Timeliness is unpublished
    where no figure is printed, or none for a group that the text vouches for; low where it worsened materially or
    leaves out as many as a time limit may not; and holding where it did not worsen materially. National releases have
    no figure for some measures of timeliness, which no council has left out.
    """
    volumes: dict[str, list[_Volume]] = {}
    for pair in papers.library.together:
        if pair.reading == "volume and timeliness":
            volumes.setdefault(pair.second, []).extend(_volumes(papers, pair.first))
        elif pair.reading == "stock and flow":
            yield from _stock_and_flow(papers, pair.first, pair.second)
    for second, found in volumes.items():
        grown = [volume for volume in found if reaches(volume.percent, papers.settings.volume_percent)]
        if grown:
            # The firmest and then the largest; the first of the library where two are equal.
            yield from _work_and_time(papers, max(grown, key=lambda one: (one.confidence, one.percent)), second)


@dataclass(frozen=True, slots=True)
class _Volume:
    """Work that changed by `percent`: its name, the size in words, and where both stand."""

    words: str
    percent: float
    size: str
    confidence: int
    cited: tuple[Cited, ...]
    worked: tuple[str, ...] = ()

    @property
    def slots(self) -> dict[str, str]:
        return {
            "volume": self.words,
            "Volume": capital(self.words),
            "volume_size": self.size,
            "volume_moved": direction(self.percent),
        }


def _volumes(papers: Papers, first: str) -> Iterator[_Volume]:
    indicator = papers.indicator(first)
    row = _whole(papers, first)
    if row is not None and _is_growth(indicator):
        yield _Volume(
            words=_GROWTH_OF.sub("", indicator.phrase),
            percent=row["value"],
            size=qualified(row, indicator.unit),
            confidence=1 if row["status"] == Status.ESTIMATED.value else 2,
            cited=(cited(row, indicator.unit, indicator.short_name),),
        )
    elif row is not None and row["change"] is not None:
        if indicator.unit.is_percentage or row["previous_value"] < papers.settings.few or _by_chance(papers, row):
            return
        yield _Volume(
            words=indicator.phrase,
            percent=row["change"] / row["previous_value"] * 100,
            size=difference(row["change"], indicator.unit, row["previous_value"]),
            confidence=_confidence(row),
            cited=_both(row, indicator),
            worked=_worked(row, indicator.unit),
        )
    else:
        yield from _claimed(papers, indicator)


def _by_chance(papers: Papers, row: Row) -> bool:
    """Whether a national count changed by no more than counts of its size do from one year to the next.

    That is twice the standard error of the difference of two counts. Of a council's own report each figure was asked
    for; among thousands of national ones those of the smallest councils would stand out every year.
    """
    by = abs(row["change"])
    twice_error = 2 * (row["value"] + row["previous_value"]) ** 0.5
    return papers.evidence.neighbours is not None and by <= max(papers.settings.small_count, twice_error)


def _claimed(papers: Papers, indicator: Indicator) -> Iterator[_Volume]:
    """Growth that the text gives a size in per cent, of a measure or part of it that has no figures to show it."""
    claims = papers.evidence.claims.filter(
        (pl.col("area") == papers.authority)
        & (pl.col("indicator") == indicator.id)
        & pl.col("asserted").is_in(_GREW)
        & pl.col("size").str.contains(r"^\d+(\.\d+)?%$")
    )
    for claim in claims.iter_rows(named=True):
        if papers.is_recent(claim["document"]):
            words = measure(indicator, claim["dimension"], claim["member"])
            percent = float(claim["size"].removesuffix("%"))
            passage = said(claim, "The text", claim["text"], claim["to"] or "")
            worked = (f"As the text gives the growth: {claim['size']}",)
            yield _Volume(words, percent, claim["size"], 2, (passage,), worked)


def _work_and_time(papers: Papers, volume: _Volume, second: str) -> Iterator[Signal]:
    row, vouched = _whole(papers, second), _vouched_for(papers, second)
    if row is None or vouched is not None:
        yield _unpublished(papers, volume, second, row, vouched)
    elif _is_low(papers, row):
        yield _published(papers, volume, row, "low")
    elif row["change"] is not None:
        yield _published(papers, volume, row, "holding")
    # One figure that is high enough says neither that timeliness held nor that it fell.


def _unpublished(papers: Papers, volume: _Volume, second: str, row: Row | None, vouched: Row | None) -> Signal:
    indicator = papers.indicator(second)
    slots = measure_slots(indicator)
    strip = list(volume.cited)
    if row is not None:
        strip.append(cited(row, indicator.unit, indicator.short_name))
    if vouched is not None:
        # The measure as a whole may well be printed: what is not is the figure of the group.
        dimension, member = vouched["dimension"], vouched["member"]
        those, words = group(dimension, member), measure(indicator, dimension, member)
        if dimension == "rating":
            # A rating is no noun: the contacts it was given to are "those rated red".
            those = f"those rated {small(member)}"
            words = f"{indicator.phrase} among {those}"
        slots = {"measure": words, "Measure": capital(words), "group": those}
        strip.append(said(vouched, "The text", vouched["text"], vouched["to"] or ""))
    # That the group concerned waits is only inferred: nothing is printed that could show it.
    case = "unpublished" if papers.evidence.neighbours is None else "not national"
    return _signal(papers, volume, second, case, slots, strip=strip, confidence=1)


def _published(papers: Papers, volume: _Volume, row: Row, case: str) -> Signal:
    indicator = papers.indicator(row["indicator"])
    slots = measure_slots(indicator) | figure_slots(row, indicator.unit)
    is_change = row["change"] is not None
    strip = _both(row, indicator) if is_change else (cited(row, indicator.unit, indicator.short_name),)
    worked = _worked(row, indicator.unit) if is_change else ()
    confidence = 1 if row["status"] == Status.ESTIMATED.value else volume.confidence
    is_concern = case == "low" and bool(indicator.polarity.sign)
    return _signal(
        papers,
        volume,
        indicator.id,
        case,
        slots,
        strip=[*volume.cited, *strip],
        direction_of=Direction.CONCERN if is_concern else Direction.CONTEXT,
        confidence=confidence,
        worked=worked,
    )


def _signal(
    papers: Papers,
    volume: _Volume,
    second: str,
    case: str,
    slots: dict[str, str],
    *,
    strip: list[Cited],
    direction_of: Direction = Direction.CAUTION,
    confidence: int | None = None,
    worked: tuple[str, ...] = (),
) -> Signal:
    return signal_on(
        papers,
        SignalKind.VOLUME_AND_TIMELINESS,
        case,
        second,
        volume.slots | slots,
        direction=direction_of,
        size=volume.percent / papers.settings.volume_percent,
        confidence=volume.confidence if confidence is None else confidence,
        strip=strip,
        worked=(*volume.worked, *worked),
    )


def _stock_and_flow(papers: Papers, stock: str, flow: str) -> Iterator[Signal]:
    """Open work that moved one way while what was begun in the same time moved the other."""
    of_stock, of_flow = papers.indicator(stock), papers.indicator(flow)
    now, begun = _whole(papers, stock), _whole(papers, flow)
    if now is None or begun is None or now["change"] is None or begun["change"] is None:
        return
    few = papers.settings.few
    if now["previous_value"] < few or begun["previous_value"] < few or not _of_the_same_time(now, begun):
        return
    percent = now["change"] / now["previous_value"] * 100
    against = begun["change"] / begun["previous_value"] * 100
    if (
        percent * against >= 0
        or not reaches(abs(percent), papers.settings.volume_percent)
        or not reaches(abs(against), papers.settings.material_percent)
    ):
        return
    yield signal_on(
        papers,
        SignalKind.VOLUME_AND_TIMELINESS,
        "apart",
        flow,
        change_slots(begun, of_flow.unit)
        | figure_slots(now, of_stock.unit, "stock_now")
        | {
            "stock": of_stock.phrase,
            "Stock": capital(of_stock.phrase),
            "stock_change": difference(now["change"], of_stock.unit, now["previous_value"]),
            "stock_moved": direction(now["change"]),
        },
        direction=Direction.CONTEXT,
        size=abs(percent) / papers.settings.volume_percent,
        confidence=min(_confidence(now), _confidence(begun)),
        strip=(*_both(now, of_stock), *_both(begun, of_flow)),
        worked=(*_worked(now, of_stock.unit), *_worked(begun, of_flow.unit)),
    )


def _whole(papers: Papers, indicator: str) -> Row | None:
    """The council's recent latest figure of a measure as a whole; a forecast is not yet work."""
    found = papers.recent(papers.facts.latest).filter(
        (pl.col("indicator") == indicator) & (pl.col("dimension") == "") & (pl.col("status") != Status.FORECAST.value)
    )
    return None if found.is_empty() else found.row(0, named=True)


def _vouched_for(papers: Papers, indicator: str) -> Row | None:
    """A recent passage that speaks well or ill of one group's timeliness, for which no firm figure is printed."""
    printed = papers.facts.latest.filter(
        (pl.col("indicator") == indicator) & (pl.col("status") != Status.ESTIMATED.value)
    ).select("indicator", "dimension", "member")
    claims = papers.evidence.claims.filter(
        (pl.col("area") == papers.authority) & (pl.col("indicator") == indicator) & (pl.col("member") != "")
    ).join(printed, on=["indicator", "dimension", "member"], how="anti", maintain_order="left")
    recent = [claim for claim in claims.iter_rows(named=True) if papers.is_recent(claim["document"])]
    return recent[0] if recent else None


def _is_low(papers: Papers, row: Row) -> bool:
    """Whether timeliness worsened materially or, higher being better, leaves out too many in a hundred."""
    settings, is_percentage = papers.settings, Unit(row["unit"]).is_percentage
    if row["change"] is not None and row["change_favourable"] is False:
        least = (
            settings.material_points if is_percentage else abs(row["previous_value"]) * settings.material_percent / 100
        )
        if reaches(abs(row["change"]), least):
            return True
    return is_percentage and row["polarity_sign"] > 0 and row["value"] <= 100 - settings.shortfall_points


def _is_growth(indicator: Indicator) -> bool:
    return indicator.unit.is_percentage and bool(_GROWTH_OF.match(indicator.phrase))


def _of_the_same_time(stock: Row, flow: Row) -> bool:
    """Whether each of the two counts of open work was made in, or at the end of, a period of what was begun."""
    return bool(
        flow["period_start"] <= stock["period_end"] <= flow["period_end"]
        and flow["previous_period_start"] <= stock["previous_period_end"] <= flow["previous_period_end"]
    )


def _confidence(row: Row) -> int:
    return 3 if row["points"] >= 3 else 2


def _both(row: Row, indicator: Indicator) -> tuple[Cited, Cited]:
    name = indicator.short_name
    return cited(row, indicator.unit, name, "previous_"), cited(row, indicator.unit, name)


def _worked(row: Row, unit: Unit) -> tuple[str, ...]:
    """The change between two figures as a reader can follow it."""
    now = figure(row["value"], unit, row["printed"])
    before = figure(row["previous_value"], unit, row["previous_printed"])
    change = difference(row["change"], unit, row["previous_value"])
    ends = f"{before} {when_of(row, 'previous_')} to {now} {when_of(row)}"
    return (f"{ends}: {direction(row['change'])} by {change}",)
