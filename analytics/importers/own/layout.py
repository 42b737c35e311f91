"""Layouts: what a person says about a file that is not tidy, kept as TOML and used again for next month's file.

Nothing in a layout is a pattern or a formula. Every entry is a choice that a screen can offer: a row, a heading, a word
of a closed list.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from analytics.evidence.problem import Problem, Wrong
from analytics.evidence.vocabulary import MissingReason


class Item(StrEnum):
    """A column of the tidy layout."""

    COUNCIL = "council"
    INDICATOR = "indicator"
    PERIOD = "period"
    PART = "part"
    MEMBER = "member"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    STATUS = "status"
    NOTE = "note"


class Across(StrEnum):
    """What the headings of a wide table are: one column a period, an indicator or a part such as a team."""

    PERIOD = "period"
    INDICATOR = "indicator"
    MEMBER = "member"


class Totals(StrEnum):
    """What becomes of a row of totals among the parts. The whole is a figure with neither part nor member."""

    LEAVE_OUT = "leave out"
    THE_WHOLE = "the whole"
    AS_A_PART = "as a part"


class Written(StrEnum):
    """How the file writes what the indicator counts."""

    AS_IS = "as it is"
    SHARE_OF_ONE = "percentages as shares of one"
    POUNDS = "pounds"
    THOUSANDS_OF_POUNDS = "thousands of pounds"


class Years(StrEnum):
    """What a year such as 2025 is."""

    CALENDAR = "calendar year"
    ENDING = "financial year that ends in it"
    BEGINNING = "financial year that begins in it"


class Days(StrEnum):
    """What the first day of a month is, which a spreadsheet often keeps for the month."""

    DAY = "that day"
    MONTH = "its month"


class Layout(BaseModel):
    """How to read a file that is not tidy.

    `header_row` is the row of the headings, as a spreadsheet counts, and `header_rows` over how many rows they run, for
    years above months. Data go on to `last_row`, 0 for the end, without `skip_rows`. `columns` gives the heading of the
    column that holds an item, `fixed` what holds for every row, and `across` what the headings of the other columns are
    where the table is wide: those in `across_columns`, or where that is empty those that can be read as periods or
    indicators. `means` says for an item what a cell or heading means: {"indicator": {"Ag %": "sw_agency_rate"}}; a
    blank meaning leaves it out. `total_words` are the members that are totals, `fill_down` the items that are written
    only in the first of several rows. `commas`: 4,409 is four thousand. `blanks` says why a cell is blank; None leaves
    it out. `months_of` is the financial year of months without one, `years` and `first_days` what such dates are.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = ""
    header_row: int = Field(default=1, ge=1)
    header_rows: int = Field(default=1, ge=1, le=3)
    last_row: int = Field(default=0, ge=0)
    skip_rows: tuple[int, ...] = ()
    columns: Mapping[Item, str] = {}
    fixed: Mapping[Item, str] = {}
    across: Across | None = None
    across_columns: tuple[str, ...] = ()
    means: Mapping[Item, Mapping[str, str]] = {}
    totals: Totals = Totals.LEAVE_OUT
    total_words: tuple[str, ...] = ("Total",)
    fill_down: tuple[Item, ...] = ()
    written: Written = Written.AS_IS
    commas: bool = False
    blanks: MissingReason | None = None
    months_of: str = ""
    years: Years = Years.CALENDAR
    first_days: Days = Days.DAY

    @model_validator(mode="after")
    def _says_each_item_once(self) -> Self:
        for item in Item:
            ways = (
                item in self.columns,
                item in self.fixed,
                self.across is not None and item.value == self.across.value,
            )
            if sum(ways) > 1:
                raise Wrong(f"It says twice where the {item} is.", "Choose a column, the headings or one fixed text.")
        wide = self.across is not None
        for item in (Item.VALUE, Item.NUMERATOR, Item.DENOMINATOR):
            if item in self.fixed or (wide and item in self.columns):
                raise Wrong(f"The {item} cannot be chosen here.", "In a wide table every column across holds values.")
        if not wide and Item.VALUE not in self.columns:
            raise Wrong("It does not say where the values are.", "Choose the column of the values, or a wide table.")
        if self.across is Across.MEMBER and not self.across_columns:
            raise Wrong("It does not say which columns are parts.", "Choose the column of each team or other part.")
        return self

    def lacks(self) -> tuple[Item, ...]:
        """The items that every figure needs and that the layout does not say: council, indicator, period."""
        said = {*self.columns, *self.fixed, *([Item(self.across.value)] if self.across else [])}
        return tuple(item for item in (Item.COUNCIL, Item.INDICATOR, Item.PERIOD) if item not in said)

    def as_toml(self) -> str:
        """The layout as a TOML file, without what is as usual. `layout_from` reads it back to the same layout."""
        said = self.model_dump(mode="json", exclude_defaults=True)
        return "\n".join(_toml_lines(said)) + "\n"


def layout_from(text: str, name: str = "layout.toml") -> Layout:
    """The layout that a TOML file holds. Raises LayoutUnreadable with all that is wrong with it."""
    try:
        return Layout.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise LayoutUnreadable(
            [Problem(name, 0, "", f"It is no TOML file: {error}.", "Save the layout again.")]
        ) from None
    except ValidationError as error:
        raise LayoutUnreadable([_problem(name, entry) for entry in error.errors()]) from None


def load_layout(path: Path) -> Layout:
    """The layout kept in a file. Raises LayoutUnreadable."""
    try:
        return layout_from(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        right = "Choose a layout that was saved here."
        raise LayoutUnreadable([Problem(path.name, 0, "", f"It cannot be read: {error}.", right)]) from None


class LayoutUnreadable(Exception):
    """A file that holds no layout. `problems` says what is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def _problem(name: str, entry: Any) -> Problem:
    cause = entry.get("ctx", {}).get("error")
    place = ".".join(str(part) for part in entry["loc"])
    if isinstance(cause, Wrong):
        return Problem(name, 0, place, cause.wrong, cause.right)
    return Problem(name, 0, place, f"{entry['msg']}.", "Correct the entry, or save the layout again.")


def _toml_lines(said: Mapping[str, Any]) -> list[str]:
    plain = [f"{key} = {_toml(value)}" for key, value in said.items() if not isinstance(value, dict)]
    tables = [(key, value) for key, value in said.items() if isinstance(value, dict)]
    for key, value in tables:
        plain += ["", f"[{key}]"]
        plain += [f"{_toml(name)} = {_toml(meaning)}" for name, meaning in value.items()]
    return plain


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(_toml(one) for one in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(key)} = {_toml(meaning)}" for key, meaning in value.items()) + "}"
    return str(value) if isinstance(value, int) else _toml_text(value)


def _toml_text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(one if one.isprintable() or one == " " else _escape(one) for one in escaped) + '"'


def _escape(letter: str) -> str:
    return f"\\u{ord(letter):04X}" if ord(letter) <= 0xFFFF else f"\\U{ord(letter):08X}"
