"""What a control chart says in plain words: no sigma, and no special cause."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from analytics.enquiry.signals.making import number_in_words
from analytics.evidence.catalogue import Indicator
from analytics.evidence.vocabulary import Unit
from analytics.evidence.wording import TOO_FEW, capital, count_of, figure, listed, span, when_of
from analytics.measures.control_chart import PATTERN, Assurance, Variation
from analytics.notebooks.sentences import better_or_worse

Row = dict[str, Any]
_MOST_WORDS = 10
_MOST_NAMED = 3


def every_of(rows: Sequence[Row]) -> str:
    """What the figures are one for each of: month or quarter. Those of days are told by the two last."""
    if rows[-1]["period_kind"] != "snapshot":
        return "quarter" if rows[-1]["period_kind"] == "quarter" else "month"
    return "quarter" if (rows[-1]["period_end"] - rows[-2]["period_end"]).days > 45 else "month"


def control_title(rows: Sequence[Row], indicator: Indicator) -> str:
    """What the latest figures show, in at most ten words; where they show nothing, how many stood out before."""
    every, last = every_of(rows), rows[-1]
    earlier = [row for row in rows if row["variation"] != Variation.COMMON]
    is_high = last["value"] > last["mean"]
    side, limit = ("above", "upper") if is_high else ("below", "lower")
    match _latest_pattern(rows):
        case Variation.TREND:
            length, rose = _moves(rows)
            finding = f"{'rose' if rose else 'fell'} {number_in_words(length)} {every}s in a row"
        case Variation.SHIFT:
            finding = f"ran {side} the mean for {number_in_words(_on_one_side(rows))} {every}s"
        case Variation.OUTSIDE:
            finding = f"stood out as {'high' if is_high else 'low'} {when_of(last)}"
        case Variation.TWO_IN_THREE:
            finding = f"came near the {limit} limit twice"
        case _ if earlier:
            several = (
                f"{number_in_words(len(earlier))} unusual {every}s, the last"
                if len(earlier) > 1
                else f"one unusual {every}"
            )
            finding = f"had {several} {when_of(earlier[-1])}"
        case _:
            finding = f"had no unusual {every}"
    title = f"{indicator.short_name} {finding}"
    # The subtitle names the measure in full, so that a finding too long to stand beside it can stand alone.
    return title if len(title.split()) <= _MOST_WORDS else capital(finding)


def control_summary(rows: Sequence[Row], indicator: Indicator, verdict: Assurance | None, target: str) -> str:
    """The mean and the usual range, what the latest figures show, what stood out before, and what becomes of a target.

    `target` names it, such as "target of 65%"; blank for none.
    """
    every, last = every_of(rows), rows[-1]
    mean, low, high = (in_plain_words(last[name], indicator) for name in ("mean", "lower", "upper"))
    said = [f"The mean (average) of {len(rows)} {every}s is {mean}."]
    said.append(
        f"If nothing but chance is at work, nearly every {every} lies between {low} and {high}."
        if last["upper"] > last["lower"]
        else f"Every {every} has the same figure."
    )
    said += _of_the_latest(rows, indicator)
    before = [*_stretches(_before_the_latest(rows))]
    if before:
        more = (
            [f"{count_of(len(before) - _MOST_NAMED, 'stretch', 'stretches')} before"]
            if len(before) > _MOST_NAMED
            else []
        )
        said.append(f"Earlier, these stood out: {listed([*before[-_MOST_NAMED:], *more])}.")
    if verdict is not None:
        said.append(_of_the_target(verdict, target))
    return " ".join(said)


def why_it_stands_out(row: Row) -> str:
    """What one figure shows, for a table: a shape and words."""
    side = "above" if row["value"] > row["mean"] else "below"
    limit = "upper" if side == "above" else "lower"
    return {
        Variation.OUTSIDE: f"◆ {capital(side)} the {limit} limit",
        Variation.TREND: "▲ In a run of seven or more that only rise or only fall",
        Variation.TWO_IN_THREE: f"✚ One of two in three near the {limit} limit",
        Variation.SHIFT: f"■ In a run of seven or more {side} the mean",
        Variation.COMMON: "● Usual",
    }[Variation(row["variation"])]


def _latest_pattern(rows: Sequence[Row]) -> Variation:
    """What to say of the latest figure: a run that it ends says more than that it is beyond a limit as well."""
    shows = Variation(rows[-1]["variation"])
    if shows is Variation.COMMON:
        return shows
    if _moves(rows)[0] + 1 >= PATTERN:
        return Variation.TREND
    return Variation.SHIFT if _on_one_side(rows) >= PATTERN else shows


def _of_the_latest(rows: Sequence[Row], indicator: Indicator) -> list[str]:
    every, last = every_of(rows), rows[-1]
    shows = _latest_pattern(rows)
    latest = f"The latest figure, {figure(last['value'], indicator.unit, last['printed'])} {when_of(last)},"
    is_high = last["value"] > last["mean"]
    side = "above" if is_high else "below"
    if shows is Variation.COMMON:
        return [f"{latest} is within what is usual."]
    length, rose = _moves(rows)
    is_higher = rose if shows is Variation.TREND else is_high
    found = {
        Variation.OUTSIDE: f"{latest} is {side} that range.",
        Variation.TREND: (
            f"It {'rose' if rose else 'fell'} {number_in_words(length)} {every}s in a row up to the latest."
        ),
        Variation.TWO_IN_THREE: f"Two of the last three {every}s came near the {'upper' if is_high else 'lower'} end.",
        Variation.SHIFT: f"The last {number_in_words(_on_one_side(rows))} {every}s were all {side} the mean.",
    }[shows]
    sign = indicator.polarity.sign
    meaning = better_or_worse((is_higher == (sign > 0)) if sign else None, indicator)
    return [found, "Chance alone would hardly do that, so something may have changed.", meaning]


def _before_the_latest(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows before the pattern that the latest figure belongs to."""
    lengths = {
        Variation.OUTSIDE: 1,
        Variation.TREND: _moves(rows)[0] + 1,
        Variation.TWO_IN_THREE: 3,
        Variation.SHIFT: _on_one_side(rows),
        Variation.COMMON: 0,
    }
    return rows[: len(rows) - lengths[_latest_pattern(rows)]]


def _stretches(rows: Sequence[Row]) -> Iterator[str]:
    """The periods that stood out one after the other, each stretch of them once."""
    for stood_out, group in groupby(rows, key=lambda row: row["variation"] != Variation.COMMON):
        if stood_out:
            stretch = [*group]
            yield span(stretch[0]["period"], stretch[-1]["period"])


def _of_the_target(verdict: Assurance, target: str) -> str:
    return {
        Assurance.MEETS: f"The {target} is met even at the worse end of that range, so as things are, it will be.",
        Assurance.MISSES: f"The {target} is missed even at the better end of that range, unless something changes.",
        Assurance.HIT_OR_MISS: f"The {target} lies within that range, so chance alone will at times meet and miss it.",
    }[verdict]


def _on_one_side(rows: Sequence[Row]) -> int:
    """How many of the latest figures, one after the other, lie on the side of the mean that the last does."""
    is_high, count = rows[-1]["value"] > rows[-1]["mean"], 0
    for row in reversed(rows):
        if row["value"] == row["mean"] or (row["value"] > row["mean"]) != is_high:
            break
        count += 1
        if row["moving_range"] is None:
            break
    return count


def _moves(rows: Sequence[Row]) -> tuple[int, bool]:
    """How many of the latest moves went the way of the last, and whether that is up."""
    rose, count = rows[-1]["value"] > rows[-2]["value"], 0
    for place in range(len(rows) - 1, 0, -1):
        now, before = rows[place], rows[place - 1]
        if now["moving_range"] is None or now["value"] == before["value"] or (now["value"] > before["value"]) != rose:
            break
        count += 1
    return count, rose


def in_plain_words(value: float, indicator: Indicator) -> str:
    """A mean or limit as exact as it can be meant: a count of many in whole numbers."""
    if indicator.unit in (Unit.COUNT, Unit.POSTS) and abs(value) >= TOO_FEW:
        return figure(round(value), indicator.unit, f"{value:.0f}")
    return figure(round(value, 1), indicator.unit, f"{value:.1f}")
