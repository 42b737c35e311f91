"""Words about lines: what several of them are after, what one stands beside, and its rule in three words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from analytics.enquiry.library import Angle
from analytics.enquiry.line import Line
from analytics.enquiry.signal import SignalKind
from analytics.enquiry.signals.also_beside import also_beside
from analytics.evidence.wording import figure, listed, qualified
from analytics.measures.facts import Facts
from analytics.notebooks.cells.same_year import gap_in_words, own_figures_then
from analytics.notebooks.facts import printed_at
from analytics.notebooks.judging import rests_on_few

# The rules in three words, for measures whose name leaves room for no more.
IN_FEW_WORDS = {
    SignalKind.ADVERSE_TREND: "a run",
    SignalKind.SHARP_REVERSAL: "a sharp turn",
    SignalKind.STEP_CHANGE: "a step",
    SignalKind.OFF_BENCHMARK: "beside others",
    SignalKind.BENCHMARKS_DISAGREE: "comparators disagree",
    SignalKind.AHEAD_BUT_SLIPPING: "ahead but slipping",
    SignalKind.TARGET_MISSED: "target or duty",
    SignalKind.AT_MAXIMUM: "at its maximum",
    SignalKind.VOLUME_AND_TIMELINESS: "work and speed",
    SignalKind.DENOMINATOR_SHIFT: "whole and parts",
    SignalKind.STALE: "an old figure",
    SignalKind.PROVISIONAL: "a provisional figure",
    SignalKind.NO_COMPARATOR: "nothing beside it",
    SignalKind.MISSING: "no figure given",
    SignalKind.TEXT_AGAINST_FIGURE: "text and figure",
    SignalKind.SELECTIVE_TEXT: "part left out",
    SignalKind.CLAIM_WITHOUT_FIGURE: "no figure given",
    SignalKind.DOES_NOT_ADD_UP: "sums that differ",
    SignalKind.SMALL_NUMBER: "a small number",
    SignalKind.SPEND_AND_OUTCOME: "money and effect",
    SignalKind.AGENCY_AND_VACANCY: "agency and vacancies",
    SignalKind.REPEATED_FINDING: "raised again",
    SignalKind.HEADLINE_MASKS: "headline and parts",
    SignalKind.DOCUMENTS_CONFLICT: "statements that differ",
    SignalKind.DEFINITION_DIFFERS: "counted differently",
    SignalKind.CEILING: "no room left",
}


def covered(lines: Sequence[Line]) -> str:
    """What these lines open with, and what none of them opens with."""
    counted = Counter(line.angle for line in lines)
    opened = listed(
        f"{angle.value} ({counted[angle]})" if counted[angle] > 1 else angle.value for angle in Angle if counted[angle]
    )
    silent = [angle.value for angle in Angle if not counted[angle]]
    nothing = f" For {listed(silent)}, see the follow-ups or ask your own." if silent else ""
    return f"The opening questions are about {opened}.{nothing}"


@dataclass(frozen=True, slots=True)
class Beside:
    """A line's figure beside others' in a sentence or two, and where theirs were printed; blank for none."""

    sentence: str
    place: pl.DataFrame


def beside(line: Line, facts: Facts) -> Beside:
    """Similar councils and England beside the very figure that the finding gives, unless it gives theirs too."""
    nothing = Beside("", printed_at(()))
    indicator = facts.evidence.catalogue.indicators.get(line.indicator)
    if indicator is None:
        return nothing
    same = (
        (pl.col("indicator") == line.indicator)
        & (pl.col("dimension") == line.lead.dimension)
        & (pl.col("member") == line.lead.member)
    )
    no_region = ~pl.col("comparator").str.starts_with("region:")
    found = facts.compared.filter(same & no_region).sort(pl.col("comparator") == "england", "comparator").to_dicts()
    if not found or qualified(found[0], indicator.unit) not in line.finding:
        return nothing
    first, *others = found
    theirs = figure(first["comparator_value"], indicator.unit, first["comparator_printed"])
    if theirs in line.finding:
        return nothing
    also = [row for row in others if row["polarity_sign"] and not row["comparator_age_days"] and not rests_on_few(row)]
    sentences = (gap_in_words(facts, first), also_beside(first, also, indicator.unit, facts.evidence.catalogue))
    place = pl.DataFrame(
        [{"document": row["comparator_document"], "locator": row["comparator_locator"]} for row in (first, *also)]
    )
    then = own_figures_then(facts, [first]).select("document", "locator")
    return Beside(" ".join(filter(None, sentences)), pl.concat([place, then]))
