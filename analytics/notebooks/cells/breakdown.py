"""An indicator broken down by team, role, category or whatever else a document divides it by."""

from datetime import date
from typing import Any, Literal

import polars as pl

from analytics.charts.bars import Part, bar_chart
from analytics.charts.dots import Dot, Maximum, dot_chart
from analytics.evidence.catalogue import Indicator
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import MissingReason, Unit
from analytics.evidence.wording import capital, count_of, difference, direction, figure, listed, qualified, span, when
from analytics.measures.workforce import caseload_against_maximum
from analytics.notebooks.cells.cell import Cell, need_indicator
from analytics.notebooks.cells.figures import shown_value
from analytics.notebooks.facts import published_columns, sources_of
from analytics.notebooks.view import CannotRender, Chart, Spec, Table, View, plain_row

CASELOAD = "sw_caseload_avg"
# A maximum set for social workers is for anyone who is not newly qualified, in whichever team.
_ANY_WORKER = "Social workers"
_LATER = "later maximum"


class BreakdownCell(Cell):
    """One indicator by the members of a dimension, or of every dimension where none is named, from one document."""

    kind: Literal["breakdown"] = "breakdown"
    indicator: str
    dimension: str = ""
    document: str


def render_breakdown(cell: BreakdownCell, evidence: Evidence) -> View:
    """Each member's latest figure, the ones before it, and any maximum."""
    need_indicator(evidence, cell.indicator)
    known = cell.known(evidence)
    indicator = evidence.catalogue.indicators[cell.indicator]
    rows = known.observations.filter(
        (pl.col("document") == cell.document)
        & (pl.col("indicator") == cell.indicator)
        & (pl.col("dimension") == cell.dimension if cell.dimension else pl.col("dimension") != "")
        & (pl.col("area") == cell.authority)
        & (pl.col("status").is_null() | (pl.col("status") != "hypothetical"))
    ).sort("row")
    if rows.is_empty():
        raise CannotRender(f"No figures for “{indicator.name}” by {cell.dimension or 'team'} are known.")
    divided_by = listed(rows["dimension"].unique(maintain_order=True))
    dates = rows.sort("period_end")["period"].unique(maintain_order=True).to_list()[-3:]
    valued = rows.filter(pl.col("value").is_not_null() & pl.col("period").is_in(dates))
    missing = rows.filter(pl.col("value").is_null())
    title = _title(indicator, valued, dates, missing.filter(pl.col("period") == dates[-1]).height)
    targets = known.targets.filter(
        (pl.col("indicator") == cell.indicator) & (pl.col("area") == cell.authority) & (pl.col("kind") == "maximum")
    )
    maxima, maximum_caveats = _maxima(targets, valued, indicator)
    spec = _chart(indicator, valued, dates, maxima)
    subtitle = f"{indicator.name} by {divided_by}, {cell.name(evidence)}, {span(dates[0], dates[-1])}"
    summary = _summary(indicator, valued, dates)
    return View(
        title=title,
        subtitle=subtitle,
        summary=summary,
        charts=() if spec is None else (Chart(spec, f"{title}. {summary}", title),),
        table=_table(rows, dates, divided_by, indicator=indicator, maxima=maxima, caption=subtitle),
        caveats=tuple(
            dict.fromkeys(
                [
                    *(
                        f"{row['member']}: {MissingReason(row['missing_reason']).plainly.lower()}."
                        for row in missing.iter_rows(named=True)
                    ),
                    *maximum_caveats,
                    *_notes(rows),
                    *indicator.caveats,
                ]
            )
        ),
        sources=sources_of(known, rows, targets if maxima else targets.clear()),
        data=published_columns(rows),
        file_name=f"{cell.authority}-{cell.indicator}-by-{divided_by.replace(' ', '-')}.csv",
    )


def _notes(rows: pl.DataFrame) -> list[str]:
    """The notes on the figures, each with the members that it is about where those are not all of them."""
    every = rows["member"].n_unique()
    said = []
    for note in rows["note"].unique(maintain_order=True):
        members = rows.filter(pl.col("note") == note)["member"].unique(maintain_order=True).to_list()
        if note:
            said.append(note if len(members) == every else f"{listed(members)}: {note}")
    return said


def _title(indicator: Indicator, valued: pl.DataFrame, dates: list[str], missing: int) -> str:
    latest = valued.filter(pl.col("period") == dates[-1])
    if latest.is_empty():
        return f"{indicator.short_name}: figures for some only"
    top = latest.sort("value", descending=True).row(0, named=True)
    highest = qualified(top, indicator.unit)
    if missing:
        title = f"{indicator.short_name}: highest published {highest}"
        return _short_enough(f"{title}; {count_of(missing, 'figure')} not given", title)
    if latest.height == 1:
        return _short_enough(
            f"{indicator.short_name}, {top['member']}: {highest}", f"{indicator.short_name}: {highest}"
        )
    if latest["value"].n_unique() == 1:
        return f"{indicator.short_name}: {highest} each"
    title = f"{indicator.short_name}: highest {highest}"
    return _short_enough(f"{title}, {_who(latest, top['value'])}", title)


def _short_enough(title: str, shorter: str) -> str:
    return title if len(title.split()) <= 10 else shorter


def _who(latest: pl.DataFrame, value: float) -> str:
    """The one or two members with a value; of more, none is named before the others."""
    members = latest.filter(pl.col("value") == value)["member"].to_list()
    return listed(members) if len(members) < 3 else "several"


def _summary(indicator: Indicator, valued: pl.DataFrame, dates: list[str]) -> str:
    """The member that moved most between the first and the last date, and how many rose, fell or stayed."""
    if valued.is_empty():
        return "Every figure is missing; the table says why."
    if len(dates) == 1:
        return _at_one_date(indicator, valued, dates[0])
    moves = _moves(valued, dates[0], dates[-1])
    if moves.is_empty():
        return f"Figures are for {listed(dates)}."
    counts = [
        (int((moves["change"] > 1e-9).sum()), "rose"),
        (int((moves["change"] < -1e-9).sum()), "fell"),
        (int((moves["change"].abs() <= 1e-9).sum()), "did not change"),
    ]
    happened = [f"{number} {word}" for number, word in counts if number]
    most = moves.row(0, named=True)
    moved = f"{most['member']} {direction(most['change'])}"
    before = figure(most["before"], indicator.unit, most["before_printed"])
    after = figure(most["after"], indicator.unit, most["after_printed"])
    by = f"from {before} to {after}, by {difference(most['change'], indicator.unit, most['before'])}."
    changed = abs(most["change"]) > 1e-9
    span = f"Between {dates[0]} and {dates[-1]}"
    if moves.height == 1:
        return f"{span}, {moved} {by}" if changed else f"{span}, {moved}."
    if len(happened) == 1:
        every = "both" if moves.height == 2 else f"all {moves.height}"
        sentence = f"{span} {every} figures here {happened[0].partition(' ')[2]}."
    else:
        sentence = f"{span}, of {count_of(moves.height, 'figure')} here {listed(happened)}."
    return f"{sentence} {moved} most: {by}" if changed else sentence


def _moves(valued: pl.DataFrame, first: str, last: str) -> pl.DataFrame:
    """The change of each member that has a figure at both periods, the largest first."""
    key = ("dimension", "member")
    once = valued.unique([*key, "period"], keep="first", maintain_order=True)
    before, after = (
        once.filter(pl.col("period") == period).select(
            *key, pl.col("value").alias(name), pl.col("printed").alias(f"{name}_printed")
        )
        for period, name in ((first, "before"), (last, "after"))
    )
    return (
        before.join(after, on=key, maintain_order="left")
        .with_columns((pl.col("after") - pl.col("before")).alias("change"))
        .sort(pl.col("change").abs(), descending=True, maintain_order=True)
    )


def _at_one_date(indicator: Indicator, valued: pl.DataFrame, period: str) -> str:
    """The highest and the lowest."""
    in_order = valued.sort("value")
    low, high = in_order.row(0, named=True), in_order.row(-1, named=True)
    then, lowest, highest = capital(when(period)), qualified(low, indicator.unit), qualified(high, indicator.unit)
    if valued.height == 1:
        return f"{then}: {highest} ({high['member']})."
    if valued["value"].n_unique() == 1:
        return f"{then} each was {highest}."
    return (
        f"{then} the highest was {highest} ({_who(valued, high['value'])}), "
        f"the lowest {lowest} ({_who(valued, low['value'])})."
    )


def _maxima(targets: pl.DataFrame, valued: pl.DataFrame, indicator: Indicator) -> tuple[list[Maximum], list[str]]:
    """The maximum of each member, and a caveat where it was set after the figures it is laid over."""
    levels = {row["member"]: row for row in targets.iter_rows(named=True)}
    members = valued["member"].unique(maintain_order=True).to_list()
    general = levels.get(_ANY_WORKER) if indicator.id == CASELOAD else None
    newest = valued["period_end"].max()
    found, caveats = [], []
    for member in members:
        level = levels.get(member) or general
        if level is not None:
            later = level["from"] is not None and newest is not None and level["from"] > newest
            words = f"{_LATER if later else 'maximum'} {figure(level['value'], indicator.unit)}"
            found.append(Maximum(member, level["value"], words))
    used = {entry.value for entry in found}
    for level in (level for level in levels.values() if level["value"] in used):
        set_on = level["from"] or date.min
        earlier = valued.filter(pl.col("period_end") < set_on)["period"].unique(maintain_order=True)
        if not earlier.is_empty():
            caveats.append(
                f"The maximum of {figure(level['value'], indicator.unit)} for {level['member']} is later than "
                f"the figures for {listed(earlier)}. It is laid over them only to compare. {level['note']}".strip()
            )
    if general is not None and any(member not in levels for member in members):
        caveats.append(
            f"The maximum is {figure(general['value'], indicator.unit)} children for one worker. "
            "These figures are averages: near the maximum, some workers are very likely above it."
        )
    return found, caveats


def _chart(indicator: Indicator, valued: pl.DataFrame, dates: list[str], maxima: list[Maximum]) -> Spec | None:
    if valued["member"].n_unique() < 2 and len(dates) < 2:
        return None
    if len(dates) == 1 and not maxima:
        parts = [
            Part(row["member"], indicator.short_name, row["value"], qualified(row, indicator.unit))
            for row in valued.sort("value", descending=True).iter_rows(named=True)
        ]
        if min(part.value for part in parts) < 0:
            return None
        return bar_chart(parts, _axis(indicator))
    dots = [
        Dot(
            row["member"],
            row["period"],
            row["value"],
            qualified(row, indicator.unit),
            len(dates) - 1 - dates.index(row["period"]),
        )
        for row in valued.iter_rows(named=True)
    ]
    return dot_chart(dots, maxima, _axis(indicator))


def _axis(indicator: Indicator) -> str:
    return {Unit.PERCENT: "Per cent", Unit.COUNT: "Number"}.get(indicator.unit, indicator.unit.value.capitalize())


def _table(
    rows: pl.DataFrame,
    dates: list[str],
    divided_by: str,
    *,
    indicator: Indicator,
    maxima: list[Maximum],
    caption: str,
) -> Table:
    ceiling = {entry.team: entry for entry in maxima}
    body = []
    for member in rows["member"].unique(maintain_order=True):
        cells = [member]
        latest: float | None = None
        for period in dates:
            found = rows.filter((pl.col("member") == member) & (pl.col("period") == period)).to_dicts()
            cells.append(_shown(found, indicator))
            latest = found[0]["value"] if found else None
        if maxima:
            cells += _beside_maximum(latest, ceiling.get(member), indicator)
        body.append(plain_row(*cells))
    columns = [divided_by.capitalize(), *dates]
    if maxima:
        columns += ["Maximum", f"{dates[-1]} as a share of it"]
    return Table(caption, tuple(columns), tuple(body), frozenset(columns[1:]))


def _beside_maximum(latest: float | None, maximum: Maximum | None, indicator: Indicator) -> tuple[str, str]:
    """The maximum and the figure as a share of it, both marked where the maximum was set after the figure."""
    if maximum is None:
        return "", ""
    set_on = " (set later)" if maximum.label.startswith(_LATER) else ""
    percent = None if latest is None else caseload_against_maximum(latest, maximum.value)
    share = "" if percent is None else f"{percent:.1f}%{' of a later maximum' if set_on else ''}"
    return f"{figure(maximum.value, indicator.unit)}{set_on}", share


def _shown(found: list[dict[str, Any]], indicator: Indicator) -> str:
    return shown_value(found[0], indicator) if found else "Not in this document"
