"""Where mappings are kept, and keeping one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analytics.evidence.problem import Problem
from analytics.evidence.release_place import Place
from analytics.importers.mappings.shared import AnyMapping, MappingUnreadable, as_toml, mapping_from
from analytics.importers.releases.mapping import FamilyFile
from analytics.importers.store.files import put_bytes

RELEASES, LAYOUTS = "releases", "layouts"


@dataclass(frozen=True)
class Kept:
    """A mapping that is kept: the name it was given, the mapping, and its file."""

    name: str
    mapping: AnyMapping
    path: Path

    @property
    def is_of_data_files(self) -> bool:
        """Whether it is for files laid out as the department's are; else for a council's own."""
        return isinstance(self.mapping, FamilyFile)


def mappings_folder(environ: Mapping[str, str]) -> Path:
    """The folder `mappings` in the workspace: in the folder that SCRUTINY_WORKSPACE names, or the usual one.

    >>> mappings_folder({"SCRUTINY_WORKSPACE": "/srv/scrutiny"}).as_posix()
    '/srv/scrutiny/mappings'
    """
    workspace = environ.get("SCRUTINY_WORKSPACE", "").strip()
    home = Path(environ.get("HOME") or Path.home())
    base = Path(workspace).expanduser() if workspace else home / ".local" / "share" / "scrutiny-notebook"
    return base / "mappings"


def keep(folder: Path, name: str, mapping: AnyMapping) -> Kept:
    """The mapping, kept under a name in the place of one of that name. Raises OSError, and ValueError for no name."""
    slug = slug_of(name)
    if not slug:
        raise ValueError("Give the mapping a name with a letter or a digit in it.")
    kind = RELEASES if isinstance(mapping, FamilyFile) else LAYOUTS
    file = f"{kind}/{slug}.toml"
    put_bytes(Place.of(folder), file, as_toml(mapping).encode())
    return Kept(name, mapping, folder / file)


def kept_mappings(folder: Path) -> tuple[tuple[Kept, ...], tuple[Problem, ...]]:
    """Every mapping that is kept, by name, and a problem for each file that holds none."""
    found: list[Kept] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*/*.toml")):
        try:
            mapping = mapping_from(path.read_bytes(), path.name)
        except (MappingUnreadable, OSError) as error:
            told = error.problems if isinstance(error, MappingUnreadable) else ()
            problems += told or [Problem(path.name, 0, "", "The file cannot be read.", "Remove it, or mend it.")]
            continue
        found.append(Kept(name_of(mapping) or path.stem, mapping, path))
    return tuple(sorted(found, key=lambda one: one.name.casefold())), tuple(problems)


def remove(kept: Kept) -> None:
    """Remove a mapping. What was brought in with it stays."""
    kept.path.unlink(missing_ok=True)


def name_of(mapping: AnyMapping) -> str:
    """The name that a mapping gives itself; blank for none."""
    if isinstance(mapping, FamilyFile):
        return mapping.family.short_title.replace("{year}", "").strip() if mapping.family else mapping.of
    return mapping.name


def slug_of(name: str) -> str:
    """A name as an id.

    >>> slug_of("Children’s homes (2025)")
    'children-s-homes-2025'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60].strip("-")
