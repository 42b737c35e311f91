"""The target of a figure: as printed, with the periods in which it applied and those in which it was met."""

from collections.abc import Iterator

import polars as pl

from analytics.enquiry.answers.answer import Answer, Asked, Row, cite, is_rough, is_withheld, keys, shown
from analytics.enquiry.signal import Cited
from analytics.evidence.vocabulary import Polarity, Status, TargetKind
from analytics.evidence.wording import capital, day_in_words, figure, when
from analytics.measures.levels import applied


def when_met(asked: Asked) -> Answer:
    """Each printed target, maximum or standard, who printed it, and each period in which it was met or not."""
    papers, indicator = asked.papers, asked.indicator
    levels = (
        papers.evidence.targets.filter((pl.col("indicator") == indicator.id) & (pl.col("area") == papers.authority))
        .unique(["kind", "member", "value", "from", "to"], keep="first", maintain_order=True)
        .to_dicts()
    )
    heading = "Who set the target, and when was it last met?"
    if not levels:
        return Answer(heading, ("No target is printed.",))
    texts: list[str] = []
    rows: list[Row] = []
    cited: list[Cited] = []
    for level in levels:
        points = _points(asked, level)
        texts += [*_printed(asked, level), _by_period(asked, level, points)]
        rows += points
        value = figure(level["value"], indicator.unit)
        cited.append(Cited(level["document"], level["locator"], capital(level["kind"]), "", value))
    return Answer(
        heading,
        (*texts, "Ask who set it, and why at that level."),
        cited=(*dict.fromkeys(cited), *dict.fromkeys(cite(rows, indicator, papers))),
        rows=keys(rows, indicator, papers),
    )


def _printed(asked: Asked, level: Row) -> Iterator[str]:
    """What was printed of a level, where, and for which days."""
    whose = f" ({level['member']})" if level["member"] else ""
    value = figure(level["value"], asked.indicator.unit)
    yield f"{capital(level['kind'])}{whose}: {value}, printed in the {asked.where(level)}. {_days(level)}"
    if level["note"]:
        yield level["note"]


def _days(level: Row) -> str:
    first, last = (day_in_words(level[name]) if level[name] else "" for name in ("from", "to"))
    if first and last:
        return f"It applied from {first} to {last}."
    if first or last:
        return f"It applied {f'from {first}' if first else f'up to {last}'}."
    return "No dates are printed for it, so it is set beside every period."


def _points(asked: Asked, level: Row) -> list[Row]:
    """The council's figures for the periods in which a level applied, in order of time."""
    own = asked.papers.facts.series.filter(
        (pl.col("indicator") == asked.indicator.id)
        & (pl.col("area") == asked.papers.authority)
        & (pl.col("member") == level["member"])
        & pl.col("value").is_not_null()
    )
    return [row for row in own.to_dicts() if applied(level, row["period_start"], row["period_end"])]


def _by_period(asked: Asked, level: Row, points: list[Row]) -> str:
    """Each period with its figure and whether the level was met, then the last in which it was."""
    if not points:
        return "No figure is printed for a time when it applied."
    judged = [(row, _verdict(asked, level, row)) for row in points]
    text = "; ".join(
        f"{row['period']} {shown(row, asked.indicator, asked.papers)}, {verdict}" for row, verdict in judged
    )
    met = [row for row, verdict in judged if verdict == "met"]
    if len(judged) == 1 or not (met or any(verdict == "not met" for _, verdict in judged)):
        return f"{capital(text)}."
    last = f"Last met {when(met[-1]['period'])}." if met else "Not met in any of these periods."
    return f"{capital(text)}. {last}"


def _verdict(asked: Asked, level: Row, row: Row) -> str:
    """Met or not met; for a neutral measure only the side; why not where a figure is not firm enough to say."""
    if is_withheld(row, asked.indicator, asked.papers):
        return "not judged, because so few"
    if row["status"] == Status.FORECAST:
        return "a forecast, so not judged"
    if is_rough(row):
        return "not exact enough to judge"
    over = row["value"] - level["value"]
    sign = -1 if level["kind"] == TargetKind.MAXIMUM else asked.indicator.polarity.sign
    if asked.indicator.polarity is Polarity.NEITHER and sign == 0:
        return "the same" if abs(over) < 1e-9 else "above it" if over > 0 else "below it"
    return "met" if over * sign >= -1e-9 else "not met"
