"""The columns of the tidy layout: one row a figure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from analytics.evidence.problem import Problem
from analytics.importers.headings import tidied
from analytics.importers.reading import under_header
from analytics.importers.table import Table


@dataclass(frozen=True, slots=True)
class Column:
    """A column: whether every file must have it, what to write in it, and examples."""

    name: str
    needed: bool
    what_to_write: str
    examples: str


COLUMNS = (
    Column(
        "council",
        True,
        "The council that the figure is about: its name, its id, its DfE number or any ONS code it has had.",
        "Barnsley; barnsley; 370; E08000038",
    ),
    Column(
        "indicator",
        True,
        "What the figure measures: a name or an id from the list of indicators. Other names that the list gives work "
        "too. A measure that is not in the list cannot be brought in.",
        "Agency rate; sw_agency_rate",
    ),
    Column(
        "period",
        True,
        "The time that the figure describes: a month, a quarter of the financial year, a year or a day. In a "
        "spreadsheet write it as text, so that it is not turned into another date.",
        "May 2025; 2025-05; Q1 2025/26; 2024/25; 31 March 2025",
    ),
    Column(
        "part",
        False,
        "What the whole is divided by, where the figure is about a part of it. Blank for the whole council.",
        "team; role",
    ),
    Column(
        "member",
        False,
        "Which part it is. Blank for the whole council: a total is a row with part and member blank.",
        "Assessment Team East; Social worker",
    ),
    Column(
        "value",
        True,
        "The figure in digits, with a point before decimals and no comma between thousands. A percentage is written "
        "12.5 or 12.5%. Where there is no figure: a symbol of the Department for Education (c withheld because it is "
        "small, x not available, z does not apply, k or low for what rounds to 0 but is not 0, u not reliable), or "
        "blank with the reason under status. Never 0 for a figure that is missing.",
        "12.5; 4409; c",
    ),
    Column(
        "numerator",
        False,
        "For a share, a rate or an average: how many it counts. Blank where that is not known.",
        "38",
    ),
    Column(
        "denominator",
        False,
        "For a share, a rate or an average: out of how many. Blank where that is not known, but give it where you can: "
        "it tells which figures are of a few people, and only those need be withheld from the public.",
        "304",
    ),
    Column(
        "status",
        False,
        "How firm the figure is: final (also where it is blank), provisional, forecast, estimated or hypothetical. "
        "Where the value is blank, the reason: suppressed, low, low reliability, not available, not applicable, "
        "not collected or not supplied.",
        "provisional; not collected",
    ),
    Column(
        "note",
        False,
        "What a reader must know beside this figure, in plain words.",
        "Counted before the teams merged.",
    ),
)
FIELDS = tuple(column.name for column in COLUMNS)
NEEDED = tuple(column.name for column in COLUMNS if column.needed)
# A table with these is meant to be tidy, even where it does not say of which council.
_TELLING = ("indicator", "period", "value")


def is_tidy(table: Table) -> bool:
    """Whether the table has the columns that tell a tidy file, in any order and case, with or without titles above."""
    return under_header(table, _TELLING) is not None


@dataclass(frozen=True, eq=False)
class Found:
    """The table under its header, the file's heading of each field that it has, and what was not read."""

    table: Table
    headings: dict[str, str]
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]


def find_columns(table: Table) -> Found:
    """Which column of the file is which field. `problems` are those of the header: a column is missing or is twice."""
    below = under_header(table, _TELLING) or table
    said: dict[str, list[str]] = {}
    for name in below.frame.columns:
        said.setdefault(tidied(name), []).append(name)
    headings = {field: said[field][0] for field in FIELDS if field in said}
    others = [
        name
        for plain, names in said.items()
        if plain not in FIELDS
        for name in names
        if (below.frame[name].str.strip_chars() != "").any()
    ]
    problems = tuple(_problems(below, said, headings, others))
    named = {problem.column for problem in problems}
    left_out = tuple(
        f"Column “{_short(name)}”: it is not one of the template’s." for name in others if name not in named
    )
    return Found(below, headings, left_out, problems)


def _problems(
    table: Table, said: dict[str, list[str]], headings: dict[str, str], others: list[str]
) -> Iterator[Problem]:
    row = max(table.first_row - 1, 1)
    for field, names in said.items():
        # Reading calls the second of two columns of one name "value_2".
        again = [name for name in others if re.fullmatch(rf"{re.escape(field)}_\d+", tidied(name))]
        for name in (*names[1:], *again) if field in FIELDS else ():
            wrong = f"Two columns are called “{field}”."
            yield table.fault(wrong, "Give the right one that name and delete the other.", name, row)
    for field in FIELDS:
        near = get_close_matches(field, [tidied(name) for name in others], n=1, cutoff=0.75)
        if field in headings:
            continue
        if near:
            name = next(name for name in others if tidied(name) == near[0])
            yield table.fault(f"There is no column “{field}”.", f"Call this column {field}.", name, row)
        elif field in NEEDED:
            right = f"Add it: {next(column.what_to_write for column in COLUMNS if column.name == field)}"
            yield table.fault(f"There is no column “{field}”.", right, field, row)


def _short(text: str) -> str:
    return " ".join(text.split())[:60]


def cells_of(found: Found) -> pl.DataFrame:
    """Every field as text without spaces round it, blank where the file has no such column, with the file's rows.

    Wholly blank rows are left out.
    """
    frame = found.table.frame
    first = found.table.first_row
    tidy = frame.select(
        pl.int_range(first, first + pl.len(), dtype=pl.Int64).alias("row"),
        *(
            pl.col(found.headings[field]).str.replace_all(r"\s+", " ").str.strip_chars().alias(field)
            if field in found.headings
            else pl.lit("").alias(field)
            for field in FIELDS
        ),
    )
    return tidy.filter(pl.any_horizontal(pl.col(field) != "" for field in FIELDS))
