"""Files that somebody hands over: looked at first, kept when they say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.release_place import Place
from analytics.importers.imported import Imported
from analytics.importers.importer import Refused
from analytics.importers.importing import Progress, Refusal, import_paths
from analytics.importers.mappings.layouts import read_by
from analytics.importers.own.layout import Layout
from analytics.importers.reading import read_tables
from analytics.importers.soundness import unsound
from analytics.importers.store.store import Change, ReleaseStore

Handed: TypeAlias = Sequence[tuple[str, bytes]]
# For a file that nobody knows, by what its refusal calls it: which table of it is meant, and how that is laid out.
Layouts: TypeAlias = Mapping[str, tuple[str, Layout]]


@dataclass(frozen=True)
class Arrived:
    """Files that were read and checked; of those in `read` everything can be kept, of those in `refused` nothing."""

    read: tuple[Imported, ...] = ()
    refused: tuple[Refusal, ...] = ()
    beside: tuple[str, ...] = ()


def _silent(_share: float, _words: str) -> None:
    pass


@dataclass(frozen=True)
class Desk:
    """Where files are looked at: the catalogue, the place of what is kept, and the layouts that somebody gave."""

    place: Place
    catalogue: Catalogue
    layouts: Layouts = field(default_factory=dict)

    def look_at(self, files: Handed, progress: Progress = _silent, published: date | None = None) -> Arrived:
        """What some files would give. Nothing is kept, and no byte of them is written anywhere."""
        store = ReleaseStore(self.place)
        found = import_paths(list(files), store, self.catalogue, published=published, dry_run=True, progress=progress)
        read, refused = list(found.read), []
        for refusal in found.refused:
            if not refusal.unknown or refusal.file not in self.layouts:
                refused.append(refusal)
                continue
            try:
                read += self._by_layout(refusal.file, files, published)
            except Refused as error:
                refused.append(Refusal(refusal.file, error.problems))
        return Arrived(tuple(read), tuple(refused), found.beside)

    def dated(self, files: Handed, read: Sequence[Imported], days: Mapping[int, date]) -> tuple[Imported, ...]:
        """Files that were read, those at the places in `days` as published on the day that somebody gave.

        They are read again, because a release may be named after its day. Raises ValueError where that cannot be.
        """
        on = {day: self.look_at(files, published=day).read for day in set(days.values())}
        return tuple(_again(one, on[days[place]]) if place in days else one for place, one in enumerate(read))

    def _by_layout(self, shown: str, files: Handed, published: date | None) -> list[Imported]:
        """What the table that is meant gives. Raises Refused with every fault of it."""
        meant, layout = self.layouts[shown]
        for name, content in files:
            if not shown.startswith(name):
                continue
            for table in read_tables(content, name):
                if table.shown_as == meant:
                    given = read_by(table, layout, self.catalogue, published)
                    faults = [fault for one in given for fault in unsound(one, self.catalogue)]
                    if faults:
                        raise Refused(faults)
                    return list(given)
        return []


def _again(one: Imported, read: Sequence[Imported]) -> Imported:
    """The same figures among those that were read for another day."""
    for other in read:
        same = (other.file, other.sha256, other.release.family, other.release.authority)
        if same == (one.file, one.sha256, one.release.family, one.release.authority):
            return other
    raise ValueError(f"{one.file} describes times after the day that was given for it. Choose a later day.")


def keep(
    store: ReleaseStore, read: Sequence[Imported], catalogue: Catalogue, now: datetime, progress: Progress = _silent
) -> Change:
    """What was kept of files that were read, all of them at one stroke.

    Raises Busy while another import is under way, ReleasesUnreadable where what is kept cannot be read.
    """
    stages = iter((0.3, 0.5, 0.8))
    change = store.add(read, catalogue, now, lambda words: progress(next(stages, 0.9), words))
    progress(1.0, "done")
    return change
