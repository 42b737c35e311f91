"""What each field of a cell may be, in these papers and on this day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from analytics.enquiry.lines import Enquiry, enquiry_of
from analytics.enquiry.methods import Part, load_methods
from analytics.enquiry.settings import Settings
from analytics.evidence.evidence import Evidence
from analytics.evidence.national import Figures, Neighbours
from analytics.evidence.vocabulary import FindingKind
from analytics.evidence.wording import capital
from analytics.measures.calculation import Operation, why_not
from analytics.notebooks.cells.before_the_meeting import Side
from analytics.notebooks.cells.choosing import Which
from analytics.notebooks.cells.lines import line_title
from analytics.notebooks.cells.programme import ProgrammeMeasure
from analytics.notebooks.facts import evidence_about
from analytics.notebooks.notebook import Notebook

Options = dict[str, str]
# Kinds that need figures for the council's parts, or for others beside it.
_OF_PARTS, _BESIDE_OTHERS = "breakdown", "comparison"
# Kinds that show figures of national releases only, whatever the notebook shows elsewhere.
_NATIONAL = ("distribution", "beside", "revisions")


@dataclass(frozen=True)
class Choices:
    """The options of a cell's fields, by value, in words. `known` is what the cell may see."""

    known: Evidence
    authority: str
    as_known_on: date | None
    settings: Settings
    asks: Mapping[str, Any]

    def of(self, name: str) -> Options | None:
        """The options of one field; None where anything can be written."""
        offered = _OPTIONS.get(name)
        return None if offered is None else offered(self)

    @property
    def observations(self) -> pl.DataFrame:
        """The council's own figures: in the releases for a kind that shows no others, if there is any release."""
        if self.asks.get("kind") in _NATIONAL and self.known.releases is not None:
            day = self.as_known_on
            held = self.known.releases.documents.items()
            public = [slug for slug, document in held if day is None or document.file.available_from <= day]
            return self.known.releases.of_areas([self.authority]).filter(pl.col("document").is_in(public)).collect()
        return self.known.observations.filter(pl.col("area") == self.authority)

    def enquiry(self) -> Enquiry | None:
        """What to ask; None where no document is known."""
        if not self.known.documents:
            return None
        theme, document = (str(self.asks.get(name, "")) for name in ("theme", "document"))
        return enquiry_of(self.known, self.authority, self.as_known_on, theme, document, self.settings)

    def asks_for_one(self, name: str) -> bool:
        """Whether the kind cannot do without that field, so that "all of them" is no option."""
        return self.asks.get("kind") in _NEEDS[name]


def choices_of(asks: Mapping[str, Any], notebook: Notebook, evidence: Evidence) -> Choices:
    """The options of a cell of a notebook, for the council and day that the cell itself is about."""
    authority = asks.get("authority", notebook.authority)
    said = asks.get("as_known_on", notebook.as_known_on)
    day = date.fromisoformat(said) if isinstance(said, str) else said
    settings = Settings.model_validate(asks["settings"]) if "settings" in asks else notebook.settings
    figures = Figures(asks.get("figures", notebook.figures))
    neighbours = Neighbours.model_validate(asks.get("neighbours", notebook.neighbours))
    known = evidence_about(evidence, authority, figures, neighbours).as_known_on(day)
    return Choices(known, authority, day, settings, asks)


def _indicators(choices: Choices) -> Options:
    rows = choices.observations
    if choices.asks.get("kind") == _OF_PARTS:
        rows = rows.filter(pl.col("dimension") != "")
    if choices.asks.get("kind") == _BESIDE_OTHERS:
        others = choices.known.observations.filter((pl.col("area") != choices.authority) & (pl.col("dimension") == ""))
        rows = rows.filter((pl.col("dimension") == "") & pl.col("indicator").is_in(set(others["indicator"])))
    entries = [choices.known.catalogue.indicators[name] for name in rows["indicator"].unique()]
    offered = {entry.id: entry.name for entry in sorted(entries, key=lambda entry: entry.name)}
    return offered if choices.asks_for_one("indicator") else {"": "All indicators"} | offered


def _firsts(choices: Choices) -> Options:
    """Measures of the council as a whole."""
    rows = choices.observations.filter((pl.col("dimension") == "") & pl.col("value").is_not_null())
    entries = [choices.known.catalogue.indicators[name] for name in rows["indicator"].unique()]
    return {entry.id: entry.name for entry in sorted(entries, key=lambda entry: entry.name)}


def _seconds(choices: Choices) -> Options:
    """Measures that the operation allows beside the first, with a figure for the same period."""
    offered, first = _firsts(choices), str(choices.asks.get("first", ""))
    if first not in offered or choices.asks.get("operation") not in list(Operation):
        return {}
    operation, indicators = Operation(choices.asks["operation"]), choices.known.catalogue.indicators
    rows = choices.observations.filter((pl.col("dimension") == "") & pl.col("value").is_not_null())
    periods = rows.filter(pl.col("indicator") == first).select("period")
    # A rate is of the latest population known by then, so its period may be another.
    beside = rows if operation is Operation.PER_10K else rows.join(periods, on="period", how="semi")
    held = set(beside["indicator"]) - {first}
    return {
        name: words
        for name, words in offered.items()
        if name in held and not why_not(operation, indicators[first].unit, indicators[name].unit)
    }


def _of_indicator(choices: Choices) -> pl.DataFrame:
    return choices.observations.filter(pl.col("indicator") == choices.asks.get("indicator", ""))


def _dimensions(choices: Choices) -> Options:
    rows = _of_indicator(choices)
    found = {name: capital(name) for name in rows["dimension"].unique().sort() if name}
    if choices.asks.get("kind") == _OF_PARTS:
        return {"": "Every part that is printed"} | found
    whole = rows.filter(pl.col("dimension") == "").height or not found
    return ({"": "Nothing: the council as a whole"} if whole else {}) | found


def _members(choices: Choices) -> Options:
    dimension = choices.asks.get("dimension", "")
    if not dimension:
        return {"": "The council as a whole"}
    rows = _of_indicator(choices).filter(pl.col("dimension") == dimension)
    return {name: name for name in rows["member"].unique(maintain_order=True)}


def _periods(choices: Choices) -> Options:
    rows = _of_indicator(choices).filter(
        (pl.col("dimension") == choices.asks.get("dimension", ""))
        & (pl.col("member") == choices.asks.get("member", ""))
        & pl.col("value").is_not_null()
    )
    newest_first = rows.sort("period_end", descending=True)["period"].unique(maintain_order=True)
    return {"": "The latest with enough authorities"} | {period: period for period in newest_first}


def _documents(choices: Choices) -> Options:
    held = choices.known.documents
    if choices.asks.get("kind") == _OF_PARTS:
        dimension = choices.asks.get("dimension", "")
        rows = _of_indicator(choices).filter(
            pl.col("dimension") == dimension if dimension else pl.col("dimension") != ""
        )
        held = {slug: held[slug] for slug in held if slug in set(rows["document"])}
    newest_first = sorted(held, key=lambda slug: held[slug].file.available_from, reverse=True)
    offered = {slug: held[slug].file.short_title for slug in newest_first}
    return offered if choices.asks_for_one("document") else {"": "All documents"} | offered


def _releases(choices: Choices) -> Options:
    """Releases that have an earlier one of their family, newest first."""
    kept = () if choices.known.releases is None else choices.known.releases.releases.values()
    day = choices.as_known_on
    public = [one for one in kept if day is None or one.published <= day]
    first = {one.family: one.published for one in sorted(public, key=lambda one: one.published, reverse=True)}
    return {"": "All releases"} | {one.id: one.short_title for one in public if one.published > first[one.family]}


def _themes(choices: Choices) -> Options:
    offered = {theme.id: theme.name for theme in choices.known.catalogue.themes.values()}
    return offered if choices.asks_for_one("theme") else {"": "All themes"} | offered


def _scales(choices: Choices) -> Options:
    given = set(choices.known.ratings["scale"])
    return {scale.id: scale.name for scale in choices.known.catalogue.scales.values() if scale.id in given}


def _lines(choices: Choices) -> Options:
    enquiry = choices.enquiry()
    return {line.id: line_title(line, choices.known) for line in enquiry.every_line} if enquiry else {}


def _witnesses(choices: Choices) -> Options:
    enquiry = choices.enquiry()
    titles = dict.fromkeys(line.witness.title for line in enquiry.lines) if enquiry else {}
    return {"": "Anyone"} | {title: title for title in titles}


def _methods(choices: Choices) -> Options:  # noqa: ARG001 - the same for all evidence
    return {method.id: method.title for methods in load_methods().values() for method in methods}


_OPTIONS: dict[str, Callable[[Choices], Options]] = {
    "indicator": _indicators,
    "dimension": _dimensions,
    "member": _members,
    "period": _periods,
    "document": _documents,
    "release": _releases,
    "theme": _themes,
    "scale": _scales,
    "line": _lines,
    "witness": _witnesses,
    "method": _methods,
    "part": lambda _: {part.value: part.plainly for part in Part},
    "which": lambda _: {which.value: which.plainly for which in Which},
    "side": lambda _: {Side.ADVERSE.value: "Changes for the worse", Side.FAVOURABLE.value: "Changes for the better"},
    "measure": lambda _: {
        ProgrammeMeasure.COUNTS.value: "How many activities",
        ProgrammeMeasure.SHARE_OF_OPEN.value: "The share of those still open",
    },
    "operation": lambda _: {
        Operation.RATIO.value: "The first for each one of the second",
        Operation.DIFFERENCE.value: "The first less the second",
        Operation.PER_10K.value: "The first for every 10,000 of the second",
        Operation.INDEX.value: "Both from 100 at their first common period",
    },
    "first": _firsts,
    "second": _seconds,
    "finding_kind": lambda _: {"": "All kinds"} | {kind.value: kind.plainly for kind in FindingKind},
}
_NEEDS = {
    "indicator": (
        "history",
        "breakdown",
        "explainer",
        "figures",
        "definition",
        "comparison",
        "control-chart",
        "distribution",
        "beside",
    ),
    "document": ("breakdown", "document", "document-figures"),
    "theme": ("trends",),
}
