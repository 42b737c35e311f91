"""What a text says of a figure beside the figure itself: S15. What it leaves out (S16, S17) is in `omissions`."""

from collections.abc import Iterator

import polars as pl

from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Direction, Signal, SignalKind
from analytics.enquiry.signals.making import reconciled, said_in_words, signal_on
from analytics.enquiry.signals.omissions import claim_without_figure, selective_text
from analytics.enquiry.words import Row, change_slots, cited, figure_slots, said
from analytics.evidence.catalogue import Indicator
from analytics.evidence.vocabulary import Asserted
from analytics.evidence.wording import difference, figure
from analytics.measures.levels import NOT_COUNTED, is_counted
from analytics.measures.reconciliation.claims import SLIGHT_POINTS, SLIGHT_SHARE
from analytics.measures.reconciliation.result import Kind, Reconciliation

__all__ = ["claim_without_figure", "selective_text", "text_against_figure"]


def text_against_figure(papers: Papers) -> Iterator[Signal]:
    """S15: the text says of a change, a comparator or a target what the printed figures do not say.

    It also fires where a text praises a measure that has just moved the wrong way. Forecasts and figures that were
    printed in words are not firm enough to contradict a text. It is a concern where the text is kinder than the
    figures, otherwise a caution.
    """
    for result in reconciled(papers.evidence):
        rows = [row for row in result.figures if row is not None]
        if result.kind is not Kind.CLAIM or len(rows) < 2 or not papers.is_recent(result.document):
            continue
        latest = rows[1] if not result.claims[0]["against"] else rows[0]
        firm = all(row.get("status") not in NOT_COUNTED for row in rows)
        if not firm or latest["period_end"] < papers.oldest_recent:
            continue
        if result.claims[0]["against"] == "target":
            yield _against_target(papers, result, *rows)
        elif result.claims[0]["against"]:
            yield _against_comparator(papers, result, *rows)
        else:
            yield _against_change(papers, result.claims[0], result.charitable_reading, *rows)
    yield from _praised_while_it_worsened(papers)


def _praised_while_it_worsened(papers: Papers) -> Iterator[Signal]:
    """A measure that a text calls high (low, where low is better) after a material move the wrong way."""
    praise = {Asserted.HIGH.value: 1, Asserted.LOW.value: -1}
    claims = papers.evidence.claims.filter(pl.col("asserted").is_in(list(praise)) & (pl.col("against") == ""))
    key = ["indicator", "dimension", "member", "document"]
    latest = papers.recent(papers.facts.latest).filter(pl.col("change_favourable").not_() & is_counted())
    for claim in claims.unique(key, keep="last", maintain_order=True).iter_rows(named=True):
        same = latest.filter(*(pl.col(name) == claim[name] for name in key)).to_dicts()
        indicator = papers.indicator(claim["indicator"])
        if not same or indicator.polarity.sign != praise[claim["asserted"]]:
            continue
        row = same[0]
        before = {name: row[f"previous_{name}"] for name in _OF_A_FIGURE}
        if (
            claim["to"] in ("", None, row["period"])
            and _relative(row["change"], before["value"], indicator, papers) >= 1
        ):
            yield _against_change(papers, claim, _OF_ANOTHER_TIME, before, row)


_OF_A_FIGURE = ("value", "period", "period_start", "period_end", "printed", "status", "note", "document", "locator")
_OF_ANOTHER_TIME = "The text may speak of several years or of another measure of the same thing."


def _against_change(papers: Papers, claim: Row, reading: str, before: Row, after: Row) -> Signal:
    indicator = papers.indicator(claim["indicator"])
    unit = indicator.unit
    row = after | {f"previous_{name}": value for name, value in before.items()}
    change = after["value"] - before["value"]
    slots = change_slots(row, unit) | _said_where(papers, claim)
    points = papers.facts.points(after["area"], indicator.id, after["dimension"], after["member"])
    return signal_on(
        papers,
        SignalKind.TEXT_AGAINST_FIGURE,
        "change",
        indicator.id,
        slots,
        dimension=after["dimension"],
        member=after["member"],
        direction=_direction(indicator, _as_said(claim, before["value"], indicator) - change),
        size=_relative(change, before["value"], indicator, papers),
        confidence=3 if points["value"].count() >= 3 else 2,
        strip=(
            cited(before, unit, papers.council),
            cited(after, unit, papers.council),
            said(claim, "The text", claim["text"]),
        ),
        worked=(
            f"{slots['before']} {slots['before_when']} to {slots['now']} {slots['now_when']}: {slots['change']}; "
            f"the text says that it {slots['said']}",
        ),
        caveats=(reading,),
    )


def _against_comparator(papers: Papers, result: Reconciliation, own: Row, theirs: Row) -> Signal:
    claim, indicator = result.claims[0], papers.indicator(result.indicator)
    unit, catalogue = indicator.unit, papers.evidence.catalogue
    gap = own["value"] - theirs["value"]
    name = catalogue.area_name(claim["against"])
    slots = figure_slots(own, unit) | figure_slots(theirs, unit, "comparator_value") | _said_where(papers, claim, name)
    slots |= {"comparator": name, "comparator_when": slots.pop("comparator_value_when")}
    threshold = papers.settings.gap_points if unit.is_percentage else papers.settings.gap_percent
    claimed = {Asserted.ABOVE: 1e-9, Asserted.BELOW: -1e-9}.get(Asserted(claim["asserted"]), 0.0)
    return signal_on(
        papers,
        SignalKind.TEXT_AGAINST_FIGURE,
        "comparator",
        indicator.id,
        slots,
        dimension=own["dimension"],
        member=own["member"],
        direction=_direction(indicator, claimed - gap),
        size=_of(gap, theirs["value"], indicator) / threshold,
        confidence=2,
        strip=(cited(own, unit, papers.council), cited(theirs, unit, name), said(claim, "The text", claim["text"])),
        worked=(
            f"{slots['now']} {slots['now_when']} against {slots['comparator_value']} {slots['comparator_when']} "
            f"({name}); the text says that it {slots['said']}",
        ),
        caveats=(result.charitable_reading,),
    )


def _against_target(papers: Papers, result: Reconciliation, own: Row, level: Row) -> Signal:
    claim, indicator = result.claims[0], papers.indicator(result.indicator)
    unit = indicator.unit
    gap = own["value"] - level["value"]
    slots = figure_slots(own, unit) | _said_where(papers, claim)
    slots |= {"target": figure(level["value"], unit), "gap": difference(gap, unit, level["value"])}
    return signal_on(
        papers,
        SignalKind.TEXT_AGAINST_FIGURE,
        "target",
        indicator.id,
        slots,
        dimension=own["dimension"],
        member=own["member"],
        direction=Direction.CONCERN if claim["asserted"] == Asserted.MET.value else Direction.CAUTION,
        size=_relative(gap, level["value"], indicator, papers),
        confidence=2,
        strip=(
            cited(own, unit, papers.council),
            said(level, "Target", slots["target"]),
            said(claim, "The text", claim["text"]),
        ),
        worked=(f"{slots['now']} {slots['now_when']} against {slots['target']}: {slots['gap']}",),
        caveats=("The report may count a margin round the target as meeting it.",),
    )


def _said_where(papers: Papers, claim: Row, against: str = "") -> dict[str, str]:
    return {
        "said": said_in_words(claim, against),
        "place": papers.evidence.where(claim["document"], claim["locator"]),
    }


def _as_said(claim: Row, before: float, indicator: Indicator) -> float:
    """The change that a text asserts, as near to the real one as its words allow."""
    asserted = Asserted(claim["asserted"])
    slight = SLIGHT_POINTS if indicator.unit.is_percentage else abs(before) * SLIGHT_SHARE
    # A change of the right way and another size failed by the size that the text gives.
    stated = claim["size"].strip().rstrip("%p ").replace(",", "")
    if stated.replace(".", "", 1).isdigit():
        size = float(stated) * (abs(before) / 100 if "%" in claim["size"] else 1)
        return -size if asserted in (Asserted.FELL, Asserted.FELL_SLIGHTLY) else size
    least = 1e-9
    return {
        Asserted.ROSE: least,
        Asserted.FELL: -least,
        Asserted.ROSE_SLIGHTLY: slight,
        Asserted.FELL_SLIGHTLY: -slight,
        Asserted.DOUBLED: before,
        Asserted.HALVED: -before / 2,
        Asserted.IMPROVED: least * indicator.polarity.sign,
        Asserted.WORSENED: -least * indicator.polarity.sign,
        Asserted.HIGH: least,
        Asserted.LOW: -least,
    }.get(asserted, 0.0)


def _direction(indicator: Indicator, said_less_real: float) -> Direction:
    """A concern where what was said is better than what is printed."""
    return Direction.CONCERN if said_less_real * indicator.polarity.sign > 0 else Direction.CAUTION


def _relative(change: float, base: float, indicator: Indicator, papers: Papers) -> float:
    settings = papers.settings
    return _of(change, base, indicator) / (
        settings.material_points if indicator.unit.is_percentage else settings.material_percent
    )


def _of(change: float, base: float, indicator: Indicator) -> float:
    """A difference in points, or in per cent of what it is a difference from."""
    if indicator.unit.is_percentage:
        return abs(change)
    return abs(change) / abs(base) * 100 if base else 0.0
