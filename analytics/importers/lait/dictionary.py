"""The tool's data dictionary: what each of its measures is called, means, and is counted in."""

import re
from dataclasses import dataclass
from html import unescape

import polars as pl

from analytics.evidence.catalogue import Catalogue, Indicator
from analytics.evidence.vocabulary import Polarity, Unit
from analytics.importers.lait.years import YEAR_TYPES, YearKind
from analytics.importers.reading import under_header
from analytics.importers.table import Table

COLUMNS = ("Topic", "Measure", "Measure_short", "Polarity", "y_axis_name", "Description", "dps", "Year_Type")
# Which theme a topic belongs to, nearest to children's social care first: a measure under two topics takes the first.
_THEMES = {
    "Children Looked After": "children_in_care",
    "Child Protection": "child_protection",
    "Children in Need": "children_in_need",
    "Adoption": "permanence",
    "Children's Services Workforce": "workforce",
    "Children's Service Finance": "finance",
}
OTHER_THEME = "other_national"
_POLARITIES = {"high": Polarity.HIGHER, "low": Polarity.LOWER}
_LONGEST_DEFINITION = 600


@dataclass(frozen=True)
class Measure:
    """One measure of the dictionary. `of_a_unit` is how many of the tool's own units make one of `unit`."""

    short: str
    name: str
    theme: str
    polarity: Polarity
    unit: Unit
    of_a_unit: int
    given_as: str
    definition: str
    places: int | None
    years: YearKind | None

    def as_indicator(self, identifier: str, release: str) -> Indicator:
        """The measure as an indicator of the release that describes it, with the dictionary's words."""
        return Indicator(
            id=identifier,
            name=capped(self.name, 70),
            short_name=capped(self.name, 40),
            phrase=_phrase(self.name),
            definition=self.definition,
            counts=self._counted,
            unit=self.unit,
            polarity=self.polarity,
            theme=self.theme,
            why_it_matters="The Department for Education’s interactive tool compares councils by it.",
            aliases=(self.short,),
            basis="The data dictionary of the Department for Education’s interactive tool describes it.",
            from_release=release,
        )

    @property
    def places_of_unit(self) -> int | None:
        """The decimal places to show; the dictionary's are of the tool's own unit and say nothing of another."""
        return self.places if self.of_a_unit == 1 else None

    @property
    def _counted(self) -> str:
        if self.of_a_unit != 1:
            return f"The tool gives it in pounds, as: {self.given_as}."
        return f"The tool gives it as: {self.given_as}." if self.given_as else ""


def is_dictionary(table: Table) -> bool:
    """Whether the table is the tool's data dictionary, by its columns."""
    return under_header(table, COLUMNS) is not None


def read_dictionary(table: Table, catalogue: Catalogue) -> dict[str, Measure]:
    """The measures by the name that the data file calls them (`Measure_short`)."""
    found = under_header(table, COLUMNS)
    if found is None:
        return {}
    cells = found.frame.select(pl.col(COLUMNS).str.strip_chars())
    order = [*_THEMES]
    rows = sorted(cells.rows(named=True), key=lambda row: order.index(row["Topic"]) if row["Topic"] in order else 99)
    measures: dict[str, Measure] = {}
    for row in rows:
        if row["Measure_short"]:
            measures.setdefault(row["Measure_short"], _measure(row, catalogue))
    return measures


def identifiers(shorts: list[str]) -> dict[str, str]:
    """An id for each measure that the catalogue does not know, made of its name in the file; no two are the same.

    >>> identifiers(["LAC_ceased_SGO", "LAC_ceased_SGO%", "2yr_Ofsted_rating"])["LAC_ceased_SGO%"]
    'lait_lac_ceased_sgo_percent'
    """
    taken: dict[str, str] = {}
    for short in sorted(shorts):
        words = short.replace("%", " percent ").replace("&", " and ").replace("<", " under ").replace("+", " plus ")
        slug = "lait_" + re.sub(r"[^a-z0-9]+", "_", words.casefold()).strip("_")
        same = sum(other == slug or other.startswith(f"{slug}__") for other in taken.values())
        taken[short] = f"{slug}__{same + 1}" if same else slug
    return taken


def capped(text: str, longest: int) -> str:
    """The text, cut at a word and marked with … where it is longer.

    >>> capped("Children looked after placed more than 20 miles from home", 40)
    'Children looked after placed more than…'
    """
    if len(text) <= longest:
        return text
    cut = text[:longest]
    return (cut[: cut.rfind(" ")] if " " in cut[: longest - 1] else cut[: longest - 1]).rstrip(" ,;:(-–") + "…"


def _measure(row: dict[str, str], catalogue: Catalogue) -> Measure:
    name = " ".join(row["Measure"].split())
    theme = _THEMES.get(row["Topic"], OTHER_THEME)
    given_as = "" if row["y_axis_name"] == "NA" else " ".join(row["y_axis_name"].split())
    places = int(row["dps"]) if row["dps"].isdecimal() else None
    unit, of_a_unit = _unit(name, given_as, places)
    return Measure(
        short=row["Measure_short"],
        name=name,
        # A catalogue of one's own may have fewer themes, and every indicator has to be of one that is there.
        theme=theme if theme in catalogue.themes or not catalogue.themes else [*catalogue.themes][-1],
        polarity=_POLARITIES.get(row["Polarity"].casefold(), Polarity.NEITHER),
        unit=unit,
        of_a_unit=of_a_unit,
        given_as=given_as,
        definition=_definition(row["Description"], name),
        places=places,
        years=YEAR_TYPES.get(row["Year_Type"].casefold()),
    )


def _unit(name: str, given_as: str, places: int | None) -> tuple[Unit, int]:  # noqa: PLR0911 - a table of rules
    """What a measure is counted in, from what its chart's axis says, and how many of the file's units that is.

    What has no unit of the evidence's own (scores, rates per 100,000, weekly costs) is a plain number; the name and
    `counts` say of what.
    """
    axis, words = given_as.casefold(), name.casefold()
    if axis == "spend":
        return Unit.GBP_MILLION, 1_000_000
    if re.search(r"\bper 10,000\b", axis):
        return Unit.RATE_PER_10K, 1
    if axis.startswith(("rate per", "unit cost", "average", "score", "entries")):
        return Unit.RATIO, 1
    if "%" in axis or words.startswith(("%", "percent", "proportion")):
        return Unit.PERCENT, 1
    if "fte" in axis.split() or axis == "social workers":
        return Unit.POSTS, 1
    if axis == "case load":
        return Unit.CHILDREN_PER_WORKER, 1
    if "number" in axis or axis.startswith("total") or places == 0:
        return Unit.COUNT, 1
    return Unit.RATIO, 1


def _definition(description: str, name: str) -> str:
    """The dictionary's description as one paragraph, cut at the end of a sentence where it is long."""
    plain = " ".join(unescape(re.sub(r"<[^>]+>", " ", description)).split())
    plain = re.sub(r"\s+([.,;:])", r"\1", plain)
    if plain.casefold() in ("", "na"):
        return f"{name}, as the Local Authority Interactive Tool counts it."
    if len(plain) > _LONGEST_DEFINITION:
        cut = plain[:_LONGEST_DEFINITION]
        plain = cut[: cut.rfind(". ") + 1] or capped(plain, _LONGEST_DEFINITION)
    return plain if len(plain) >= 10 else f"{name}: {plain}"


def _phrase(name: str) -> str:
    """The name inside a sentence: "the figure for …", without points, commas and brackets, and not too long."""
    words = ["the", "figure", "for", *re.sub(r"[.,;:()]", "", name).split()][:12]
    while len(" ".join(words)) > 75:
        words.pop()
    return " ".join(words)
