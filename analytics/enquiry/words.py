"""The words that signals give to the question library: a measure, a figure, a change, each from the evidence."""

from typing import Any

from analytics.enquiry.signal import Cited
from analytics.evidence.catalogue import Catalogue, Indicator
from analytics.evidence.vocabulary import Unit
from analytics.evidence.wording import capital, difference, direction, figure, qualified, when, when_of

Row = dict[str, Any]
"""A row of the series: value, printed, status, note, period, document, locator."""


def measure(indicator: Indicator, dimension: str = "", member: str = "") -> str:
    """A measure as a noun phrase with a singular head, for the middle of a sentence.

    A team is named as printed; a role is written small: "the average caseload of a social worker in REACH".
    """
    of_each = " of a social worker"
    if dimension == "role" and indicator.phrase.endswith(of_each):
        return f"{indicator.phrase.removesuffix(of_each)} of {role(member)}"
    return indicator.phrase + _of_member(dimension, member)


def short_measure(indicator: Indicator, dimension: str = "", member: str = "") -> str:
    """A measure as a title has it, with the member that it is of: "Average caseload in REACH"."""
    return indicator.short_name + _of_member(dimension, member)


def _of_member(dimension: str, member: str) -> str:
    if not member:
        return ""
    if dimension in ("team", "service"):
        return f" in {team(member)}"
    if dimension in ("role", "agency", "group"):
        return f" among {role(member)}" if dimension == "role" else f" from {small(member)}"
    return f" ({small(member)})"


def team(member: str) -> str:
    """A team with its article where its name ends in Team, Teams, Service or Door: "the Assessment Team", "REACH".

    One that is called after the children it works with is told apart from them: "the Children in Care team".
    """
    if member.rsplit(maxsplit=1)[-1] in ("Team", "Teams", "Service", "Door"):
        return f"the {member}"
    return f"the {member} team" if member.startswith("Children ") else member


def small(text: str) -> str:
    """A text with a small first letter, unless it begins with an abbreviation or a name with more capitals."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return text if sum(letter.isupper() for letter in first) > 1 else text[:1].lower() + text[1:]


def group(dimension: str, member: str) -> str:
    """A member alone: "the Assessment Team", "newly qualified social workers"."""
    if dimension == "role":
        return role(member)
    return team(member) if dimension in ("team", "service") else small(member)


def role(member: str) -> str:
    """A role, which is no name, written small: "heads of service", "newly qualified social workers", "HR managers"."""
    return " ".join(small(word) for word in member.split())


def measure_slots(indicator: Indicator, dimension: str = "", member: str = "") -> dict[str, str]:
    """`measure` and `Measure`, and `group` where it is of one team or group."""
    words = measure(indicator, dimension, member)
    slots = {"measure": words, "Measure": capital(words)}
    return slots | ({"group": group(dimension, member)} if member else {})


def figure_slots(row: Row, unit: Unit, name: str = "now", prefix: str = "") -> dict[str, str]:
    """A figure and its period: `now` "66.3%", `now_when` "in July 2019"."""
    return {name: qualified(row, unit, prefix), f"{name}_when": when_of(row, prefix)}


def change_slots(row: Row, unit: Unit, earlier: str = "previous_") -> dict[str, str]:
    """Now, before and the change between them, its direction as verb (`moved`) and noun (`move`).

    `earlier` is the prefix of the columns of the figure before.
    """
    change = row["value"] - row[f"{earlier}value"]
    moved = direction(change)
    return (
        figure_slots(row, unit)
        | figure_slots(row, unit, "before", earlier)
        | {
            "change": difference(change, unit, row[f"{earlier}value"]),
            "moved": moved,
            "move": {"rose": "rise", "fell": "fall"}.get(moved, "lack of change"),
        }
    )


def cited(row: Row, unit: Unit, what: str, prefix: str = "") -> Cited:
    """The published figure of a row. `what` says whose it is; the team or group is named behind it once."""
    of_whom = f", {group(row['dimension'], row['member'])}" if row.get("member") else ""
    if row.get("member") and what.endswith(row["member"]):
        of_whom = ""
    return Cited(
        document=row[f"{prefix}document"],
        locator=row[f"{prefix}locator"],
        what=what + of_whom,
        period=row[f"{prefix}period"],
        value=qualified(row, unit, prefix),
    )


def said(row: Row, what: str, text: str, period: str = "") -> Cited:
    """A passage: what a document says at a place, in our own words."""
    return Cited(document=row["document"], locator=row["locator"], what=what, period=period, value=text)


def benchmark_slots(row: Row, unit: Unit, catalogue: Catalogue, name: str = "comparator") -> dict[str, str]:
    """A comparator, its figure and period, the gap to it and on which side of it the figure is.

    `..._figure` is what theirs is called: "the figure for England". With `..._dated` the comparator's period stands
    behind it where that is not the figure's own: "England in 2016/17", "the figure for England in 2016/17".
    """
    whose, theirs = catalogue.area_in_text(row["comparator"]), catalogue.figure_in_text(row["comparator"])
    then = f" {when(row['comparator_period'])}" if row["comparator_period"] != row["period"] else ""
    return {
        name: whose,
        f"{name}_dated": whose + then,
        f"{name}_figure": theirs,
        f"{name}_figure_dated": theirs + then,
        f"{name}_value": figure(row["comparator_value"], unit, row["comparator_printed"]),
        f"{name}_when": when(row["comparator_period"]),
        f"{name}_gap": difference(row["gap"], unit, row["comparator_value"]),
        f"{name}_side": "above" if row["gap"] > 0 else "below",
    }


def cited_benchmark(row: Row, unit: Unit, catalogue: Catalogue) -> Cited:
    """The published figure of a comparator."""
    return Cited(
        document=row["comparator_document"],
        locator=row["comparator_locator"],
        what=catalogue.area_name(row["comparator"]),
        period=row["comparator_period"],
        value=figure(row["comparator_value"], unit, row["comparator_printed"]),
    )
