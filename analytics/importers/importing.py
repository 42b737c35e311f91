"""Importing: from the files that somebody has to what the workspace keeps, with every problem of every file at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import TypeAlias

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.problem import Problem
from analytics.evidence.release_index import FileRecord, Index
from analytics.importers.families import Family, families
from analytics.importers.imported import Imported
from analytics.importers.importer import Refused
from analytics.importers.reading import Unreadable, read_tables
from analytics.importers.screening import screen
from analytics.importers.soundness import unsound
from analytics.importers.store.store import ReleaseStore, under
from analytics.importers.table import Table

# A file on this machine, or one that was handed over: its name and its bytes.
Given: TypeAlias = Path | tuple[str, bytes]
# How much is done, from 0 to 1, and what is being done.
Progress: TypeAlias = Callable[[float, str], None]
META = ".meta.csv"


@dataclass(frozen=True)
class Refusal:
    """A file of which nothing was taken, and all that is wrong with it. `unknown`: it is of no family that is known."""

    file: str
    problems: tuple[Problem, ...]
    unknown: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of an import. `taken` and `unchanged` are kept now; of `refused` nothing is, whatever else was given.

    `replaced` are older copies that gave way, `beside` tables that came with a file that was taken and hold no figures,
    `damaged` what the store found amiss. `read` is what the files gave, even in a dry run, where nothing is kept.
    """

    taken: tuple[FileRecord, ...] = ()
    unchanged: tuple[FileRecord, ...] = ()
    replaced: tuple[FileRecord, ...] = ()
    refused: tuple[Refusal, ...] = ()
    beside: tuple[str, ...] = ()
    damaged: tuple[Problem, ...] = ()
    read: tuple[Imported, ...] = ()
    index: Index | None = None
    dry_run: bool = False

    @property
    def all_taken(self) -> bool:
        """Whether every file was taken, or had been before."""
        return not self.refused


def _silent(_share: float, _words: str) -> None:
    pass


def import_paths(
    paths: Iterable[Given],
    store: ReleaseStore,
    catalogue: Catalogue,
    *,
    published: date | None = None,
    release: str | None = None,
    dry_run: bool = False,
    progress: Progress = _silent,
    now: datetime | None = None,
) -> Outcome:
    """What came of importing some files. Files without fault are taken, together and at one stroke; others not at all.

    `published` is the day on which all of them were published, where that is known better than they tell; `release` the
    id of the release to keep them under instead of their own. `progress` hears how much is done. A dry run reads and
    checks everything and keeps nothing. Raises Busy while another import is under way.
    """
    files, refused = _all_tables(list(_once(paths)), progress)
    found = _Found([], refused, [])
    everything = tuple(table for tables in files.values() for table in tables)
    selection = _Selection(everything, families(), catalogue, published)
    for number, (shown, tables) in enumerate(files.items()):
        progress(0.3 + 0.4 * number / max(len(files), 1), f"reading {shown}")
        found.add(_of_file(shown, tables, selection).called(shown, tables))
    read = [under(one, one.release.model_copy(update={"id": release})) if release else one for one in found.read]
    outcome = Outcome(refused=tuple(found.refused), beside=tuple(found.beside), read=tuple(read), dry_run=dry_run)
    if dry_run or not read:
        progress(1.0, "done")
        return outcome
    moment = now or datetime.now().astimezone()
    stages = iter((0.75, 0.8, 0.9))
    change = store.add(read, catalogue, moment, lambda words: progress(next(stages, 0.95), words))
    progress(1.0, "done")
    return replace(
        outcome,
        taken=change.taken,
        unchanged=change.unchanged,
        replaced=change.replaced,
        damaged=change.problems,
        index=change.index,
    )


@dataclass
class _Found:
    read: list[Imported]
    refused: list[Refusal]
    beside: list[str]

    def called(self, shown: str, tables: Sequence[Table]) -> "_Found":
        """The same, with what was refused named as `shown` where that tells it from another file of its name."""
        names = {table.inside or table.name for table in tables}
        if not names or shown in names:
            return self
        (name,) = names
        return replace(self, refused=[_renamed(refusal, name, shown) for refusal in self.refused])

    def add(self, other: "_Found") -> None:
        self.read += other.read
        self.refused += other.refused
        self.beside += other.beside


def _renamed(refusal: Refusal, name: str, shown: str) -> Refusal:
    problems = tuple(replace(each, file=shown + each.file.removeprefix(name)) for each in refusal.problems)
    return replace(refusal, file=shown + refusal.file.removeprefix(name), problems=problems)


@dataclass(frozen=True)
class _Selection:
    """Everything that was given at once, and what it is read with."""

    everything: tuple[Table, ...]
    known: tuple[Family, ...]
    catalogue: Catalogue
    published: date | None

    def describes(self, family: Family, table: Table) -> bool:
        """Whether a table only describes another one that was given too, as a data dictionary does."""
        return family.beside(table) and any(
            family.importer.recognises(other) and not family.beside(other) for other in self.everything
        )

    def together(self, family: Family, table: Table, tables: Sequence[Table]) -> list[Table]:
        """The tables that are read with one: all sheets of its workbook, or whatever describes it."""
        if family.whole_file and table.sheet:
            return list(tables)
        return [table, *(other for other in self.everything if other is not table and family.beside(other))]


def _once(paths: Iterable[Given]) -> Iterator[Given]:
    """Each file once, though it was named twice, as by a folder and by itself."""
    seen: set[Path] = set()
    for given in paths:
        if isinstance(given, Path):
            if given.resolve() in seen:
                continue
            seen.add(given.resolve())
        yield given


def _all_tables(given: Sequence[Given], progress: Progress) -> tuple[dict[str, list[Table]], list[Refusal]]:
    """The tables of each file by what messages call it, and a refusal for each that cannot be read."""
    metas = {_name(file).lower(): file for file in given if _name(file).lower().endswith(META)}
    names = [_name(file) for file in given]
    data = {name.lower() for name in names}
    files: dict[str, list[Table]] = {}
    refused: list[Refusal] = []
    for number, file in enumerate(given):
        name = _name(file)
        if name.lower().endswith(META) and _described_by(name) & data:
            continue
        progress(0.3 * number / len(given), f"opening {name}")
        try:
            tables: list[Table] = list(read_tables(file) if isinstance(file, Path) else read_tables(file[1], file[0]))
        except Unreadable as error:
            refused.append(Refusal(name, error.problems))
            continue
        shown = name if names.count(name) == 1 else f"{file.parent.name}/{name}" if isinstance(file, Path) else name
        shown = shown if shown not in files else f"{shown} ({number + 1})"
        files[shown] = [_with_meta(table, metas) for table in tables]
    return files, refused


def _name(file: Given) -> str:
    return file.name if isinstance(file, Path) else PurePath(file[0]).name


def _described_by(meta: str) -> set[str]:
    stem = meta.lower().removesuffix(META)
    return {f"{stem}.csv", f"{stem}.csv.gz"}


def _with_meta(table: Table, metas: dict[str, Given]) -> Table:
    """A file that was handed over together with its description has that beside it, as on a disk."""
    name = table.name.lower().removesuffix(".gz").removesuffix(".csv") + META
    beside = metas.get(name)
    if beside is None or isinstance(beside, Path) or any(each.lower() == name for each in table.companions):
        return table
    text = beside[1].decode("utf-8-sig", errors="replace")
    return replace(table, companions={**table.companions, _name(beside): text})


def _of_file(shown: str, tables: Sequence[Table], selection: _Selection) -> _Found:
    """What one file gives: its tables are taken or refused one by one, for a zip of a release holds many data sets."""
    found = _Found([], [], [])
    strangers: list[Refusal] = []
    whole: set[str] = set()
    for table in tables:
        family = next((each for each in selection.known if each.importer.recognises(table)), None)
        if family is None:
            strangers.append(Refusal(table.shown_as, (_unknown(table, selection.known),), unknown=True))
            continue
        if selection.describes(family, table):
            found.beside.append(f"{table.shown_as}: read with the data that it describes.")
            continue
        if family.whole_file and table.sheet:
            if family.name in whole:
                continue
            whole.add(family.name)
        try:
            found.read += _read(family, table, selection.together(family, table, tables), selection)
        except Refused as error:
            refusal = Refusal(table.shown_as, error.problems, unknown=not family.maps(table))
            (strangers if refusal.unknown else found.refused).append(refusal)
        except Exception as error:  # A fault of one importer must not keep the other files from being taken.
            found.refused.append(Refusal(table.shown_as, (_failed(table, family, error),)))
    if found.read:
        # A cover sheet, or a data set of a release's zip that nobody has mapped, is no reason to refuse the others.
        found.beside += [f"{stranger.file}: {stranger.problems[0].wrong}" for stranger in strangers]
    else:
        found.refused += _together(shown, strangers)
    return found


def _read(family: Family, table: Table, together: Sequence[Table], selection: _Selection) -> list[Imported]:
    """What a table gives, with what was odd about it. Raises Refused with every fault of it."""
    odd = list(table.remarks)
    if family.screened and family.maps(table):
        screening = screen(table, selection.catalogue)
        if not screening.passed:
            raise Refused(screening.failures)
        odd += screening.warnings
    given = family.read(together, selection.catalogue, selection.published)
    faults = [fault for one in given for fault in unsound(one, selection.catalogue)]
    if faults:
        raise Refused(faults)
    return [replace(one, warnings=tuple(dict.fromkeys((*odd, *one.warnings)))) for one in given]


def _together(shown: str, strangers: Sequence[Refusal]) -> list[Refusal]:
    """One refusal for the sheets of a workbook of which none is known, else one for each table."""
    if len(strangers) > 1 and all(stranger.unknown for stranger in strangers):
        return [Refusal(shown, tuple(problem for each in strangers for problem in each.problems), unknown=True)]
    return list(strangers)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:200]


def _failed(table: Table, family: Family, error: Exception) -> Problem:
    """That an importer broke down over a table: not what a file should ever do."""
    wrong = f"Reading it as a {family.name} broke down ({type(error).__name__}: {_first_line(error)})."
    return table.fault(wrong, "Nothing of it was taken. Please report this with the file.")


def _unknown(table: Table, known: Sequence[Family]) -> Problem:
    """That nobody recognises a table, and what would work."""
    columns = [name.strip() for name in table.frame.columns if name.strip()]
    shown = ", ".join(columns[:6]) + (" …" if len(columns) > 6 else "")
    names = "; ".join(family.name for family in known)
    return table.fault(
        f"It is of no family of files that is known (its columns: {shown or 'none'}).",
        f"These are known by their columns: {names}. A council’s own table can be mapped: say what each column holds.",
    )
