"""The questions about a file that is laid out as the department's are: which columns are which indicators."""

from collections.abc import Sequence

import streamlit as st

from analytics.evidence.wording import count_of
from analytics.importers.described import rests_on_people
from analytics.importers.imported import Imported
from analytics.importers.importer import Refused
from analytics.importers.mappings.data_file import (
    Columns,
    Wanted,
    columns_of,
    indicator_meant,
    mapping_for,
    preview,
    total_among,
)
from analytics.importers.releases.mapping import FamilyFile
from analytics.importers.releases.times import PeriodRule
from analytics.importers.screening import screen
from analytics.importers.table import Table as FileTable
from analytics.notebooks.cells.figures import shown_value
from analytics.notebooks.view import Table, plain_row
from pages.shared.act import act, plainly
from pages.shared.bringing.choosing import choose_indicator
from pages.shared.bringing.words import WHY_OUT_OF, show_list, show_problems, show_table
from pages.shared.bringing.workspace import catalogue
from pages.shared.frame import say_reason

_COUNT = "data_file_measures"
_PARTS = "Each one, as a part of the whole"
_PERIODS = {
    PeriodRule.FINANCIAL_YEAR: "The year that ends on 31 March",
    PeriodRule.MARCH: "The day 31 March",
    PeriodRule.SEPTEMBER: "The day 30 September",
    PeriodRule.ACADEMIC_YEAR: "The school year",
    PeriodRule.CALENDAR_YEAR: "The calendar year",
    PeriodRule.MID_YEAR: "The middle of the year",
}
_SHOWN = 6


def ask_about_data_file(table: FileTable) -> tuple[FamilyFile | None, str, bool]:
    """The mapping that the answers make, its name, and whether the file can be read by it."""
    columns = columns_of(table)
    st.html(
        '<p class="summary">It is laid out as the Department for Education’s data files are, so when and where each '
        "figure is of is known. Say which columns of figures you want, and what each is. The public sees nothing of it "
        "until somebody publishes it on the page Publishing.</p>"
    )
    if not columns.values:
        say_reason("No column of it holds figures.")
        return None, "", False
    with st.container(horizontal=True):
        name = st.text_input("What these figures are called", key="data_file_name", placeholder="Children’s homes")
        publisher = st.text_input("Whose they are", key="data_file_publisher", placeholder="Department for Education")
    count = st.session_state.get(_COUNT, 1)
    asked = [_ask(number, columns) for number in range(count)]
    act("Add another column of figures", "", "data_file_more", _more, count)
    wanted = [one for one in asked if one]
    if not wanted:
        return None, name, False
    try:
        mapping = mapping_for(columns, name or "figures", publisher, wanted)
    except ValueError as error:
        say_reason(str(error))
        return None, name, False
    sound = _show_preview(table, mapping)
    if not name.strip():
        say_reason("Give the figures a name, so that they can be saved under it.")
    return mapping, name, sound and bool(name.strip())


def _more(count: int) -> None:
    st.session_state[_COUNT] = count + 1


def _ask(number: int, columns: Columns) -> Wanted | None:
    """One column of figures; None until all is chosen."""
    with st.container(border=True, key=f"measure_{number}"):
        with st.container(horizontal=True):
            # The population stands first in many files, and is seldom what is wanted.
            values = sorted(columns.values, key=lambda name: "population" in name)
            value = st.selectbox(
                f"Column of figures {number + 1}" if number else "Column of figures",
                values,
                index=min(number, len(values) - 1),
                key=f"measure_value_{number}",
            )
            guessed = indicator_meant(value, catalogue())
            indicator = choose_indicator(f"What “{plainly(value)}” is", f"measure_indicator_{number}_{value}", guessed)
            period = st.selectbox(
                "It describes",
                list(_PERIODS),
                format_func=_PERIODS.__getitem__,
                key=f"measure_period_{number}",
            )
        out_of = _ask_out_of(number, value, indicator, columns)
        only, parts, whole = {}, "", True
        with st.container(horizontal=True):
            for column, labels in columns.filters.items():
                total = total_among(labels)
                options = [*labels, _PARTS]
                chosen = st.selectbox(
                    f"Rows in which “{plainly(column)}” is",
                    options,
                    index=labels.index(total) if total else None,
                    placeholder="Choose",
                    key=f"measure_filter_{number}_{column}",
                )
                if chosen is None:
                    whole = False
                elif chosen == _PARTS:
                    parts = column
                else:
                    only[column] = chosen
    if not indicator or not whole:
        return None
    return Wanted(value, indicator, period, only, parts, out_of)


def _ask_out_of(number: int, value: str, indicator: str, columns: Columns) -> str:
    """The column that says of how many people a share or an average is; blank where none is chosen."""
    others = [name for name in columns.values if name != value]
    if not others or not indicator or not rests_on_people(catalogue().indicators[indicator].unit):
        return ""
    return st.selectbox(
        f"Out of how many “{plainly(value)}” is (may be left out)",
        ["", *others],
        format_func=lambda name: name or "Not in this file",
        key=f"measure_out_of_{number}_{value}",
        help=WHY_OUT_OF,
    )


def _show_preview(table: FileTable, mapping: FamilyFile) -> bool:
    """The first figures as they would become; False where something is in the way."""
    known = catalogue()
    faults = screen(table, known).failures
    if faults:
        st.html(f'<p class="label">The file itself has {count_of(len(faults), "fault")}</p>')
        show_problems(faults, f"Faults of {table.shown_as}")
        return False
    try:
        made = preview(table, mapping, known)
    except Refused as error:
        st.html('<p class="label">It cannot be read so</p>')
        show_problems(error.problems, f"What is in the way in {table.shown_as}")
        return False
    st.html(f'<p class="label">{count_of(made.observations.height, "figure")}, the first of them:</p>')
    show_table(_preview_table(made))
    show_list("Left out, and why", made.left_out)
    return True


def _preview_table(made: Imported) -> Table:
    known = catalogue()
    rows: Sequence[dict] = made.observations.head(_SHOWN).to_dicts()
    return Table(
        "The first figures as they would become",
        ("Area", "Measure", "Period", "Part", "Figure"),
        tuple(
            plain_row(
                known.area_name(row["area"]),
                known.indicators[row["indicator"]].short_name,
                row["period"],
                row["member"],
                shown_value(row, known.indicators[row["indicator"]]),
            )
            for row in rows
        ),
    )
