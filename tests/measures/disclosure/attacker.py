"""An attacker: a slow search for what could stand behind the figures shown, which shares nothing with the protector."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil, floor, inf


@dataclass(frozen=True)
class Fact:
    """A sum of multiples of named numbers that lies between two bounds."""

    terms: tuple[tuple[str, int], ...]
    least: float
    most: float


def equal(whole: str, *parts: str) -> Fact:
    """Parts add up to a whole."""
    return Fact(((whole, -1), *((part, 1) for part in parts)), 0, 0)


def share(tenths: int, top: str, bottom: str) -> tuple[Fact, Fact]:
    """A percentage printed to one decimal, a half rounded either way."""
    return (
        Fact(((top, 2000), (bottom, 1 - 2 * tenths)), 0, inf),
        Fact(((top, 2000), (bottom, -1 - 2 * tenths)), -inf, 0),
    )


def can_be(name: str, ranges: Mapping[str, range], facts: Iterable[Fact], most: int = 2) -> set[int]:
    """The numbers that one can be, as far as `most` different ones, with every fact true of all of them at once."""
    found: set[int] = set()
    together = list(facts)
    for value in ranges[name]:
        if next(_worlds({**ranges, name: range(value, value + 1)}, together), None) is not None:
            found.add(value)
            if len(found) == most:
                break
    return found


def _worlds(ranges: Mapping[str, range], facts: list[Fact]) -> Iterator[dict[str, int]]:
    """Every assignment for which all facts are true, one number tried after the other."""
    narrowed = _narrowed(dict(ranges), facts)
    if not all(narrowed.values()):
        return
    open_ones = [name for name, among in narrowed.items() if len(among) > 1]
    if not open_ones:
        yield {name: among[0] for name, among in narrowed.items()}
        return
    name = min(open_ones, key=lambda one: len(narrowed[one]))
    for value in narrowed[name]:
        yield from _worlds({**narrowed, name: range(value, value + 1)}, facts)


def _narrowed(ranges: dict[str, range], facts: list[Fact]) -> dict[str, range]:
    """The ranges without what a fact rules out by itself, again and again until none rules out any more."""
    while True:
        before = dict(ranges)
        for fact in facts:
            ends = {
                name: sorted((times * ranges[name].start, times * (ranges[name].stop - 1)))
                for name, times in fact.terms
            }
            low, high = (sum(end[side] for end in ends.values()) for side in (0, 1))
            for name, times in fact.terms:
                # What is left for this one where the others are as small, or as large, as they can be.
                most, least = fact.most - (low - ends[name][0]), fact.least - (high - ends[name][1])
                bounds = (least / times, most / times) if times > 0 else (most / times, least / times)
                first = ranges[name].start if bounds[0] == -inf else max(ranges[name].start, ceil(bounds[0] - 1e-9))
                last = ranges[name].stop if bounds[1] == inf else min(ranges[name].stop, floor(bounds[1] + 1e-9) + 1)
                ranges[name] = range(first, last)
                if not ranges[name]:
                    return ranges
        if ranges == before:
            return ranges
