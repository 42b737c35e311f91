"""Every rule by its signal, and all that they find in some papers."""

from collections.abc import Callable, Iterator
from functools import lru_cache

import polars as pl

from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Signal, SignalKind
from analytics.enquiry.signals import (
    across,
    agency,
    benchmarks,
    change,
    definitions,
    flow,
    headline,
    levels,
    money,
    narrative,
    programme,
    quality,
    totals,
)
from analytics.enquiry.unlike import unlike_in_words
from analytics.evidence.vocabulary import Unit
from analytics.measures.caution import LEAST_NUMERATOR, no_alert_because

RULES: dict[SignalKind, Callable[[Papers], Iterator[Signal]]] = {
    SignalKind.ADVERSE_TREND: change.adverse_trend,
    SignalKind.SHARP_REVERSAL: change.sharp_reversal,
    SignalKind.STEP_CHANGE: change.favourable_step,
    SignalKind.OFF_BENCHMARK: benchmarks.off_benchmark,
    SignalKind.BENCHMARKS_DISAGREE: benchmarks.benchmarks_disagree,
    SignalKind.AHEAD_BUT_SLIPPING: benchmarks.ahead_but_slipping,
    SignalKind.TARGET_MISSED: levels.target_missed,
    SignalKind.AT_MAXIMUM: levels.at_maximum,
    SignalKind.VOLUME_AND_TIMELINESS: flow.volume_and_timeliness,
    SignalKind.DENOMINATOR_SHIFT: programme.denominator_shift,
    SignalKind.STALE: benchmarks.stale,
    SignalKind.PROVISIONAL: quality.provisional,
    SignalKind.NO_COMPARATOR: benchmarks.no_comparator,
    SignalKind.MISSING: quality.missing,
    SignalKind.TEXT_AGAINST_FIGURE: narrative.text_against_figure,
    SignalKind.SELECTIVE_TEXT: narrative.selective_text,
    SignalKind.CLAIM_WITHOUT_FIGURE: narrative.claim_without_figure,
    SignalKind.DOES_NOT_ADD_UP: totals.does_not_add_up,
    SignalKind.SMALL_NUMBER: quality.small_number,
    SignalKind.SPEND_AND_OUTCOME: money.spend_and_outcome,
    SignalKind.AGENCY_AND_VACANCY: agency.agency_and_vacancy,
    SignalKind.REPEATED_FINDING: across.repeated_finding,
    SignalKind.HEADLINE_MASKS: headline.headline_masks,
    SignalKind.DOCUMENTS_CONFLICT: across.documents_conflict,
    SignalKind.DEFINITION_DIFFERS: definitions.definition_differs,
    SignalKind.CEILING: change.ceiling,
}


@lru_cache(maxsize=64)
def find_signals(papers: Papers) -> tuple[Signal, ...]:
    """Every signal in the papers, in the order of the rules; kept, because every theme and document asks for them."""
    found = tuple(signal for rule in RULES.values() for signal in rule(papers))
    if papers.evidence.neighbours is None:
        return found
    slight, unlike = _too_slight_for_an_alert(papers), _unlike(papers)
    # A share of whom something is not known stands beside the share of whom it is, in one line with it.
    beside = {entry.not_known for entry in papers.evidence.catalogue.indicators.values() if entry.not_known}
    return tuple(
        one
        for one in found
        if one.indicator not in beside
        and not (one.kind in _ALERTS and (one.indicator, one.member) in slight)
        and not (one.kind in _CHANGES and (one.indicator, one.member) in unlike)
    )


# What raises an alert because a figure moved, or lies far from others'.
_ALERTS = frozenset(
    {
        SignalKind.ADVERSE_TREND,
        SignalKind.SHARP_REVERSAL,
        SignalKind.STEP_CHANGE,
        SignalKind.OFF_BENCHMARK,
        SignalKind.BENCHMARKS_DISAGREE,
        SignalKind.AHEAD_BUT_SLIPPING,
        SignalKind.DENOMINATOR_SHIFT,
    }
)


# What says that a figure moved.
_CHANGES = frozenset(
    {
        SignalKind.ADVERSE_TREND,
        SignalKind.SHARP_REVERSAL,
        SignalKind.STEP_CHANGE,
        SignalKind.AHEAD_BUT_SLIPPING,
        SignalKind.VOLUME_AND_TIMELINESS,
        SignalKind.DENOMINATOR_SHIFT,
    }
)


def _unlike(papers: Papers) -> frozenset[tuple[str, str]]:
    """The measures and members whose newest figures are not alike, so that no difference between them is a change."""
    rows = papers.facts.latest.iter_rows(named=True)
    return frozenset((row["indicator"], row["member"]) for row in rows if unlike_in_words(papers.facts, row))


def _too_slight_for_an_alert(papers: Papers) -> frozenset[tuple[str, str]]:
    """The national figures, by measure and member, of so few cases that chance alone moves them by much.

    Of a council's own reports the committee has asked for each figure; among thousands of national ones some of those
    that rest on a few children stand out in every council, every year.
    """
    why = no_alert_because(pl.col("numerator"), pl.col("value"), pl.col("is_percentage"))
    is_share = pl.col("is_percentage") | pl.col("denominator").is_not_null()
    is_number = pl.col("unit").is_in([Unit.COUNT.value, Unit.POSTS.value])
    few = pl.max_horizontal("value", "previous_value") < LEAST_NUMERATOR
    rows = papers.facts.latest.filter((is_share & why.is_not_null()) | (is_number & few))
    return frozenset(rows.select("indicator", "member").iter_rows())
