"""Councils and indicators by whatever name a file calls them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from analytics.evidence.catalogue import Catalogue
from analytics.importers.headings import tidied
from analytics.importers.names import authority_named

# Names longer than this are no names, and comparing them takes long.
_LONGEST = 100
_WORDS_OF_A_COUNCIL = r"\b(metropolitan|mbc|mdc|lbc|bc|cc|dc|lb|district|unitary authority|children'?s services)\b"


def quoted(text: str) -> str:
    """A cell in quotation marks, on one line and no longer than a message can hold."""
    line = " ".join(text.split())
    return f"“{line[:59]}…”" if len(line) > 60 else f"“{line}”"


@dataclass(frozen=True, eq=False)
class Names:
    """The catalogue's councils and indicators by every spelling."""

    catalogue: Catalogue

    def council(self, text: str) -> str | None:
        """The id of the council that a name, id, DfE number or ONS code means; None for none."""
        given = text.strip()
        if given.lower() in self.catalogue.authorities:
            return given.lower()
        by_code = self.catalogue.authority_of(given.upper())
        if by_code is not None:
            return by_code.id
        if not re.search(r"\w", given) or len(given) > _LONGEST:
            return None
        shorter = re.sub(_WORDS_OF_A_COUNCIL, " ", given, flags=re.IGNORECASE)
        return authority_named(given, self.catalogue) or authority_named(shorter, self.catalogue)

    def council_fault(self, text: str) -> tuple[str, str]:
        """What is wrong with a name that is no council's, and what would be right."""
        names = {tidied(one.name): one.name for one in self.catalogue.authorities.values()}
        if not text:
            return "The council is blank.", "Write its name, such as Barnsley."
        if tidied(text) in ("england", *(tidied(one.region) for one in self.catalogue.authorities.values())):
            right = "Delete the row: figures of England and its regions are read from the department’s own files."
            return f"{quoted(text)} is not a council.", right
        near = [names[name] for name in get_close_matches(tidied(text)[:_LONGEST], names, n=3)]
        right = f"Did you mean {' or '.join(near)}?" if near else "Write its name, DfE number or ONS code."
        return f"The council {quoted(text)} is not known.", right

    def indicator(self, text: str) -> str | None:
        """The id of the indicator that an id, a name or another name of the catalogue means; None for none or two."""
        found = self._meanings(text)
        return found[0] if len(found) == 1 else None

    def indicator_fault(self, text: str) -> tuple[str, str]:
        """What is wrong with a name that is no one indicator's, and what would be right."""
        if not text:
            return "The indicator is blank.", "Write a name or an id from the template’s list of indicators."
        found = self._meanings(text)
        if found:
            names = " or ".join(f"{one} ({self.catalogue.indicators[one].name})" for one in found)
            return f"{quoted(text)} could be more than one indicator.", f"Write the id of one: {names}."
        near = self.near(text)
        right = (
            f"Did you mean {' or '.join(f'“{one}”' for one in near)}?"
            if near
            else "Write a name or an id from the template’s list of indicators; other measures cannot be brought in."
        )
        return f"The indicator {quoted(text)} is not known.", right

    def near(self, text: str, most: int = 3, cutoff: float = 0.6) -> tuple[str, ...]:
        """Spellings of different indicators that are most like `text`, nearest first."""
        written = {
            _plain(spelling): (spelling, one.id)
            for one in self.catalogue.indicators.values()
            for spelling in (one.id, *one.aliases, one.short_name, one.name)
        }
        close = get_close_matches(_plain(text)[:_LONGEST], written, n=most * 2, cutoff=cutoff)
        of_each: dict[str, str] = {}
        for spelling, identifier in (written[plain] for plain in close):
            of_each.setdefault(identifier, spelling)
        return tuple(of_each.values())[:most]

    def _meanings(self, text: str) -> tuple[str, ...]:
        plain = _plain(text)
        return next((level[plain] for level in self._levels if plain in level), ())

    @cached_property
    def _levels(self) -> tuple[dict[str, tuple[str, ...]], ...]:
        """Ids by spelling: an id is meant before a name, a name before a short one, and that before any other."""
        entries = self.catalogue.indicators.values()
        return (
            _ids_by_spelling((one.id, one.id) for one in entries),
            _ids_by_spelling((one.name, one.id) for one in entries),
            _ids_by_spelling((one.short_name, one.id) for one in entries),
            _ids_by_spelling((alias, one.id) for one in entries for alias in one.aliases),
        )


def _ids_by_spelling(spelt: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for spelling, identifier in spelt:
        plain = _plain(spelling)
        found[plain] = tuple(dict.fromkeys((*found.get(plain, ()), identifier)))
    return found


def _plain(text: str) -> str:
    """A name without case, doubled spaces, typographic quotes and a full stop at its end."""
    return tidied(text.replace("‘", "'").replace("–", "-")).rstrip(". ")
