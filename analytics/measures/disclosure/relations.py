"""What everybody knows of numbers of people: parts add up to wholes, months to quarters, and shares have a whole.

A relation is taken where the figures bear it out, for then a reader may well rely on it. Where one of them is withheld
by its own document, it is taken where what is left over could be small numbers.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from analytics.evidence.document import Identity, IdentityKind, Selector
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Unit
from analytics.measures.disclosure.numbers import Behind, Numbers
from analytics.measures.disclosure.periods import running_totals, stocks_and_flows
from analytics.measures.disclosure.sums import sums
from analytics.measures.disclosure.unprinted import Unprinted
from analytics.measures.disclosure.worlds import Relation


def relations(behind: list[Behind], numbers: Numbers, evidence: Evidence) -> tuple[list[Relation], list[Unprinted]]:
    """Every relation between the numbers, and the small numbers that nobody prints and that the figures would tell.

    Such are what a list of parts leaves out of its whole, and what came in months between the periods printed.
    """
    found: list[Relation] = []
    unprinted: list[Unprinted] = []
    for of in (sums, running_totals, stocks_and_flows):
        for relation, rest in of(behind, numbers):
            found += relation
            unprinted += rest
    found += _declared(behind, numbers, evidence)
    return list(dict.fromkeys(found)), unprinted


def _declared(behind: Iterable[Behind], numbers: Numbers, evidence: Evidence) -> Iterator[Relation]:
    """The sums, differences and equalities of counts that documents declare of their own figures, where they hold."""
    of_document: dict[str, list[Behind]] = defaultdict(list)
    declaring = {slug for slug, _ in evidence.identities}
    for one in behind:
        if one.row["document"] in declaring and one.row["unit"] == Unit.COUNT and one.top is not None:
            of_document[one.row["document"]].append(one)
    for slug, identity in evidence.identities:
        authority = evidence.documents[slug].file.authority
        terms = _terms(identity)
        found = [(_meant(of_document[slug], selector, authority), times) for selector, times in terms]
        if not terms or not all(rows for rows, _ in found):
            continue
        total = {number: times for rows, times in found for number in rows}
        stated = identity.whole if not isinstance(identity.whole, Selector) else 0.0
        known = [numbers.values[number] for number in total]
        if all(value is not None for value in known) and float(stated).is_integer():
            rest = sum(times * numbers.value(number) for number, times in total.items()) - int(stated)
            if rest == 0:
                yield Relation(tuple(total.items()), int(stated), int(stated))


def _terms(identity: Identity) -> list[tuple[Selector, int]]:
    whole = [(identity.whole, -1)] if isinstance(identity.whole, Selector) else []
    match identity.kind:
        case IdentityKind.SUM:
            return [*((part, part.sign) for part in identity.parts), *whole]
        case IdentityKind.DIFFERENCE if identity.later and identity.earlier:
            return [(identity.later, 1), (identity.earlier, -1), *whole]
        case IdentityKind.EQUAL if identity.other:
            return [(identity.other, 1), *whole]
    return []


def _meant(rows: Iterable[Behind], selector: Selector, authority: str) -> tuple[int, ...]:
    """The numbers that a selector means, each member's first."""
    found: dict[str, int] = {}
    for one in rows:
        row: Mapping[str, Any] = one.row
        if (
            row["indicator"] == selector.indicator
            and row["area"] == (selector.area or authority)
            and row["dimension"] == selector.dimension
            and selector.member in ("*", row["member"])
            and selector.locator in ("", row["locator"])
            and (selector.period is None or row["period"] == selector.period.label)
            and one.top is not None
        ):
            found.setdefault(row["member"], one.top)
    return tuple(found.values())
