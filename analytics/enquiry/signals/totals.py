"""Printed figures that their own parts do not give: S18."""

from collections.abc import Iterator

from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Cited, Signal, SignalKind
from analytics.enquiry.signals.making import NUMBERS, reconciled, signal_on, too_few_to_print
from analytics.enquiry.words import Row, cited, measure
from analytics.evidence.vocabulary import Status, Unit
from analytics.evidence.wording import difference, figure, qualified, when
from analytics.measures.reconciliation.result import Kind, Reconciliation

_SUMS = (Kind.IDENTITY, Kind.PARTS, Kind.PERCENTAGE, Kind.RATE, Kind.PLAN)


def does_not_add_up(papers: Papers) -> Iterator[Signal]:
    """S18: a printed figure that the arithmetic of the same report does not give, or one figure for two measures.

    Size 1 is a difference of the material number of points, or per cent of the printed figure (of no fewer than the
    number below which counts swing by themselves, so that one post in eight is not a great matter). Of one amount
    printed twice, what rounding can explain is taken off first: £0.6 million may be £650,000. A whole that
    nobody printed, such as the hundred that shares make up, is no figure of the report and is left out. Two measures
    with one figure may have it by chance. A sentence that names some of the groups of a count, and so comes to less
    than the whole, has no total to be wrong.
    """
    for result in reconciled(papers.evidence):
        rows = [row for row in result.figures if row is not None]
        is_printed = bool(rows) and result.figures[0] is not None
        if not is_printed or not papers.is_recent(result.document) or rows[0]["period_end"] < papers.oldest_recent:
            continue
        if result.kind is Kind.REPEAT:
            yield _same_figure(papers, result, rows)
        elif result.kind in _SUMS:
            yield from _wrong_total(papers, result, rows)


def _wrong_total(papers: Papers, result: Reconciliation, rows: list[Row]) -> Iterator[Signal]:
    whole, unit = rows[0], papers.indicator(result.indicator).unit
    gap = abs(result.difference or 0.0)
    in_words = any(row["status"] == Status.ESTIMATED.value for row in rows)
    if _names_some_groups(result, rows):
        return
    if too_few_to_print(papers, result.indicator, whole["value"], whole["value"] - (result.difference or 0.0)):
        return
    printed, computed, apart = qualified(whole, unit), _computed(result, rows, unit), _apart(gap, unit)
    yield signal_on(
        papers,
        SignalKind.DOES_NOT_ADD_UP,
        _case(unit),
        result.indicator,
        {
            "printed": printed,
            "computed": f"about {computed}" if in_words else computed,
            "difference": f"about {apart}" if in_words else apart,
            "place": papers.evidence.where(result.document, result.locator),
        },
        dimension=whole["dimension"],
        member=whole["member"],
        size=_size(papers, gap - _rounding(result, rows), whole["value"], unit),
        confidence=1 if in_words else 3,
        strip=_strip(papers, rows),
        worked=(result.arithmetic, f"{printed} and {computed} differ by {apart}"),
        caveats=(result.charitable_reading,),
    )


def _names_some_groups(result: Reconciliation, rows: list[Row]) -> bool:
    """Whether the whole and the groups that fall short of it all stand in one passage. A table has a place a row."""
    whole, *parts = rows
    is_list = len(parts) > 1 and all(part["indicator"] == whole["indicator"] and part["member"] for part in parts)
    return is_list and (result.difference or 0.0) > 0 and len({row["locator"] for row in rows}) == 1


def _is_printed_twice(result: Reconciliation, rows: list[Row]) -> bool:
    return len(rows) == 2 and abs(rows[0]["value"] - rows[1]["value"] - (result.difference or 0.0)) < 1e-9


def _rounding(result: Reconciliation, rows: list[Row]) -> float:
    """Half of the last place to which the coarser of two printings of one amount was rounded, otherwise nothing."""
    if not _is_printed_twice(result, rows):
        return 0.0
    coarser = min(len(row["printed"].partition(".")[2]) for row in rows)
    return min(0.5 * 10.0**-coarser, abs(result.difference or 0.0))


def _computed(result: Reconciliation, rows: list[Row], unit: Unit) -> str:
    """What the arithmetic gives, with the decimals it deserves; of one amount printed twice, the other as printed."""
    gap = result.difference or 0.0
    if _is_printed_twice(result, rows):
        return qualified(rows[1], unit)
    middle = rows[0]["value"] - gap
    decimals = len(rows[0]["printed"].partition(".")[2])
    if unit is Unit.RATE_PER_10K or (unit is Unit.PERCENT and abs(middle - round(middle)) > 0.05):
        decimals = max(decimals, 1)
    return figure(round(middle, decimals), unit, f"{middle:.{decimals}f}")


def _apart(gap: float, unit: Unit) -> str:
    if unit.is_percentage:
        return difference(gap, unit)
    if unit in (Unit.COUNT, Unit.POSTS) and gap == round(gap) < len(NUMBERS):
        return NUMBERS[round(gap)]
    if unit is Unit.GBP_MILLION:
        decimals = 1 if abs(gap - round(gap, 1)) < 1e-9 else 3
        return figure(gap, unit, f"{gap:.{decimals}f}")
    return figure(round(gap, 1), unit)


def _case(unit: Unit) -> str:
    if unit is Unit.GBP_MILLION:
        return "money"
    return "counts" if unit in (Unit.COUNT, Unit.POSTS) else "rate"


def _size(papers: Papers, gap: float, printed: float, unit: Unit) -> float:
    settings = papers.settings
    if unit.is_percentage:
        return gap / settings.material_points
    base = max(abs(printed), settings.few) if unit in (Unit.COUNT, Unit.POSTS) else abs(printed)
    return gap / base * 100 / settings.material_percent if base else 1.0


def _strip(papers: Papers, rows: list[Row]) -> tuple[Cited, ...]:
    """The whole, then the parts by name."""
    whole, *parts = rows
    names = [part["member"] or papers.indicator(part["indicator"]).short_name for part in parts]
    return (
        cited(whole, papers.indicator(whole["indicator"]).unit, papers.council),
        *(cited(row, papers.indicator(row["indicator"]).unit, name) for row, name in zip(parts, names, strict=True)),
    )


def _same_figure(papers: Papers, result: Reconciliation, rows: list[Row]) -> Signal:
    first, other = rows[0], rows[1]
    printed = figure(first["value"], Unit.PERCENT, first["printed"])
    phrase = measure(papers.indicator(other["indicator"]), other["dimension"], other["member"])
    return signal_on(
        papers,
        SignalKind.DOES_NOT_ADD_UP,
        "same figure",
        first["indicator"],
        {
            "printed": printed,
            "other_measure": phrase,
            "place": papers.evidence.where(result.document, result.locator),
        },
        dimension=first["dimension"],
        member=first["member"],
        size=1.0,
        confidence=1,
        strip=tuple(cited(row, Unit.PERCENT, papers.indicator(row["indicator"]).short_name) for row in rows),
        worked=(f"{printed} is printed for both {when(first['period'])}",),
        caveats=(result.charitable_reading,),
    )
