"""A mapping as a file that can be sent to another council: TOML, with nothing in it but choices."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from pydantic import ValidationError

from analytics.evidence.problem import Problem, Wrong
from analytics.importers.own.layout import Layout, LayoutUnreadable, layout_from
from analytics.importers.releases.mapping import FamilyFile

AnyMapping: TypeAlias = FamilyFile | Layout
# Written as tables of their own; whatever else has parts stands on one line.
_TABLES = ("family", "published", "datasets", "measures", "derived")
_LONGEST = 1_000_000


class MappingUnreadable(Exception):
    """A file that holds no mapping. `problems` says all that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def as_toml(mapping: AnyMapping) -> str:
    """The mapping as a TOML file without what is as usual. `mapping_from` reads it back to the same mapping."""
    if isinstance(mapping, Layout):
        return mapping.as_toml()
    said = mapping.model_dump(mode="json", exclude_defaults=True)
    return "\n".join(_lines(said, ())).strip() + "\n"


def mapping_from(content: bytes, name: str = "mapping.toml") -> AnyMapping:
    """The mapping that a TOML file holds. Raises MappingUnreadable with all that is wrong with it."""
    if len(content) > _LONGEST:
        raise MappingUnreadable([Problem(name, 0, "", "The file is too large for a mapping.", "Give a mapping.")])
    try:
        text = content.decode("utf-8-sig")
        said = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        right = "Give the .toml file that was downloaded here or at another council."
        raise MappingUnreadable([Problem(name, 0, "", f"It is no mapping: {error}.", right)]) from None
    if not {"family", "of", "datasets"} & set(said):
        try:
            return layout_from(text, name)
        except LayoutUnreadable as error:
            raise MappingUnreadable(list(error.problems)) from None
    try:
        return FamilyFile.model_validate(said)
    except ValidationError as error:
        raise MappingUnreadable([_problem(name, entry) for entry in error.errors()]) from None


def _problem(name: str, entry: Any) -> Problem:
    cause = entry.get("ctx", {}).get("error")
    place = ".".join(str(part) for part in entry["loc"])
    if isinstance(cause, Wrong):
        return Problem(name, 0, place, cause.wrong, cause.right)
    return Problem(name, 0, place, f"{entry['msg']}.", "Correct the entry, or save the mapping again.")


def _lines(said: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    tables = {key: value for key, value in said.items() if key in _TABLES and value and not isinstance(value, str)}
    for key, value in said.items():
        if key not in tables:
            yield f"{_key(key)} = {_inline(value)}"
    for key, value in tables.items():
        heading = ".".join((*path, key))
        for entry in value if isinstance(value, list) else [value]:
            yield ""
            yield f"[[{heading}]]" if isinstance(value, list) else f"[{heading}]"
            yield from _lines(entry, (*path, key))


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_inline(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    # What JSON escapes, TOML reads; it wants one more letter escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").isalnum() else _inline(key)
