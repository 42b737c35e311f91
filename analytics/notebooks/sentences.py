"""Sentences about a figure: what it was, how it changed, how it compares."""

from typing import Any

from analytics.enquiry.neighbour_words import depends_in_words
from analytics.enquiry.words import short_measure
from analytics.evidence.catalogue import Catalogue, Indicator
from analytics.evidence.vocabulary import Polarity, Status
from analytics.evidence.wording import (
    TOO_FEW,
    difference,
    direction,
    figure,
    in_title,
    listed,
    qualified,
    when,
    when_of,
)
from analytics.measures.facts import Facts
from analytics.measures.neighbour_choices import against_each_choice
from analytics.notebooks.judging import NOT_JUDGED, rests_on_few

Row = dict[str, Any]
_MOST_WORDS = 10


def change_title(indicator: Indicator, row: Row) -> str:
    """The finding of a latest figure in at most ten words, with the team or group that it is of.

    Where measure and group leave no room for the figure, the group stands alone. A figure that was printed in words is
    given in them: the percentage is ours.
    """
    now = in_title(qualified(row, indicator.unit))
    named = short_measure(indicator, row["dimension"], row["member"])
    if row["status"] == Status.FORECAST:
        found = f": {now} forecast"
    elif row["previous_value"] is None:
        found = f": {now}"
    elif (moved := direction(row["change"])) == "did not change":
        found = f" stayed at {now}"
    else:
        found = f" {moved} to {now}"
    titles = [name + found for name in (named, row["member"]) if name]
    return next((title for title in titles if len(title.split()) <= _MOST_WORDS), indicator.short_name + found)


def change_sentence(indicator: Indicator, row: Row) -> str:
    """How a figure changed since the one before, with both periods; a forecast is never said to have happened."""
    now = qualified(row, indicator.unit)
    is_forecast = row["status"] == Status.FORECAST
    was = "is forecast to be" if is_forecast else "was"
    if row["previous_value"] is None:
        alone = (
            "No figure for an earlier period of the same kind is published."
            if row["points"] == 1
            else ("The figure before it cannot be compared with it.")
        )
        return f"It {was} {now} {when_of(row)}. {_also_printed(row, indicator)}{alone}{_of_few(row)}"
    before = qualified(row, indicator.unit, "previous_")
    if abs(row["change"]) < 1e-9:
        return f"It {was} {now} {when_of(row)}, the same as {when_of(row, 'previous_')}.{_of_few(row)}"
    word = "a rise" if row["change"] > 0 else "a fall"
    size = difference(row["change"], indicator.unit, row["previous_value"])
    went = "is forecast to go" if is_forecast else "went"
    sentence = f"It {went} from {before} {when_of(row, 'previous_')} to {now} {when_of(row)}: {word} of {size}."
    if rests_on_few(row):
        return sentence + _of_few(row)
    return f"{sentence} {better_or_worse(row['change_favourable'], indicator)}".strip()


def _of_few(row: Row) -> str:
    return f" {NOT_JUDGED}" if rests_on_few(row) else ""


def _also_printed(row: Row, indicator: Indicator) -> str:
    """Another figure that the documents print for the same period, such as an earlier forecast."""
    if not row["other_values"]:
        return ""
    return f"The documents also print {listed(figure(value, indicator.unit) for value in row['other_values'])} for it. "


def better_or_worse(is_favourable: bool | None, indicator: Indicator) -> str:
    """What the direction means, or that it means neither."""
    if indicator.polarity is Polarity.NEITHER:
        return "By itself this is neither better nor worse."
    if is_favourable is None:
        return ""
    way = "higher" if indicator.polarity is Polarity.HIGHER else "lower"
    return f"That is {'better' if is_favourable else 'worse'}: {way} is better."


def gap_sentence(indicator: Indicator, row: Row, catalogue: Catalogue) -> str:
    """How a figure compares with one comparator at the comparator's own period; of few children only what theirs is."""
    who = catalogue.area_in_text(row["comparator"])
    theirs = figure(row["comparator_value"], indicator.unit, row["comparator_printed"])
    then = "" if row["comparator_period"] == row["period"] else f" {when(row['comparator_period'])}"
    if rests_on_few(row):
        return f"{catalogue.area_name(row['comparator'])}: {theirs}{then}."
    beside = f"{who[:-1]}: {theirs}{then})" if who.endswith(")") else f"{who} ({theirs}{then})"
    be = "It is forecast to be" if row["status"] == Status.FORECAST else "It is"
    if row["much_the_same"]:
        return f"{be} about the same as {beside}."
    side = "above" if row["gap"] > 0 else "below"
    verdict = {True: ", which is better", False: ", which is worse", None: ""}[row["gap_favourable"]]
    return f"{be} {difference(row['gap'], indicator.unit)} {side} {beside}{verdict}."


def depends_on_neighbours(facts: Facts, row: Row) -> str:
    """Whether a national figure's verdict depends on the list of similar councils; blank where it does not."""
    if rests_on_few(row):
        return ""
    beside = against_each_choice(facts.evidence, facts.authority, row)
    return depends_in_words(beside, facts.indicator(row["indicator"]).unit)


def movement(row: Row, indicator: Indicator) -> str:
    """The direction of travel for a table: a shape, a word, and better or worse where that can be said."""
    if row["previous_value"] is None:
        return "– nothing earlier to compare" if row["points"] == 1 else "– none near enough before it"
    if abs(row["change"]) < 1e-9:
        return "● no change"
    arrow = "▲ up" if row["change"] > 0 else "▼ down"
    return f"{arrow} {difference(row['change'], indicator.unit)}{_meaning(row, 'change_favourable')}"


def side(row: Row, indicator: Indicator) -> str:
    """On which side of a comparator a figure is, for a table: a shape, a word, and whether that is better or worse.

    Blank for a figure that rests on few children.
    """
    if rests_on_few(row):
        return ""
    if row["much_the_same"]:
        return "● about the same"
    shape = "▲ above" if row["gap"] > 0 else "▼ below"
    return f"{shape} by {difference(row['gap'], indicator.unit)}{_meaning(row, 'gap_favourable')}"


def _meaning(row: Row, favourable: str) -> str:
    if rests_on_few(row):
        return f" (of fewer than {TOO_FEW})"
    return {True: ", better", False: ", worse", None: ""}[row[favourable]]
