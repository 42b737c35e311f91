"""Which columns of a sheet of Ofsted's workbook hold what, by their headings.

The sheets and their columns change from year to year. In some the history has a row an inspection, in others a row an
authority with "First …" and "Second …" columns; only some give area codes; "The experiences and progress of …" is in
others "Experiences and progress of …". Only columns that are known are read: names of inspectors never are.
"""

import re
from dataclasses import dataclass

from analytics.importers.headings import tidied
from analytics.importers.reading import under_header
from analytics.importers.table import Table

# The overall grade and the four grades of a report, as reports print them. Until the end of 2022 one grade was for
# children in care and care leavers together.
OVERALL = "Overall effectiveness"
LEADERS = "The impact of leaders on social work practice with children and families"
HELP = "The experiences and progress of children who need help and protection"
IN_CARE = "The experiences and progress of children in care"
IN_CARE_AND_LEAVERS = "The experiences and progress of children in care and care leavers"
LEAVERS = "The experiences and progress of care leavers"
SUBJECTS = (OVERALL, LEADERS, HELP, IN_CARE, IN_CARE_AND_LEAVERS, LEAVERS)
_NAMES = ("local authority name", "local authority", "la name")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)})\b( ilacs)?[\s:–-]*")
# What the scraped overview has and Ofsted's own workbook does not.
_SCRAPED = "overall_effectiveness_grade"


@dataclass(frozen=True)
class Block:
    """The columns of one inspection of each authority, by position in `table`: one block a sheet, or one an ordinal.

    `code` and `published` are None where the sheet has no such column.
    """

    table: Table
    name: int
    code: int | None
    day: int
    published: int | None
    grades: tuple[tuple[int, str], ...]


def is_scraped(table: Table) -> bool:
    """Whether the table is the overview of inspections that a program reads off reports."""
    return under_header(table, [_SCRAPED]) is not None


def blocks(table: Table) -> tuple[Block, ...]:
    """The blocks of columns of a sheet; none where it has no authority, day of an inspection or overall grade."""
    found, headings = _headings(table)
    if found is None:
        return ()
    name = next(headings.index(one) for one in _NAMES if one in headings)
    code = next((place for place, text in enumerate(headings) if re.search(r"\b(area|ons) code\b", text)), None)
    whole = (_block(found, headings, name, code, ordinal) for ordinal in ("", *_ORDINALS))
    return tuple(block for block in whole if block is not None)


def has_grades_without_days(table: Table) -> bool:
    """Whether a sheet has authorities and overall grades, and does not say on which day the inspections were."""
    found, headings = _headings(table)
    return found is not None and OVERALL in {subject_of(text) for text in headings} and not blocks(table)


def subject_of(heading: str) -> str | None:
    """Which judgement a column holds, by the words in its heading, in small letters; None for any other column.

    >>> subject_of("experiences and progress of care leavers")
    'The experiences and progress of care leavers'
    """
    words = {"overall effectiveness": OVERALL, "impact of leaders": LEADERS, "help and protection": HELP}
    for part, subject in words.items():
        if part in heading:
            return subject
    if "children in care" in heading:
        return IN_CARE_AND_LEAVERS if "care leavers" in heading else IN_CARE
    return LEAVERS if "progress of care leavers" in heading else None


def _headings(table: Table) -> tuple[Table | None, list[str]]:
    found = next((one for name in _NAMES if (one := under_header(table, [name])) is not None), None)
    return found, [tidied(name) for name in found.frame.columns] if found else []


def _block(found: Table, headings: list[str], name: int, code: int | None, ordinal: str) -> Block | None:
    """The columns whose heading has the ordinal; for none, those that have no ordinal."""
    own = {place: _ORDINAL.sub("", text) for place, text in enumerate(headings) if _ordinal(text) == ordinal}
    grades = tuple((place, subject) for place, text in own.items() if (subject := subject_of(text)))
    day = next((place for place, text in own.items() if _is_day(text)), None)
    published = next((place for place, text in own.items() if "publication date" in text), None)
    if day is None or OVERALL not in {subject for _, subject in grades}:
        return None
    return Block(found, name, code, day, published, grades)


def _ordinal(heading: str) -> str:
    match = _ORDINAL.search(heading)
    return match[1] if match else ""


def _is_day(heading: str) -> bool:
    return "date" in heading.split() and not re.search(r"publi|\bend\b|previous|next", heading)
