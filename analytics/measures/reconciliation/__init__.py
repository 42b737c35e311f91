"""Reconciliation: whether a document's figures agree with each other and with what it says about them."""

from analytics.evidence.evidence import Evidence
from analytics.measures.reconciliation.claims import check_claims
from analytics.measures.reconciliation.identities import check_identities
from analytics.measures.reconciliation.parts import check_parts, check_percentages
from analytics.measures.reconciliation.plans import check_roll_forward, check_states
from analytics.measures.reconciliation.rates import check_rates
from analytics.measures.reconciliation.repeats import find_repeats
from analytics.measures.reconciliation.result import Reconciliation
from analytics.measures.reconciliation.statements import find_conflicting_statements


def reconcile(evidence: Evidence) -> list[Reconciliation]:
    """Everything that can be reconciled in `evidence`, what holds and what does not, by document.

    `evidence` is limited to one authority. What a document declares in identities.toml comes first; a rule that
    finds the same again adds nothing. National releases are not reconciled: what a later one changes is a revision,
    and among thousands of figures many are equal by chance.
    """
    if evidence.neighbours is not None:
        return []
    found = [
        *check_identities(evidence),
        *check_parts(evidence),
        *check_percentages(evidence),
        *check_rates(evidence),
        *check_roll_forward(evidence),
        *check_states(evidence),
        *check_claims(evidence),
        *find_conflicting_statements(evidence),
        *find_repeats(evidence),
    ]
    once: dict[tuple[str, str, str, str], Reconciliation] = {}
    for result in found:
        once.setdefault((result.document, result.subject, result.printed, result.computed), result)
    order = {slug: place for place, slug in enumerate(evidence.documents)}
    return sorted(once.values(), key=lambda result: (order[result.document], not result.fails))
