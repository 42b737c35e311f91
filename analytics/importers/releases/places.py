"""Places: which authority, region or country a row is about.

An authority is known by its DfE number first, because that has outlived changes of the national statistics code
(Barnsley's and Sheffield's in 2025), then by any code it has had, and last by name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from analytics.evidence.catalogue import Authority, Catalogue
from analytics.evidence.problem import Problem
from analytics.importers.names import authority_named
from analytics.importers.regions import REGIONS

PLACE_COLUMNS = (
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
)
_LEVELS = ("national", "regional", "local authority")
_SPELLINGS = {re.sub(r"[^a-z]", "", name.lower()): name for name in REGIONS.values()} | {
    "londoninner": "Inner London",
    "londonouter": "Outer London",
    "yorkshirehumber": "Yorkshire and The Humber",
}


@dataclass(frozen=True, eq=False)
class Places:
    """`areas` has the place columns of every known place with its `area` and a `place_note`.

    A joint return is there once for each of its authorities. `left_out` says which rows are of no place that is kept.
    """

    areas: pl.DataFrame
    left_out: tuple[str, ...]
    warnings: tuple[Problem, ...]


def region_of(code: str, name: str) -> str:
    """A region's name as the catalogue writes it, by its code or by its name in any usual spelling; blank for none.

    >>> region_of("", "Yorkshire and the Humber"), region_of("E13000001", "London (Inner)"), region_of("", "Wales")
    ('Yorkshire and The Humber', 'Inner London', '')
    """
    letters = re.sub(r"[^a-z]", "", name.lower())
    return REGIONS.get(code.strip(), "") or _SPELLINGS.get(letters, "")


def places(frame: pl.DataFrame, catalogue: Catalogue, file: str) -> Places:
    """The places of `frame`, which has the place columns and `row`; each place is looked up once."""
    distinct = frame.group_by(PLACE_COLUMNS).agg(pl.col("row").min(), pl.len().alias("rows")).sort("row")
    known: list[dict[str, str]] = []
    warnings: list[Problem] = []
    other_levels: dict[str, int] = {}
    other_countries: dict[str, int] = {}
    for place in distinct.iter_rows(named=True):
        level = place["geographic_level"].strip().lower()
        if level not in _LEVELS:
            other_levels[place["geographic_level"]] = other_levels.get(place["geographic_level"], 0) + place["rows"]
            continue
        if level == "national" and not _is_england(place):
            name = place["country_name"] or place["country_code"]
            other_countries[name] = other_countries.get(name, 0) + place["rows"]
            continue
        areas, note, problem = _areas(level, place, catalogue)
        if problem:
            warnings.append(Problem(file, place["row"], *problem))
        keys = {column: place[column] for column in PLACE_COLUMNS}
        known += [keys | {"area": area, "place_note": note} for area in areas]
    left_out = [f"Rows of the level “{level}”: {rows:,}." for level, rows in other_levels.items()]
    left_out += [f"Rows about {name}, which is not England: {rows:,}." for name, rows in other_countries.items()]
    schema = dict.fromkeys((*PLACE_COLUMNS, "area", "place_note"), pl.String)
    return Places(pl.DataFrame(known, schema=schema), tuple(left_out), tuple(warnings))


def _is_england(place: Mapping[str, str]) -> bool:
    code, name = place["country_code"].strip(), place["country_name"].strip().lower()
    return code == "E92000001" or (not code and name in ("england", ""))


Fault = tuple[str, str, str]  # column, what is wrong, what would be right


def _areas(level: str, place: Mapping[str, str], catalogue: Catalogue) -> tuple[list[str], str, Fault | None]:
    if level == "national":
        return ["england"], "", None
    if level == "regional":
        region = region_of(place["region_code"], place["region_name"])
        if region:
            return [f"region:{region}"], "", None
        wrong = f"The region “{place['region_name'] or place['region_code']}” is not known, so its rows are left out."
        return [], "", ("region_name", wrong, "Use the name or the code of one of England’s regions.")
    return _authorities(place, catalogue)


def _authorities(place: Mapping[str, str], catalogue: Catalogue) -> tuple[list[str], str, Fault | None]:
    """The authority of a place, or the partners of a joint return."""
    columns = ("old_la_code", "new_la_code", "la_name")
    parts = [[part.strip() for part in place[column].split(" / ")] for column in columns]
    partners = max(len(part) for part in parts)
    given = [
        tuple(part[i] if len(part) == partners else "" for part in parts) if partners > 1 else tuple(map(_first, parts))
        for i in range(partners)
    ]
    found = [_authority(number, code, name, catalogue) for number, code, name in given]
    shown = place["la_name"] or place["new_la_code"] or place["old_la_code"]
    if any(authority is None for authority in found):
        wrong = f"The authority “{shown}” is not known, so its rows are left out."
        return [], "", ("la_name", wrong, "Give the number or a code of an English authority, or add it to the list.")
    authorities = [authority for authority in found if authority is not None]
    names = " and ".join(authority.name for authority in authorities)
    note = f"Joint return: one figure for {names} together." if partners > 1 else ""
    return [authority.id for authority in authorities], note, _disagreement(given, authorities, catalogue)


def _disagreement(given: list[tuple[str, ...]], authorities: list[Authority], catalogue: Catalogue) -> Fault | None:
    """What is wrong where number and code are of two authorities. The number is believed."""
    for (number, code, _), authority in zip(given, authorities, strict=True):
        other = catalogue.authority_of(code) if code else None
        if other is not None and other.id != authority.id:
            wrong = f"The number {number} is {authority.name}’s but the code {code} is {other.name}’s."
            return ("new_la_code", wrong, f"The rows are taken as {authority.name}’s. Correct the code or the number.")
    return None


def _first(part: list[str]) -> str:
    return part[0]


def _authority(number: str, code: str, name: str, catalogue: Catalogue) -> Authority | None:
    by_number = catalogue.authority_of(number) if number else None
    by_code = catalogue.authority_of(code) if code else None
    if by_number or by_code:
        return by_number or by_code
    # A number or a code that nobody knows is no reason to believe the name: it may be a district of the same name.
    is_symbol = {"", "x", "z", ":"}
    if number.lower() not in is_symbol or code.lower() not in is_symbol:
        return None
    by_name = authority_named(name, catalogue)
    return catalogue.authorities[by_name] if by_name else None
