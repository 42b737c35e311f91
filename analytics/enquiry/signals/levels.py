"""A measure against a level that was set: S07 target missed or duty not kept, S08 caseload at its maximum."""

from collections.abc import Iterator

import polars as pl

from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Cited, Direction, Signal, SignalKind
from analytics.enquiry.signals.basis import on_another_basis
from analytics.enquiry.signals.making import signal_on
from analytics.enquiry.words import Row, cited, figure_slots, group, said
from analytics.evidence.vocabulary import Polarity, TargetKind, Unit
from analytics.evidence.wording import difference, figure
from analytics.measures.levels import applied, is_counted
from analytics.measures.thresholds import reaches
from analytics.measures.workforce import caseload_against_maximum


def target_missed(papers: Papers) -> Iterator[Signal]:
    """S07: short of a target that applied; within the margin it is a near miss.

    Its third case is a duty with a time limit, printed without a comparator, that was not kept for so many in a
    hundred: nobody sets a target for each child to be seen on time, because it is meant for every child.
    """
    whole = _counted(papers).filter((pl.col("dimension") == "") & (pl.col("polarity_sign") != 0))
    targets = papers.evidence.targets.filter(
        (pl.col("kind") == TargetKind.TARGET.value) & (pl.col("area") == papers.authority) & (pl.col("member") == "")
    )
    with_target = set()
    for row in whole.iter_rows(named=True):
        for level in targets.filter(pl.col("indicator") == row["indicator"]).to_dicts():
            if applied(level, row["period_start"], row["period_end"]):
                with_target.add(row["indicator"])
                yield from _against_target(papers, row, level)
    compared = set(papers.facts.compared["indicator"])
    for row in whole.iter_rows(named=True):
        if row["indicator"] not in with_target | compared:
            yield from _duty(papers, row)


def at_maximum(papers: Papers) -> Iterator[Signal]:
    """S08: an average above the maximum for one worker, or so near it that some workers are very likely above it.

    A maximum that was set later than the figure is not laid over it.
    """
    latest = _counted(papers).filter((pl.col("unit") == Unit.CHILDREN_PER_WORKER.value) & (pl.col("member") != ""))
    maxima = papers.evidence.targets.filter(
        (pl.col("kind") == TargetKind.MAXIMUM.value) & (pl.col("area") == papers.authority)
    ).to_dicts()
    for row in latest.iter_rows(named=True):
        unit, at = Unit(row["unit"]), papers.settings.at_maximum_percent
        for level in maxima:
            meant = level["indicator"] == row["indicator"] and level["member"] == row["member"]
            share = caseload_against_maximum(row["value"], level["value"])
            if not (meant and applied(level, row["period_start"], row["period_end"]) and share and share >= at):
                continue
            slots = figure_slots(row, unit) | {
                "group": group(row["dimension"], row["member"]),
                "maximum": figure(level["value"], unit),
                "share": f"{share:.1f}%",
            }
            yield _signal(
                papers,
                SignalKind.AT_MAXIMUM,
                "above" if share > 100 else "at",
                row,
                slots,
                size=share / at if share <= 100 else 1 + (share - 100) / papers.settings.gap_percent,
                strip=[cited(row, unit, papers.council), said(level, "Maximum", slots["maximum"])],
                worked=[f"{slots['now']} ÷ {slots['maximum']} = {slots['share']}"],
                caveats=("It is an average: near the maximum, some workers are very likely above it.",),
            )


def _counted(papers: Papers) -> pl.DataFrame:
    """The recent latest figures that can be held against a level.

    Of one in words, such as "the majority", nothing can be taken, and a forecast has not missed anything yet.
    """
    return papers.recent(papers.facts.latest).filter(is_counted())


def _against_target(papers: Papers, row: Row, level: Row) -> Iterator[Signal]:
    unit = Unit(row["unit"])
    short = (level["value"] - row["value"]) * row["polarity_sign"]
    if short <= 1e-9:
        return
    threshold = papers.settings.gap_points if unit.is_percentage else level["value"] * papers.settings.gap_percent / 100
    near = unit.is_percentage and reaches(papers.settings.near_miss_points, short)
    slots = figure_slots(row, unit) | {
        "target": figure(level["value"], unit),
        "gap": difference(short, unit, level["value"]),
    }
    yield _signal(
        papers,
        SignalKind.TARGET_MISSED,
        "near miss" if near else "missed",
        row,
        slots,
        size=1.0 if near or not threshold else max(short / threshold, 1.0),
        strip=[cited(row, unit, papers.council), said(level, "Target", slots["target"])],
        worked=[f"{slots['target']} less {slots['now']}: {slots['gap']}"],
    )


def _duty(papers: Papers, row: Row) -> Iterator[Signal]:
    indicator = papers.indicator(row["indicator"])
    rest = 100 - row["value"]
    is_duty = indicator.unit is Unit.PERCENT and indicator.polarity is Polarity.HIGHER and bool(indicator.timescale)
    if not is_duty or rest < papers.settings.shortfall_points:
        return
    share = f"{rest:.{len(row['printed'].partition('.')[2])}f}%"
    slots = figure_slots(row, Unit.PERCENT) | {"rest": share}
    worked = [f"100% less {slots['now']}: {slots['rest']}"]
    strip = [cited(row, Unit.PERCENT, papers.council)]
    otherwise, elsewhere = on_another_basis(papers, row)
    strip += elsewhere
    yield _signal(
        papers,
        SignalKind.TARGET_MISSED,
        "duty",
        row,
        slots,
        size=rest / papers.settings.shortfall_points,
        strip=strip,
        worked=worked,
        caveats=otherwise,
        confidence=2,
    )


def _signal(
    papers: Papers,
    kind: SignalKind,
    case: str,
    row: Row,
    slots: dict[str, str],
    *,
    size: float,
    strip: list[Cited],
    worked: list[str],
    caveats: tuple[str, ...] = (),
    confidence: int = 3,
) -> Signal:
    return signal_on(
        papers,
        kind,
        case,
        row["indicator"],
        slots,
        dimension=row["dimension"],
        member=row["member"],
        direction=Direction.CONCERN,
        size=size,
        confidence=confidence,
        strip=strip,
        worked=worked,
        caveats=caveats,
    )
