"""The closed words of DfE's data files: columns, geographic levels, identifiers of time, symbols and units.

Source: DfE, "explore education statistics", guidance on open data files, and the lists that DfE's own screener of them
checks against.
"""

from dataclasses import dataclass
from itertools import combinations

from analytics.evidence.vocabulary import SYMBOLS

MANDATORY = ("time_period", "time_identifier", "geographic_level", "country_code", "country_name")


@dataclass(frozen=True)
class Level:
    """A geographic level: the columns that must be filled in its rows, and others that are its own."""

    name: str
    filled: tuple[str, ...]
    besides: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All of its columns."""
        return self.filled + self.besides


def _coded(name: str, stem: str) -> Level:
    return Level(name, (f"{stem}_code", f"{stem}_name"))


LEVELS = {
    level.name: level
    for level in (
        _coded("National", "country"),
        _coded("Regional", "region"),
        Level("Local authority", ("old_la_code", "la_name"), ("new_la_code",)),
        _coded("Local authority district", "lad"),
        Level("RSC region", ("rsc_region_lead_name",)),
        _coded("Parliamentary constituency", "pcon"),
        _coded("Local enterprise partnership", "local_enterprise_partnership"),
        _coded("Local skills improvement plan area", "lsip"),
        _coded("English devolved area", "english_devolved_area"),
        _coded("Mayoral combined authority", "mayoral_combined_authority"),
        _coded("Opportunity area", "opportunity_area"),
        _coded("Police force area", "pfa"),
        _coded("Ward", "ward"),
        _coded("Planning area", "planning_area"),
        Level("MAT", ("trust_id", "trust_name")),
        Level("Sponsor", ("sponsor_id", "sponsor_name")),
        Level("School", ("school_urn", "school_name"), ("school_laestab",)),
        Level("Provider", ("provider_ukprn", "provider_name")),
        Level("Institution", ("institution_id", "institution_name")),
    )
}
PLACES = tuple(column for level in LEVELS.values() for column in level.columns)
KNOWN = frozenset((*MANDATORY, *PLACES))
TAKEN = ("National", "Regional", "Local authority")  # the levels whose figures the app shows
# Rows of these levels may stand several times: DfE's own check for duplicates passes over them too.
SINGLE_INSTITUTIONS = ("School", "Institution", "Planning area", "Provider")

_FOUR_QUARTERS = [f"Q{number}" for number in range(1, 5)]
_QUARTERS = [*_FOUR_QUARTERS, *(f"{first}-{last}" for first, last in combinations(_FOUR_QUARTERS, 2))]
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# Identifiers of one kind may stand in one file. The digits are those of time_period: a year, or two following years.
FOUR, SIX = 4, 6
TIME_KINDS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (FOUR, ("Calendar year",)),
    (FOUR, ("Reporting year",)),
    (SIX, ("Academic year",)),
    (SIX, ("Financial year",)),
    (SIX, ("Tax year",)),
    (SIX, ("Autumn and spring term", "Autumn term", "Spring term", "Summer term")),
    (FOUR, tuple(f"Week {week}" for week in range(1, 54))),
    (FOUR, _MONTHS),
    (SIX, ("Part 1 (April to September)", "Part 2 (October to March)")),
    (FOUR, tuple(f"Calendar year {quarter}" for quarter in _QUARTERS)),
    (SIX, tuple(f"Academic year {quarter}" for quarter in _QUARTERS)),
    (SIX, tuple(f"Financial year {quarter}" for quarter in _QUARTERS)),
    (SIX, tuple(f"Tax year {quarter}" for quarter in _QUARTERS)),
)
DIGITS = {identifier: digits for digits, kind in TIME_KINDS for identifier in kind}

# What DfE's releases use today; the others that the app understands are of older ones.
CURRENT_SYMBOLS = ("c", "k", "low", "u", "x", "z")
OLD_SYMBOLS = tuple(symbol for symbol in SYMBOLS if symbol not in CURRENT_SYMBOLS)
NOTHINGS = ("NA", "na", "Null", "null", "NULL", "NaN", "nan", "None")
NUMBER = r"^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?$"

META_COLUMNS = (
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
)
OPTIONAL_META_COLUMNS = ("filter_default",)
INDICATOR_UNITS = ("", "%", "pp", "£", "£m", "string", "numberstring")
