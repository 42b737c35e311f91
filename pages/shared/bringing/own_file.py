"""The questions about a council's own file: where its headings are, and which column is what."""

import streamlit as st
from pydantic import ValidationError

from analytics.evidence.problem import Wrong
from analytics.evidence.wording import count_of
from analytics.importers.own.grid import grid_of
from analytics.importers.own.layout import Layout
from analytics.importers.own.names import Names
from analytics.importers.own.preview import Preview, preview
from analytics.importers.own.suggesting import suggest
from analytics.importers.table import Table as FileTable
from analytics.notebooks.view import Table, plain_row, without_blank_columns
from pages.shared.bringing.own_columns import ask_columns
from pages.shared.bringing.own_manner import ask_manner
from pages.shared.bringing.own_meanings import ask_meanings
from pages.shared.bringing.words import show_list, show_problems, show_table
from pages.shared.bringing.workspace import catalogue
from pages.shared.frame import say_reason

_GUESS = "own_file_guess"
_SHOWN = 6


def ask_about_own_file(table: FileTable) -> tuple[Layout | None, str, bool]:
    """The layout that the answers make, its name, and whether the file can be read by it."""
    guess, mark = _guess(table), table.sha256[:8] + table.sheet
    st.html(
        '<p class="summary">This is how the file was understood. Look at the first figures below, and change what is '
        "not right.</p>"
    )
    name = st.text_input("A name for this sort of file", key=f"own_name_{mark}", placeholder="Monthly caseloads")
    with st.container(horizontal=True):
        header = int(st.number_input("Row of the headings", 1, 60, guess.header_row, key=f"own_header_{mark}"))
        lines = int(st.number_input("Rows of headings", 1, 3, guess.header_rows, key=f"own_lines_{mark}"))
        last = int(st.number_input("Last row (0: the end)", 0, None, guess.last_row, key=f"own_last_{mark}"))
    headings = [one for one in grid_of(table).headings(header, lines) if one]
    said = {"name": name.strip() or "layout", "header_row": header, "header_rows": lines, "last_row": last}
    said |= {"skip_rows": guess.skip_rows}
    said |= ask_columns(guess, headings, mark)
    said |= ask_manner(guess, said, mark)
    try:
        layout = Layout.model_validate(said)
        layout = layout.model_copy(update={"means": ask_meanings(table, layout, mark)})
    except ValidationError as error:
        cause = error.errors()[0].get("ctx", {}).get("error")
        say_reason(f"{cause.wrong} {cause.right}" if isinstance(cause, Wrong) else str(error.errors()[0]["msg"]))
        return None, name, False
    made = preview(table, layout, catalogue())
    _show_preview(made)
    if not name.strip():
        say_reason("Give this sort of file a name, so that the next one is known by it.")
    return layout, name, bool(made.figures) and not made.problems and bool(name.strip())


def _guess(table: FileTable) -> Layout:
    """What the file looks like, guessed once."""
    kept: tuple[str, Layout] | None = st.session_state.get(_GUESS)
    mark = table.sha256 + table.sheet
    if kept is None or kept[0] != mark:
        kept = (mark, suggest(table, catalogue()))
        st.session_state[_GUESS] = kept
    return kept[1]


def _show_preview(made: Preview) -> None:
    """The first figures as they would become, what is in the way, and what would be left out."""
    if made.figures:
        st.html(f'<p class="label">{count_of(made.figures, "figure")}, the first of them:</p>')
        show_table(_preview_table(made))
    if made.problems:
        st.html(f'<p class="label">{count_of(len(made.problems), "fault")} to mend</p>')
        show_problems(made.problems, "What is in the way")
    if made.warnings:
        with st.expander(f"Look at this: {count_of(len(made.warnings), 'warning')}"):
            show_problems(made.warnings, "Warnings")
    show_list("Left out, and why", made.left_out)


def _preview_table(made: Preview) -> Table:
    known, names = catalogue(), Names(catalogue())

    def council(text: str) -> str:
        found = names.council(text)
        return known.area_name(found) if found else text

    def measure(text: str) -> str:
        found = names.indicator(text)
        return known.indicators[found].short_name if found else text

    columns = ("Council", "Measure", "Period", "Part", "Figure", "Stands in")
    rows = tuple(
        plain_row(
            council(row["council"]),
            measure(row["indicator"]),
            row["period"],
            row["member"],
            row["value"] or row["status"],
            f"row {row['row']}, {row['at']}",
        )
        for row in made.rows.head(_SHOWN).to_dicts()
    )
    return without_blank_columns(Table("The first figures as they would become", columns, rows), "Part")
