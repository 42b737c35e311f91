"""Loading the catalogue, with every problem in it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from analytics.evidence.catalogue import (
    Authority,
    Catalogue,
    GlossaryFile,
    Indicator,
    IndicatorsFile,
    Neighbour,
    ScalesFile,
    ThemesFile,
)
from analytics.evidence.files import read_rows, read_toml
from analytics.evidence.problem import Problem
from analytics.evidence.vocabulary import Unit

_AUTHORITY_COLUMNS = ("id", "name", "dfe_number", "codes", "region", "first_day", "last_day", "successors")
_NEIGHBOUR_COLUMNS = ("model", "authority", "rank", "neighbour", "closeness")

Entry = TypeVar("Entry", bound=Any)


def load_catalogue(folder: Path) -> tuple[Catalogue, list[Problem]]:
    """The catalogue in `folder` without its broken entries, and every problem."""
    problems: list[Problem] = []

    def is_there(name: str) -> bool:
        if (folder / name).is_file():
            return True
        problems.append(Problem(f"catalogue/{name}", 0, "", "The file is not there.", "See data/README.md."))
        return False

    def toml(name: str, model: type[Any]) -> Any:
        if not is_there(name):
            return None
        content, found = read_toml(folder / name, model, f"catalogue/{name}")
        problems.extend(found)
        return content

    def rows(name: str, model: type[Any], columns: tuple[str, ...]) -> list[Any]:
        if not is_there(name):
            return []
        found_rows, found = read_rows(folder / name, model, columns, shown_as=f"catalogue/{name}")
        problems.extend(found)
        return [row for _, row in found_rows]

    themes = toml("themes.toml", ThemesFile)
    scales = toml("scales.toml", ScalesFile)
    glossary = toml("glossary.toml", GlossaryFile)
    indicators: list[tuple[str, Indicator]] = []
    for path in sorted((folder / "indicators").glob("*.toml")):
        file = toml(f"indicators/{path.name}", IndicatorsFile)
        indicators += [(path.name, indicator) for indicator in file.indicators] if file else []
    authorities = rows("authorities.csv", Authority, _AUTHORITY_COLUMNS)
    neighbours = rows("neighbours.csv", Neighbour, _NEIGHBOUR_COLUMNS)

    known_themes = _by_id(themes.themes if themes else (), "themes.toml", problems)
    known_authorities = _by_id(authorities, "authorities.csv", problems)
    units = {indicator.id: indicator.unit for _, indicator in indicators}
    sound = []
    for name, indicator in indicators:
        if indicator.theme not in known_themes:
            problems.append(_unknown(f"indicators/{name}", indicator.id, "theme", indicator.theme, known_themes))
        elif wrong := _wrong_link(indicator, units):
            right = "Name the id of a count that is in the catalogue, or leave it out."
            problems.append(Problem(f"catalogue/indicators/{name}", 0, indicator.id, wrong, right))
        else:
            sound.append(indicator)
    close = []
    for entry in neighbours:
        strangers = [name for name in (entry.authority, entry.neighbour) if name not in known_authorities]
        problems += [_unknown("neighbours.csv", entry.authority, "authority", name, ()) for name in strangers]
        close += [] if strangers else [entry]
    return (
        Catalogue(
            themes=known_themes,
            indicators=_by_id(sound, "indicators", problems),
            scales=_by_id(scales.scales if scales else (), "scales.toml", problems),
            authorities=known_authorities,
            neighbours=tuple(close),
            glossary=glossary.terms if glossary else (),
        ),
        problems,
    )


# What can be a whole or a total: children, cases, activities or posts.
_COUNTED = (Unit.COUNT, Unit.POSTS)


def _wrong_link(indicator: Indicator, units: Mapping[str, Unit]) -> str:
    """What is wrong with the counts that an indicator names; blank where nothing is."""
    links = {name: getattr(indicator, name) for name in ("of", "rate_of", "part_of", "added_to", "within")}
    for name, target in links.items():
        if target and units.get(target) not in _COUNTED:
            return f"“{target}” ({name}) is not the id of a count."
    if indicator.not_known and units.get(indicator.not_known) is not Unit.PERCENT:
        return f"“{indicator.not_known}” (not_known) is not the id of a percentage."
    share = "of" if indicator.of else "within" if indicator.within else ""
    return f"Only a percentage is a share “{share}” a count." if share and indicator.unit is not Unit.PERCENT else ""


def _by_id(entries: Iterable[Entry], name: str, problems: list[Problem]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.id in found:
            problems.append(
                Problem(f"catalogue/{name}", 0, "id", f"“{entry.id}” is there twice.", "Remove or rename one of them.")
            )
        else:
            found[entry.id] = entry
    return found


def _unknown(name: str, where: str, kind: str, given: str, known: Iterable[str]) -> Problem:
    right = f"Use one of: {', '.join(known)}." if known else "Use an id of authorities.csv."
    return Problem(f"catalogue/{name}", 0, where, f"The {kind} “{given}” is not known.", right)
