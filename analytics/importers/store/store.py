"""Adding to what is kept, and taking from it: all of a change or nothing of it."""

import contextlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.problem import Problem
from analytics.evidence.release_index import FileRecord, Index, Part, Summary, index_from
from analytics.evidence.release_place import INDEX_NAME, Place
from analytics.evidence.release_store import Releases, open_index
from analytics.evidence.releases import Release
from analytics.happenings import Happening, happened
from analytics.importers.imported import Imported
from analytics.importers.store.build import BUILT, Progress, build, entries_json
from analytics.importers.store.dataset import dataset_name, gives, is_newer_copy
from analytics.importers.store.files import UNFINISHED, is_intact, keep_content, parquet_bytes, put_bytes, remove
from analytics.importers.store.lock import Busy, importing_alone

FILES = "files"


@dataclass(frozen=True)
class Change:
    """What a change did: the files taken, those that were kept already, those replaced or removed, what is damaged."""

    index: Index
    taken: tuple[FileRecord, ...] = ()
    unchanged: tuple[FileRecord, ...] = ()
    replaced: tuple[FileRecord, ...] = ()
    problems: tuple[Problem, ...] = ()


def _silent(_words: str) -> None:
    pass


@dataclass(frozen=True)
class ReleaseStore:
    """The imported releases of one place, for changing. `wait_seconds` is how long to wait for another import.

    Nothing that is kept is ever written over: a change adds files, makes new tables for reading, and as its very last
    step puts the index in its place at one stroke. Killed at any moment before, it has changed nothing.
    """

    place: Place
    wait_seconds: float = 0.0

    def add(
        self,
        imported: Iterable[Imported],
        catalogue: Catalogue,
        now: datetime,
        progress: Progress = _silent,
    ) -> Change:
        """What was taken of some imported files. A newer copy of a file takes its place; the same file changes nothing.

        Raises Busy while another import is under way, ReleasesUnreadable where the index cannot be read.
        """
        with self._alone():
            before, sound, problems = self._kept()
            files, change = list(sound), _Tally()
            for offered in imported:
                given = as_known_before(offered, sound, now.date())
                record = self._keep(given, now)
                same = next((file for file in files if _same(file, record)), None)
                if same is not None:
                    change.unchanged.append(same)
                    continue
                others = [file for file in files if not _given_beside(record, file, change.taken)]
                older = [file for file in others if is_newer_copy(given, record.gives, file, self.place)]
                files = [file for file in files if file not in older] + [record]
                change.replaced += older
                change.taken.append(record)
            index = self._commit(before, files, catalogue, progress, needed=bool(change.taken or problems))
            mended = {self.place.at(part.name) for record in change.taken for part in record.parts.values()}
            left = tuple(problem for problem in problems if problem.file not in mended)
            rows = sum(record.rows() for record in change.taken)
            happened(Happening.IMPORTED, files=len(change.taken), rows=rows, replaced=len(change.replaced))
            return Change(index, tuple(change.taken), tuple(change.unchanged), tuple(change.replaced), left)

    def remove(self, release: str, catalogue: Catalogue, progress: Progress = _silent) -> Change:
        """What was removed: every file of a release. Raises KeyError with its id where it is not kept."""
        with self._alone():
            before, sound, problems = self._kept()
            gone = tuple(file for file in sound if file.release.id == release)
            if not gone:
                raise KeyError(release)
            files = [file for file in sound if file.release.id != release]
            return Change(self._commit(before, files, catalogue, progress), replaced=gone, problems=problems)

    def mirror(self, releases: Releases, left_out: Collection[str], catalogue: Catalogue) -> Index:
        """What is kept here from now on: what another folder keeps, but for the releases left out, and nothing else."""
        files = [file for file in releases.index.files if file.release.id not in left_out]
        with self._alone():
            before, _, _ = self._kept()
            if self.place.folder is not None:
                (self.place.folder / FILES).mkdir(parents=True, exist_ok=True)  # where nothing is public, it is empty
            for part in (part for file in files for part in file.parts.values()):
                if not is_intact(self.place, part):
                    put_bytes(self.place, part.name, Path(releases.place.at(part.name)).read_bytes())
            was = before.files if before else ()
            return self._commit(before, files, catalogue, _silent, needed=before is None or _differ(files, was))

    def mend(self, catalogue: Catalogue, progress: Progress = _silent) -> Change:
        """What is damaged: every byte is checked, what cannot be read is let go, and the tables are made again."""
        with self._alone():
            before, sound, problems = self._kept()
            return Change(self._commit(before, sound, catalogue, progress, always=True), problems=problems)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """An object store has no locks: there a change that came in between is noticed when the index is put."""
        if self.place.folder is None:
            yield
            return
        with importing_alone(self.place.folder, self.wait_seconds):
            yield

    def _kept(self) -> tuple[Index | None, list[FileRecord], tuple[Problem, ...]]:
        """The index, its files that are whole, and a problem for each of the others."""
        index, problems = open_index(self.place)
        sound: list[FileRecord] = []
        for file in index.files if index else ():
            broken = [part for part in file.parts.values() if not is_intact(self.place, part)]
            if not broken:
                sound.append(file)
                continue
            wrong = f"What was kept of {file.name} ({file.release.title}) is damaged or gone, and was let go."
            problems += [
                Problem(self.place.at(part.name), 0, "", wrong, "Import that file again; the others are as they were.")
                for part in broken
            ]
        return index, sound, tuple(problems)

    def _keep(self, given: Imported, now: datetime) -> FileRecord:
        folder = f"{FILES}/{given.release.id}"
        parts: dict[str, Part] = {}
        for kind, frame in (("observations", given.observations), ("ratings", given.ratings)):
            if frame.height:
                parts[kind] = keep_content(self.place, folder, ".parquet", parquet_bytes(frame), frame.height)
        for kind, entries in (("neighbours", given.neighbours), ("indicators", given.indicators)):
            if entries:
                parts[kind] = keep_content(self.place, folder, ".json", entries_json(entries), len(entries))
        return FileRecord(
            dataset=dataset_name(given.file),
            name=given.file,
            sha256=given.sha256,
            gives=gives(given),
            imported=now,
            release=given.release,
            parts=parts,
            summary=summary(given),
            left_out=given.left_out,
            warnings=tuple(str(problem) for problem in given.warnings),
        )

    def _commit(
        self,
        before: Index | None,
        files: Sequence[FileRecord],
        catalogue: Catalogue,
        progress: Progress,
        *,
        needed: bool = True,
        always: bool = False,
    ) -> Index:
        """The index of these files, put in its place; the one before where nothing is new and all is whole."""
        whole = before is not None and all(is_intact(self.place, part) for part in before.built.values())
        if before is not None and whole and not always and not needed:
            return before
        ordered = sorted(files, key=lambda file: (file.release.id, file.dataset, file.name, file.sha256))
        made = build(self.place, ordered, catalogue, progress)
        previous = "" if before is None else before.version if before.version != made.version else before.previous
        index = made.model_copy(update={"previous": previous})
        content = index.model_dump_json(exclude_defaults=True).encode() + b"\n"
        self._refuse_if_changed(before)
        put_bytes(self.place, INDEX_NAME, content)
        # From here on the change is made. What follows is housekeeping, and is done again next time if it is cut off.
        put_bytes(self.place, f"{BUILT}/{index.version}/{INDEX_NAME}", content)
        self._tidy(index)
        return index

    def _refuse_if_changed(self, before: Index | None) -> None:
        if self.place.folder is not None:
            return
        now, _ = open_index(self.place)
        if (now.version if now else "") != (before.version if before else ""):
            raise Busy(f"Another import into {self.place.base} ended meanwhile. Nothing was changed. Import again.")

    def _tidy(self, index: Index) -> None:
        """Remove what neither this index nor the one before it names. On an object store nothing is ever removed."""
        folder = self.place.folder
        if folder is None:
            return
        keep = {index.version, index.previous}
        named = {part.name for file in index.files for part in file.parts.values()}
        with contextlib.suppress(Exception):
            earlier = folder / BUILT / index.previous / INDEX_NAME
            text = earlier.read_text(encoding="utf-8")
            named |= {part.name for file in index_from(text, "").files for part in file.parts.values()}
        for build_folder in (folder / BUILT).iterdir():
            if build_folder.name not in keep:
                remove(build_folder)
        for path in (folder / FILES).glob("*/*"):
            if path.relative_to(folder).as_posix() not in named:
                remove(path)
        for unfinished in folder.rglob(f".*{UNFINISHED}"):  # Only this process may write here now.
            remove(unfinished)
        for emptied in (folder / FILES).iterdir():
            with contextlib.suppress(OSError):
                emptied.rmdir()


def as_known_before(given: Imported, kept: Sequence[FileRecord], today: date) -> Imported:
    """The file under the release that it was imported as before, where nobody knows when it was published.

    Its day of publication is then the day of the import; without this the same file would be another on every day.
    """
    if given.release.published != today:
        return given
    told = gives(given)
    for file in kept:
        if (file.sha256, file.name, file.gives, file.release.family) == (
            given.sha256,
            given.file,
            told,
            given.release.family,
        ):
            return under(given, file.release)
    return given


def under(given: Imported, release: Release) -> Imported:
    """The same file as one of another release."""
    named = pl.lit(release.id).alias("document")
    return replace(
        given,
        release=release,
        observations=given.observations.with_columns(named),
        ratings=given.ratings.with_columns(named),
    )


def summary(given: Imported) -> Summary:
    """What a file gave, for a person to read: how many areas and measures, and from when to when."""
    rows = pl.concat([given.observations.select("area", "period_end"), given.ratings.select("area", "period_end")])
    return Summary(
        areas=rows["area"].n_unique(),
        indicators=given.observations["indicator"].n_unique(),
        first=rows["period_end"].min(),
        last=rows["period_end"].max(),
    )


def _differ(files: Iterable[FileRecord], others: Iterable[FileRecord]) -> bool:
    return {file.model_dump_json() for file in files} != {file.model_dump_json() for file in others}


class _Tally:
    def __init__(self) -> None:
        self.taken: list[FileRecord] = []
        self.unchanged: list[FileRecord] = []
        self.replaced: list[FileRecord] = []


def _given_beside(new: FileRecord, other: FileRecord, taken: Sequence[FileRecord]) -> bool:
    """Whether two files were given at once as two: sheets of one workbook, or files of other names.

    However much they have in common, neither takes the place of the other.
    """
    return other in taken and (other.sha256 == new.sha256 or other.dataset != new.dataset)


def _same(kept: FileRecord, new: FileRecord) -> bool:
    """Whether two records differ in nothing but the day of import."""
    return kept.model_copy(update={"imported": new.imported}) == new
