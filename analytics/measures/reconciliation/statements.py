"""Statements about one measure that cannot both be so, in one document or in two of much the same time."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Asserted
from analytics.measures.reconciliation.result import Kind, Reconciliation

_UP = {Asserted.ROSE, Asserted.ROSE_SLIGHTLY, Asserted.DOUBLED}
_DOWN = {Asserted.FELL, Asserted.FELL_SLIGHTLY, Asserted.HALVED}
# Documents further apart than this speak of different times.
_SAME_TIME = timedelta(days=400)


def find_conflicting_statements(evidence: Evidence) -> Iterator[Reconciliation]:
    """Pairs of claims that one measure went up and that it went down, unless they name different periods."""
    claims = [claim for claim in evidence.claims.to_dicts() if claim["asserted"] in _UP | _DOWN]
    for one, other in combinations(claims, 2):
        same = all(one[column] == other[column] for column in ("indicator", "dimension", "member"))
        opposed = (one["asserted"] in _UP) != (other["asserted"] in _UP)
        if not (same and opposed and _may_be_of_one_time(one, other, evidence)):
            continue
        name = evidence.catalogue.indicators[one["indicator"]].short_name
        elsewhere = evidence.where(one["document"], one["locator"])
        yield Reconciliation(
            kind=Kind.STATEMENTS,
            document=other["document"],
            locator=other["locator"],
            subject=f"{one['indicator']} {one['member']} {other['locator']}",
            indicator=one["indicator"],
            statement=f"{name}: “{one['text']}” ({elsewhere}) and “{other['text']}”",
            printed=other["asserted"],
            computed=one["asserted"],
            arithmetic=f"One statement says that it {one['asserted']}, the other that it {other['asserted']}.",
            difference=None,
            explained_by_rounding=False,
            charitable_reading="The two may speak of different dates, groups or ways of counting.",
            question=f"How has {name.lower()} moved, date by date?",
            fails=True,
            claims=(one, other),
        )


def _may_be_of_one_time(one: dict[str, str], other: dict[str, str], evidence: Evidence) -> bool:
    days = [evidence.documents[claim["document"]].file.available_from for claim in (one, other)]
    if abs(days[0] - days[1]) > _SAME_TIME:
        return False
    spans = [(claim["from"], claim["to"]) for claim in (one, other)]
    dated = all(first or last for first, last in spans)
    return not dated or spans[0] == spans[1]
