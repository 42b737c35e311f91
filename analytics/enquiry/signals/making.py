"""What the rules share: making a signal, numbers in words, and the reconciliation of the papers."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Cited, Direction, Signal, SignalKind
from analytics.enquiry.words import Row, measure_slots
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Asserted, Unit
from analytics.evidence.wording import capital
from analytics.measures.reconciliation import reconcile
from analytics.measures.reconciliation.result import Reconciliation

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number_in_words(number: int, beyond: str = "") -> str:
    """A small whole number in words; past twelve what `beyond` says, or digits."""
    return NUMBERS[number] if number < len(NUMBERS) else beyond or str(number)


def rests_on_few(papers: Papers, row: Row) -> tuple[str, ...]:
    """The caution on a share that rests on so few children that one or two of them move it; none where it does not."""
    caution = papers.settings.caution_count
    if row["denominator"] is None or row["denominator"] >= caution:
        return ()
    return (f"It is worked out from fewer than {caution}, so a few more or less can move it a lot.",)


_SAID = {
    Asserted.UNCHANGED: "did not change",
    Asserted.HIGH: "was high",
    Asserted.LOW: "was low",
    Asserted.ABOVE: "was above",
    Asserted.BELOW: "was below",
    Asserted.IN_LINE: "was in line with",
}


def signal_on(
    papers: Papers,
    kind: SignalKind,
    case: str,
    indicator: str,
    slots: Mapping[str, str],
    *,
    dimension: str = "",
    member: str = "",
    direction: Direction = Direction.CAUTION,
    size: float,
    confidence: int,
    strip: Sequence[Cited],
    worked: Sequence[str] = (),
    caveats: tuple[str, ...] = (),
) -> Signal:
    """A signal on a measure, with the words that every signal has. What is cited twice is cited once."""
    words = measure_slots(papers.indicator(indicator), dimension, member)
    return Signal(
        kind=kind,
        indicator=indicator,
        area=papers.authority,
        dimension=dimension,
        member=member,
        variant=case,
        direction=direction,
        # What is at its threshold is 1, whatever floating point makes of it.
        size=round(size, 9),
        confidence=confidence,
        slots=words | {"council": papers.council_in_text} | dict(slots),
        cited=tuple(dict.fromkeys(strip)),
        arithmetic=tuple(worked),
        caveats=caveats,
    )


def signal_on_theme(
    papers: Papers,
    kind: SignalKind,
    case: str,
    slots: dict[str, str],
    *,
    theme: str,
    measure: str,
    direction: Direction = Direction.CAUTION,
    size: float,
    confidence: int,
    strip: tuple[Cited, ...],
    worked: tuple[str, ...] = (),
    caveats: tuple[str, ...] = (),
) -> Signal:
    """A signal on what no indicator measures: `measure` names it, a noun phrase that begins with "the"."""
    return Signal(
        kind=kind,
        indicator="",
        area=papers.authority,
        dimension="theme",
        member=theme,
        variant=case,
        direction=direction,
        # What is at its threshold is 1, whatever floating point makes of it.
        size=round(size, 9),
        confidence=confidence,
        slots={"measure": measure, "Measure": capital(measure), "council": papers.council_in_text} | slots,
        cited=tuple(dict.fromkeys(strip)),
        arithmetic=worked,
        caveats=caveats,
    )


@lru_cache(maxsize=16)
def reconciled(evidence: Evidence) -> tuple[Reconciliation, ...]:
    """What does not agree in the evidence, worked out once for all the rules that ask."""
    return tuple(result for result in reconcile(evidence) if result.fails)


def said_in_words(claim: dict[str, str], against: str = "") -> str:
    """What a claim asserts, in words that follow "says that it": "rose slightly", "was in line with England"."""
    asserted = Asserted(claim["asserted"])
    if claim["against"] == "target":
        return f"{asserted.value} the target"
    if against:
        return f"{_SAID.get(asserted, asserted.value)} {against}"
    words = _SAID.get(asserted, asserted.value)
    return f"{words} by {claim['size']}" if claim["size"] else words


def too_few_to_print(papers: Papers, indicator: str, *values: float) -> bool:
    """Whether any of the values is a number of children or staff from 1 to the smallest that may be printed.

    Posts, money and activities of a plan are not people.
    """
    entry = papers.indicator(indicator)
    is_people = entry.unit is Unit.COUNT and entry.theme not in ("programme", "finance")
    return is_people and any(0 < value <= papers.settings.small_count for value in values)
