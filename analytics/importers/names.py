"""Authorities by their names, for files that give no codes. "Bristol, City of" and "Bristol" are the same."""

import re
from functools import lru_cache

from analytics.evidence.catalogue import Catalogue


def authority_named(name: str, catalogue: Catalogue) -> str | None:
    """The id of the authority that a file calls by this name, in any of the usual spellings; None for no such name.

    Case, "&", "City of", "County", "Borough", "Council" and full stops are not looked at. A name that two authorities
    share is nobody's.
    """
    return _by_name(tuple((one.id, one.name) for one in catalogue.authorities.values())).get(_plain(name))


@lru_cache(maxsize=8)
def _by_name(authorities: tuple[tuple[str, str], ...]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for identifier, name in authorities:
        plain = _plain(name)
        found[plain] = None if plain in found else identifier
    return found


def _plain(name: str) -> str:
    words = name.casefold().replace("&", " and ").replace("saint ", "st ").replace("’", "'")
    words = re.sub(r"[.,'()-]", " ", words)
    words = re.sub(r"\b(city of|county of|county|borough|royal|london borough of|council|the|ua)\b", " ", words)
    return " ".join(words.split())
