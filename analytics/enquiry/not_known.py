"""Saying of how many young people a share does not know, because they stay in its total."""

from analytics.enquiry.signal import Cited
from analytics.enquiry.words import Row, cited
from analytics.evidence.vocabulary import MissingReason, Unit
from analytics.evidence.wording import direction, figure, when
from analytics.measures.facts import Facts


def not_known_in_words(facts: Facts, row: Row) -> tuple[str, ...]:
    """The share of whom a figure's answer is not known, for its period and the one before; nothing where none is given.

    A fall of the one may be a rise of the other. `row` is one of `facts.latest`.
    """
    now, before = _of(facts, row, "period"), _of(facts, row, "previous_period")
    if now is None:
        return ()
    if now["value"] is None:
        is_small = now["missing_reason"] in (MissingReason.SUPPRESSED, MissingReason.LOW)
        why = "is withheld, because the number is small" if is_small else "is not given"
        return (f"The share of whom this is not known {when(now['period'])} {why}.",)
    printed = figure(now["value"], Unit.PERCENT, now["printed"])
    if before is None or before["value"] is None or before["value"] == now["value"]:
        same = "" if before is None or before["value"] is None else f", the same as {when(before['period'])}"
        return (f"The share of whom this is not known was {printed} {when(now['period'])}{same}.",)
    moved = direction(now["value"] - before["value"])
    earlier = figure(before["value"], Unit.PERCENT, before["printed"])
    return (
        f"The share of whom this is not known {moved} from {earlier} {when(before['period'])} "
        f"to {printed} {when(now['period'])}.",
    )


def not_known_cited(facts: Facts, row: Row, council: str) -> tuple[Cited, ...]:
    """Where the shares that `not_known_in_words` gives were printed."""
    found = (_of(facts, row, name) for name in ("previous_period", "period"))
    what = f"{council}, not known"
    return tuple(cited(one, Unit.PERCENT, what) for one in found if one is not None and one["value"] is not None)


def _of(facts: Facts, row: Row, period: str) -> Row | None:
    name = facts.indicator(row["indicator"]).not_known
    if not name or row["dimension"]:
        return None
    rows = facts.points(row["area"], name).to_dicts()
    return next((one for one in rows if one["period"] == row[period]), None)
