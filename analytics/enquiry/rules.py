"""Every rule by its signal, and all that they find in some papers."""

from collections.abc import Callable, Iterator
from functools import lru_cache

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
    return tuple(signal for rule in RULES.values() for signal in rule(papers))
