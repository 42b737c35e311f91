"""Which measures could tell of each other: those of the same people, so that no other need be looked at with them."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.document import Identity
from analytics.measures.disclosure.people import moves

# How many there are on a day, with how many came and went in a time.
STARTED_AND_ENDED = {
    "cic_n": ("cic_started_n", "cic_ceased_n"),
    "cin_n": ("cin_started_n", "cin_ended_n"),
    "cp_n": ("cp_started_n", "cp_ended_n"),
}


def count_names(indicator: str) -> tuple[str, str]:
    """What the catalogue would call the count that a share counts: “cp_2y_n” of “cp_2y”, “cic_n” of “cic_share”."""
    return f"{indicator}_n", f"{indicator.removesuffix('_share')}_n"


def families(catalogue: Catalogue, identities: Iterable[tuple[str, Identity]]) -> Mapping[str, str]:
    """The family of each indicator, named by one of its members.

    Two are of one family where the catalogue says that one is a share, rate or part of the other, or within it or of
    the same cohort; where one says how the other moved; and where a document declares that they add up.
    """
    head: dict[str, str] = {}

    def found(name: str) -> str:
        while head.setdefault(name, name) != name:
            name = head[name]
        return name

    for one, other in (*_catalogued(catalogue), *_declared(identities)):
        head[found(other)] = found(one)
    return {indicator: found(indicator) for indicator in catalogue.indicators}


def _catalogued(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for indicator in catalogue.indicators.values():
        of = (indicator.rate_of, indicator.of, indicator.part_of, indicator.within, *count_names(indicator.id))
        yield from ((indicator.id, other) for other in of if other)
        if indicator.cohort:
            yield indicator.id, f"cohort {indicator.cohort}"
    for stock, flows in STARTED_AND_ENDED.items():
        yield from ((stock, flow) for flow in flows)
    yield from ((moved, of) for moved, of in moves(catalogue).items() if of)


def _declared(identities: Iterable[tuple[str, Identity]]) -> Iterator[tuple[str, str]]:
    for _, identity in identities:
        yield from pairwise(selector.indicator for selector in identity.selectors())
