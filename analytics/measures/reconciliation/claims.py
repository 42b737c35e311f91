"""What a narrative says happened, against the figures."""

import re
from collections.abc import Iterator
from typing import Any

import polars as pl

from analytics.evidence.catalogue import Indicator
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Asserted, Polarity, Status
from analytics.measures.levels import NOT_COUNTED, applied, level_of
from analytics.measures.reconciliation.result import Kind, Reconciliation
from analytics.measures.reconciliation.words import number

Row = dict[str, Any]

# A change of less than this, in points or as a share of the figure before, is too small to call a rise or a fall.
_UNCHANGED_POINTS, _UNCHANGED_SHARE = 3.0, 0.05
# One of less than this can still be called slight.
SLIGHT_POINTS, SLIGHT_SHARE = 5.0, 0.10

_HAPPENED = pl.col("status").ne_missing(Status.FORECAST.value)
_ANOTHER_READING = "The text may speak of another period, group or way of counting than the figures."


def check_claims(evidence: Evidence) -> Iterator[Reconciliation]:
    """Each claim for which the evidence holds the figures. A claim without figures is left out: nothing can be said.

    The figures are those of the claim's own document or, for a period that it does not print, of the newest other.
    """
    observations = evidence.observations.filter(
        pl.col("value").is_not_null() & (pl.col("status").is_null() | (pl.col("status") != "hypothetical"))
    )
    newest_first = sorted(
        evidence.documents, key=lambda slug: evidence.documents[slug].file.available_from, reverse=True
    )
    for claim in evidence.claims.iter_rows(named=True):
        indicator = evidence.catalogue.indicators[claim["indicator"]]
        # What another document prints for the same period is no figure of this claim’s where its own prints one.
        order = pl.Enum(list(dict.fromkeys([claim["document"], *newest_first])))
        about = observations.filter(
            (pl.col("indicator") == claim["indicator"])
            & (pl.col("dimension") == claim["dimension"])
            & (pl.col("member") == claim["member"])
        ).sort(pl.col("document").cast(order), "row")
        if claim["against"] == "target":
            result = _against_target(evidence, claim, indicator, about)
        elif claim["against"]:
            result = _against_area(claim, indicator, about)
        else:
            result = _over_time(claim, indicator, about)
        if result is not None:
            yield result


def _over_time(claim: Row, indicator: Indicator, about: pl.DataFrame) -> Reconciliation | None:
    before, after = _pair(claim, about)
    if before is None or after is None:
        return None
    change = after["value"] - before["value"]
    verdict = _direction_holds(Asserted(claim["asserted"]), before["value"], after["value"], indicator)
    if verdict is None:
        return None
    words = f"{_shown(before, indicator)} in {before['period']} to {_shown(after, indicator)} in {after['period']}"
    size = _size(claim["size"])
    agrees_in_size = size is None or _size_holds(size, before["value"], after["value"])
    share = f", {number(change / before['value'] * 100, None, 1)}%" if before["value"] else ""
    return _result(
        claim,
        printed=_said(claim),
        computed=f"{number(change, None, 1) if change <= 0 else '+' + number(change, None, 1)}{share}",
        arithmetic=f"The figures went from {words}; the text says it {_said(claim)}.",
        fails=not (verdict and agrees_in_size),
        question=f"What is the correct position, given figures that went from {words}?",
        reading=_reading(claim, indicator, about, after),
        figures=(before, after),
    )


def _pair(claim: Row, about: pl.DataFrame) -> tuple[Row | None, Row | None]:
    """The two figures that a claim compares. One without a start means the document's figure just before its end.

    A forecast is compared only where the claim names its period: what is said of no period is said of what happened.
    """
    if claim["from"]:
        return _figure(about, claim["area"], claim["from"]), _figure(about, claim["area"], claim["to"])
    own = _in_order(about, claim)
    if claim["to"]:
        after = _figure(about, claim["area"], claim["to"])
        own = own.filter(pl.col("period_end") <= after["period_end"]) if after else own.clear()
    pair = own.tail(2).to_dicts()
    alike = len(pair) == 2 and pair[0]["period_kind"] == pair[1]["period_kind"]
    return (pair[0], pair[1]) if alike else (None, None)


def _reading(claim: Row, indicator: Indicator, about: pl.DataFrame, after: Row) -> str:
    """A fair reading: another group or way of counting, or a longer time over which the statement holds."""
    first = _in_order(about, claim).head(1).to_dicts()
    if not first or claim["from"] or first[0]["period"] == after["period"]:
        return _ANOTHER_READING
    if _direction_holds(Asserted(claim["asserted"]), first[0]["value"], after["value"], indicator):
        return f"Over the longer time since {first[0]['period']} the statement holds; the text names no start."
    return _ANOTHER_READING


def _in_order(about: pl.DataFrame, claim: Row) -> pl.DataFrame:
    """The figures that the claim's own document prints, one a period, without forecasts."""
    own = about.filter((pl.col("area") == claim["area"]) & (pl.col("document") == claim["document"]) & _HAPPENED)
    return own.sort("period_end", "row").unique("period", keep="first", maintain_order=True)


def _against_area(claim: Row, indicator: Indicator, about: pl.DataFrame) -> Reconciliation | None:
    own = _figure(about, claim["area"], claim["to"]) or _latest(about, claim["area"])
    theirs = _figure(about, claim["against"], claim["to"]) or _latest(about, claim["against"])
    if own is None or theirs is None:
        return None
    gap = own["value"] - theirs["value"]
    level = _is_small(gap, theirs["value"], indicator)
    holds = {
        Asserted.ABOVE: gap > 0,
        Asserted.BELOW: gap < 0,
        Asserted.IN_LINE: level,
    }.get(Asserted(claim["asserted"]))
    if holds is None:
        return None
    return _result(
        claim,
        printed=_said(claim),
        computed=f"{'+' if gap > 0 else ''}{number(gap, None, 1)}",
        arithmetic=f"{_shown(own, indicator)} in {own['period']} against {_shown(theirs, indicator)} in "
        f"{theirs['period']}; the text says {_said(claim)}.",
        fails=not holds,
        question="Which comparator and which year does the statement rest on?",
        figures=(own, theirs),
    )


def _against_target(evidence: Evidence, claim: Row, indicator: Indicator, about: pl.DataFrame) -> Reconciliation | None:
    own = _figure(about, claim["area"], claim["to"]) or _latest(about, claim["area"])
    if own is None or own["status"] in NOT_COUNTED or indicator.polarity is Polarity.NEITHER:
        return None
    target = level_of(own, evidence.targets)
    if target is None or not applied(target, own["period_start"], own["period_end"]):
        return None
    level = target["value"]
    met = (own["value"] - level) * indicator.polarity.sign >= 0
    holds = {Asserted.MET: met, Asserted.MISSED: not met}.get(Asserted(claim["asserted"]))
    if holds is None:
        return None
    words = number(level, indicator.unit)
    return _result(
        claim,
        printed=_said(claim),
        computed=f"{number(own['value'] - level, None, 1)} from the target",
        arithmetic=f"{_shown(own, indicator)} in {own['period']} against a target of {words}; "
        f"the text says {_said(claim)}.",
        fails=not holds,
        question=f"What margin round the target of {words} counts as meeting it, and who decided?",
        figures=(own, target),
    )


def _result(
    claim: Row,
    *,
    printed: str,
    computed: str,
    arithmetic: str,
    fails: bool,
    question: str,
    figures: tuple[Row, ...],
    reading: str = _ANOTHER_READING,
) -> Reconciliation:
    return Reconciliation(
        kind=Kind.CLAIM,
        document=claim["document"],
        locator=claim["locator"],
        subject=f"{claim['indicator']} {claim['member']} {claim['from']} {claim['to']}",
        indicator=claim["indicator"],
        statement=claim["text"],
        printed=printed,
        computed=computed,
        arithmetic=arithmetic,
        difference=None,
        explained_by_rounding=False,
        charitable_reading=reading,
        question=question,
        fails=fails,
        figures=figures,
        claims=(claim,),
    )


def _said(claim: Row) -> str:
    words = claim["asserted"] + (f" by {claim['size']}" if claim["size"] else "")
    return (
        words if not claim["against"] else f"{words} {'the ' if claim['against'] == 'target' else ''}{claim['against']}"
    )


def _figure(about: pl.DataFrame, area: str, period: str | None) -> Row | None:
    """The figure for a period as the first of the documents prints it; None where none does."""
    found = about.filter((pl.col("area") == area) & (pl.col("period") == (period or "")))
    return None if found.is_empty() else found.row(0, named=True)


def _latest(about: pl.DataFrame, area: str) -> Row | None:
    happened = about.filter((pl.col("area") == area) & _HAPPENED)
    found = happened.filter(pl.col("period_end") == pl.col("period_end").max())
    return None if found.is_empty() else found.row(0, named=True)


def _direction_holds(asserted: Asserted, before: float, after: float, indicator: Indicator) -> bool | None:
    """Whether what was asserted of a change is so; None where no arithmetic can tell."""
    change = after - before
    small = _is_small(change, before, indicator)
    slight = abs(change) < SLIGHT_POINTS if indicator.unit.is_percentage else abs(change) < abs(before) * SLIGHT_SHARE
    better = change * indicator.polarity.sign
    return {
        Asserted.ROSE: change > 0,
        Asserted.FELL: change < 0,
        Asserted.UNCHANGED: small,
        Asserted.ROSE_SLIGHTLY: change > 0 and slight,
        Asserted.FELL_SLIGHTLY: change < 0 and slight,
        Asserted.DID_NOT_RISE: change <= 0,
        Asserted.DID_NOT_FALL: change >= 0,
        Asserted.DOUBLED: before > 0 and abs(after / before - 2) <= 0.1 if before else None,
        Asserted.HALVED: before > 0 and abs(after / before - 0.5) <= 0.05 if before else None,
        Asserted.IMPROVED: better > 0 if indicator.polarity.sign else None,
        Asserted.WORSENED: better < 0 if indicator.polarity.sign else None,
    }.get(asserted)


def _is_small(change: float, before: float, indicator: Indicator) -> bool:
    if indicator.unit.is_percentage:
        return abs(change) < _UNCHANGED_POINTS - 1e-9
    return abs(change) < abs(before) * _UNCHANGED_SHARE - 1e-9 or change == 0


def _size(text: str) -> tuple[str, str] | None:
    """The digits of a stated size and its unit: per cent, points or, where it is blank, the measure's own."""
    match = re.fullmatch(r"([\d.,]+)\s*(%|pp)?", text.strip())
    return (match[1].replace(",", ""), match[2] or "") if match else None


def _size_holds(size: tuple[str, str], before: float, after: float) -> bool:
    """Whether a stated size is the change, to half of its last digit."""
    digits, unit = size
    change = abs(after - before)
    actual = change / abs(before) * 100 if unit == "%" and before else change
    return abs(actual - float(digits)) <= 0.5 * 10.0 ** -len(digits.partition(".")[2]) + 1e-9


def _shown(row: Row, indicator: Indicator) -> str:
    return number(row["value"], indicator.unit, len(row["printed"].partition(".")[2]))
