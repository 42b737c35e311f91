"""The judgements in the rows of a sheet: of which authority, on which day, of what, and how good."""

from dataclasses import dataclass
from datetime import date

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.problem import Problem
from analytics.importers.days import read_day
from analytics.importers.headings import tidied
from analytics.importers.inspections.columns import IN_CARE, IN_CARE_AND_LEAVERS, SUBJECTS, Block
from analytics.importers.names import authority_named
from analytics.importers.table import Table

SCALE = "ofsted"
# Ofsted, local authority inspection outcomes, notes: "From 1 January 2023, a new ILACS sub-judgement on the experiences
# and progress of care leavers was introduced"; earlier grades are printed under the later name.
CARE_LEAVERS_JUDGED_FROM = date(2023, 1, 1)
_NO_GRADE = {"", "-", "n/a", "na", "not judged", "no judgement", "none", "null", "not yet inspected", "not applicable"}


@dataclass(frozen=True)
class Judgement:
    """One grade of one inspection. `day` is the day that the inspection began, `published` that of its report."""

    area: str
    day: date
    subject: str
    grade: str
    locator: str
    row: int
    published: date | None


def judgements(table: Table, block: Block, catalogue: Catalogue) -> tuple[list[Judgement], list[Problem]]:
    """Every grade in a block of columns, and what could not be read. Rows without any grade are passed over."""
    scale = catalogue.scales[SCALE]
    found: list[Judgement] = []
    problems: list[Problem] = []
    for row, cells in enumerate(block.table.frame.iter_rows(), start=block.table.first_row):
        graded = [(at, subject) for at, subject in block.grades if tidied(cells[at]) not in _NO_GRADE]
        if not graded or not cells[block.name].strip():
            continue
        area, day = _area(cells, block, catalogue), read_day(cells[block.day])
        if area is None or day is None:
            problems.append(_unplaced(table, block, row, cells, area=area))
            continue
        published = read_day(cells[block.published]) if block.published is not None else None
        for at, subject in graded:
            word = scale.find(cells[at])
            if word is None:
                problems.append(_no_such_grade(table, block, row, at))
                continue
            locator = f"{_place(table)}#{_heading(block, at)}"
            found.append(Judgement(area, day, _as_judged(subject, day), word.word, locator, row, published))
    return found, problems


def once(found: list[Judgement]) -> tuple[list[Judgement], list[Problem]]:
    """Each judgement once, though it stands in several sheets; where two differ neither, said as a problem."""
    by_key: dict[tuple[str, date, str], list[Judgement]] = {}
    for one in found:
        by_key.setdefault((one.area, one.day, one.subject), []).append(one)
    agreed = {key: len({one.grade for one in same}) == 1 for key, same in by_key.items()}
    kept = [same[0] for key, same in by_key.items() if agreed[key]]
    differing = [_two_grades(same) for key, same in by_key.items() if not agreed[key]]
    return sorted(kept, key=lambda one: (one.area, one.day, SUBJECTS.index(one.subject))), differing


def _as_judged(subject: str, day: date) -> str:
    return IN_CARE_AND_LEAVERS if subject == IN_CARE and day < CARE_LEAVERS_JUDGED_FROM else subject


def _area(cells: tuple[str, ...], block: Block, catalogue: Catalogue) -> str | None:
    if block.code is not None and (found := catalogue.authority_of(cells[block.code])):
        return found.id
    return authority_named(cells[block.name], catalogue)


def _place(table: Table) -> str:
    return f"{table.name}, sheet {table.sheet}" if table.sheet else table.name


def _heading(block: Block, at: int) -> str:
    return " ".join(block.table.frame.columns[at].split())


def _two_grades(same: list[Judgement]) -> Problem:
    first = same[0]
    file, _, column = first.locator.partition("#")
    grades = " and ".join(sorted({one.grade for one in same}))
    return Problem(
        file,
        first.row,
        column,
        f"There are two grades for the inspection of {first.day:%-d %B %Y}: {grades}. Neither was taken.",
        "Look it up in the inspection report.",
    )


def _unplaced(table: Table, block: Block, row: int, cells: tuple[str, ...], *, area: str | None) -> Problem:
    at = block.name if area is None else block.day
    wrong = "is not an authority that the catalogue knows" if area is None else "is not a date"
    return table.fault(
        f"“{cells[at]}” {wrong}. The row was left out.",
        "Give the authority’s area code." if area is None else "Write the day as 11/09/2023.",
        _heading(block, at),
        row,
    )


def _no_such_grade(table: Table, block: Block, row: int, at: int) -> Problem:
    # The cell is not quoted: what is no grade could be anything, a person's name too.
    return table.fault(
        "The cell is not one of Ofsted’s four grades. It was left out.",
        "Use Outstanding, Good, Requires improvement to be good or Inadequate.",
        _heading(block, at),
        row,
    )
