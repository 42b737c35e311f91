"""A line that keeps every rule, to break one rule at a time."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from analytics.enquiry.linter import Breach, Rule, Severity


@dataclass(frozen=True)
class MadeUpLine:
    finding: str = (
        "The share of children in care with a dental check fell from 81% in April 2019 to 66.3% in July 2019."
    )
    question: str = "What lies behind the fall in recorded dental checks from 81% to 66.3%?"
    follow_ups: Sequence[str] = ("Which children in care wait longest to be seen?",)
    good_answer: Sequence[str] = ("Numbers of children not seen and of checks not recorded", "A date for recovery")
    worry: Sequence[str] = ("No sample of records was looked at", "Nobody owns the action")
    witness_role: str = "head-of-service"
    mode: str = "oral"
    leads_to: str = "assurance"
    caveats: Sequence[str] = ("No comparator is published.",)
    evidence_texts: Collection[str] = ("81%", "66.3%", "April 2019", "July 2019", "81 − 66.3 = 14.7 percentage points")
    needs_caveat: bool = False
    neutral: bool = False
    asked_before: Sequence[str] = ()


def rules(breaches: Iterable[Breach]) -> set[Rule]:
    return {breach.rule for breach in breaches}


def blocked(breaches: Iterable[Breach]) -> set[Rule]:
    return {breach.rule for breach in breaches if breach.severity is Severity.BLOCK}


def advised(breaches: Iterable[Breach]) -> set[Rule]:
    return {breach.rule for breach in breaches if breach.severity is Severity.ADVICE}
