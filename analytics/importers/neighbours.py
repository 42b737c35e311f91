"""Lists of statistical neighbours: the ten authorities most like each authority under a model of DfE's.

Two layouts are known. One has a row an authority, with its number, ten numbers and ten words for how close each is
(LAIT's workbooks, and the list that the children's social care dashboard keeps). The other has a column an authority
and in it the names of its ten neighbours, nearest first.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import polars as pl

from analytics.evidence.catalogue import Catalogue, Neighbour
from analytics.evidence.problem import Problem
from analytics.evidence.releases import Release, ReleaseKind
from analytics.importers.headings import tidied
from analytics.importers.imported import Imported
from analytics.importers.importer import Refused
from analytics.importers.names import authority_named
from analytics.importers.reading import under_header
from analytics.importers.table import Table

_TEN = range(1, 11)
_NUMBERS = ("la number", "old_la_code", "la num")
# Below this line stand authorities that are no more, with the neighbours they had under an older model.
_OLDER = "old sns"
_FEWEST_COLUMNS = 20


@dataclass(frozen=True)
class NeighboursImporter:
    """Reads a list of statistical neighbours.

    No file says in its cells of which year its model is. It is `model` where the caller gives one, else the model in
    the catalogue that agrees with the file on an authority that both have, else the year of `published`.
    """

    model: int | None = None
    today: Callable[[], date] = date.today
    name: str = "list of statistical neighbours"

    def recognises(self, table: Table) -> bool:
        """Whether the table is in one of the two layouts."""
        return _numbered(table) is not None or _is_named(table)

    def read(self, table: Table, catalogue: Catalogue, published: date | None = None) -> tuple[Imported, ...]:
        """Every authority's neighbours. Raises Refused where the model is not known or where nobody could be placed."""
        numbered = _numbered(table)
        cells = list(_rows(numbered) if numbered else _columns(table.frame))
        placed = [_placed(cell, catalogue, numbers=numbered is not None) for cell in cells]
        found = [one for one in placed if one is not None]
        if not found:
            raise Refused([_nobody(table)])
        model = self.model or _agreeing(found, catalogue) or (published.year if published else None)
        if model is None:
            raise Refused([_which_model(table)])
        entries = _whole_lists([one.model_copy(update={"model": model}) for one in found])
        return (
            Imported(
                release=_release(model, published, self.today()),
                file=table.name,
                sha256=table.sha256,
                neighbours=entries,
                left_out=(*_left_out(cells, placed, len(found) - len(entries)), *_older_lists(numbered)),
            ),
        )


@dataclass(frozen=True)
class _Cell:
    """One neighbour as the file has it: whose, at which rank, who, and how close."""

    authority: str
    rank: int
    neighbour: str
    closeness: str


def _numbered(table: Table) -> Table | None:
    for number in _NUMBERS:
        for spelling in ("SN{}", "SN_{}"):
            found = under_header(table, [number, *(spelling.format(rank) for rank in _TEN)])
            if found:
                return found
    return None


def _is_named(table: Table) -> bool:
    """A column for each of many names, and under each of them ten of those same names."""
    frame = table.frame
    if frame.width < _FEWEST_COLUMNS or not 10 <= frame.height <= 15:
        return False
    names = {tidied(name) for name in frame.columns}
    texts = [tidied(text) for column in frame.iter_columns() for text in column if text.strip()]
    return len(texts) == 10 * frame.width and sum(text in names for text in texts) > 0.9 * len(texts)


def _rows(found: Table) -> Iterator[_Cell]:
    """The closeness of a neighbour stands in the column after it, under a heading that may be there ten times."""
    headings = [tidied(name) for name in found.frame.columns]
    number = next(headings.index(name) for name in _NUMBERS if name in headings)
    ranks = {int(match[1]): place for place, name in enumerate(headings) if (match := re.fullmatch(r"sn_?(\d+)", name))}
    for row in found.frame.iter_rows():
        if any(_OLDER in (cell or "").casefold() for cell in row):
            return
        for rank in _TEN:
            place = ranks[rank]
            close = row[place + 1] if place + 1 < len(row) and headings[place + 1].startswith("sn") else ""
            if row[number].strip() and row[place].strip(" -"):
                yield _Cell(row[number], rank, row[place], close)


def _columns(frame: pl.DataFrame) -> Iterator[_Cell]:
    for column in frame.iter_columns():
        for rank, name in enumerate((text for text in column if text.strip()), start=1):
            if rank in _TEN:
                yield _Cell(column.name, rank, name, "")


def _placed(cell: _Cell, catalogue: Catalogue, *, numbers: bool) -> Neighbour | None:
    """The entry with the ids of the catalogue, without its model; None where either of the two is not known."""

    def known(text: str) -> str | None:
        if not numbers:
            return authority_named(text, catalogue)
        found = catalogue.authority_of(text.strip().removesuffix(".0"))
        return found.id if found else None

    authority, neighbour = known(cell.authority), known(cell.neighbour)
    if authority is None or neighbour is None:
        return None
    return Neighbour(
        model=0,
        authority=authority,
        rank=cell.rank,
        neighbour=neighbour,
        closeness=" ".join(cell.closeness.split()).casefold(),
    )


def _agreeing(found: list[Neighbour], catalogue: Catalogue) -> int | None:
    """The year of the one model in the catalogue whose lists are those of the file, for every authority in both."""
    given = _by_authority(found)
    agreeing = []
    for model in sorted({one.model for one in catalogue.neighbours}):
        known = _by_authority([one for one in catalogue.neighbours if one.model == model])
        shared = known.keys() & given.keys()
        if shared and all(known[one] == given[one] for one in shared):
            agreeing.append(model)
    return agreeing[0] if len(agreeing) == 1 else None


def _by_authority(entries: list[Neighbour]) -> dict[str, list[tuple[int, str]]]:
    ordered = sorted(entries, key=lambda one: (one.authority, one.rank))
    return {
        authority: [(one.rank, one.neighbour) for one in group]
        for authority, group in groupby(ordered, key=lambda one: one.authority)
    }


def _whole_lists(entries: list[Neighbour]) -> tuple[Neighbour, ...]:
    """Only lists of ten different others: with fewer, an average over them is not the one that DfE's tool shows."""
    ordered = sorted(entries, key=lambda one: (one.authority, one.rank))
    lists = [list(group) for _, group in groupby(ordered, key=lambda one: one.authority)]
    return tuple(one for group in lists if len({one.neighbour for one in group}) == len(group) == 10 for one in group)


def _release(model: int, published: date | None, today: date) -> Release:
    day = published or min(date(model, 12, 31), today)
    return Release(
        id=f"statistical-neighbours-{model}",
        family="statistical-neighbours",
        kind=ReleaseKind.NATIONAL,
        title=f"Statistical neighbours, {model} model",
        short_title=f"Statistical neighbours {model}",
        publisher="Department for Education",
        published=day,
        published_basis="The day that was given with the file, which does not say."
        if published
        else "The end of the model’s year, or the day of the import: the file does not say when it was published.",
        data_to=day,
        licence="Open Government Licence v3.0",
        attribution="Contains public sector information licensed under the Open Government Licence v3.0. "
        "Source: Department for Education, children’s services statistical neighbour benchmarking tool.",
    )


def _left_out(cells: list[_Cell], placed: list[Neighbour | None], in_short_lists: int) -> tuple[str, ...]:
    strangers = sorted(
        {f"{cell.authority} and {cell.neighbour}" for cell, one in zip(cells, placed, strict=True) if not one}
    )
    said = []
    if strangers:
        named = "; ".join(strangers[:10])
        said.append(f"{len(strangers)} pairs of which one is no authority that the catalogue knows: {named}.")
    if in_short_lists:
        said.append(f"{in_short_lists} neighbours of authorities whose list has not ten different others.")
    return tuple(said)


def _older_lists(found: Table | None) -> tuple[str, ...]:
    lines = found.frame.rows() if found else []
    older = any(_OLDER in (cell or "").casefold() for row in lines for cell in row)
    return ("The lists below “Old SNs”: of authorities that are no more, by an older model.",) if older else ()


def _nobody(table: Table) -> Problem:
    return table.fault(
        "None of its authorities is in the catalogue.",
        "Give a list with the three-digit numbers or the names of English authorities.",
    )


def _which_model(table: Table) -> Problem:
    return table.fault(
        "It does not say of which year its model is, and it agrees with none of the lists that are known.",
        "Give the day on which the list was published; its year is the model’s.",
    )
