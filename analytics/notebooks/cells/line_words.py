"""Words about lines: what several of them are after, what one stands beside, and its rule in three words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from analytics.enquiry.library import Angle
from analytics.enquiry.line import Line
from analytics.enquiry.signal import SignalKind
from analytics.evidence.wording import figure, listed, qualified
from analytics.measures.facts import Facts
from analytics.notebooks.cells.same_year import gap_in_words, own_figures_then

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
    """One comparator of a line's figure in a sentence, and where it was printed; blank and without rows for none."""

    sentence: str
    place: pl.DataFrame


def beside(line: Line, facts: Facts) -> Beside:
    """Similar councils, else England, beside the very figure that the finding gives, unless it gives theirs too."""
    nothing = Beside("", pl.DataFrame(schema={"document": pl.String, "locator": pl.String}))
    indicator = facts.evidence.catalogue.indicators.get(line.indicator)
    if indicator is None:
        return nothing
    same = (
        (pl.col("indicator") == line.indicator)
        & (pl.col("dimension") == line.lead.dimension)
        & (pl.col("member") == line.lead.member)
    )
    found = facts.compared.filter(same).sort(pl.col("comparator") == "england", "comparator").to_dicts()
    if not found or qualified(found[0], indicator.unit) not in line.finding:
        return nothing
    theirs = figure(found[0]["comparator_value"], indicator.unit, found[0]["comparator_printed"])
    if theirs in line.finding:
        return nothing
    place = pl.DataFrame([{"document": found[0]["comparator_document"], "locator": found[0]["comparator_locator"]}])
    then = own_figures_then(facts, found[:1]).select("document", "locator")
    return Beside(gap_in_words(facts, found[0]), pl.concat([place, then]))
