"""Which of the saved layouts an unknown file of this session is read by, where nobody but a person can tell."""

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analytics.importers.arriving import Layouts
from analytics.importers.mappings.folder import kept_mappings
from analytics.importers.mappings.layouts import may_be
from analytics.importers.own.layout import Layout
from analytics.importers.reading import Unreadable, read_tables
from analytics.importers.table import Table
from pages.shared.act import act
from pages.shared.bringing.workspace import catalogue, mappings

_GIVEN, _TABLES = "layouts_given", "layouts_tables"
_MOST_FILES = 8


def given_layouts() -> Layouts:
    """The layouts that were chosen in this session, by what the file's refusal calls it."""
    given: Layouts = st.session_state.get(_GIVEN, {})
    return given


def give_layout(refused: str, table: Table, layout: Layout) -> None:
    """Read a table of a file by a layout from here on."""
    st.session_state[_GIVEN] = {**given_layouts(), refused: (table.shown_as, layout)}


def tables_of(file: UploadedFile) -> Sequence[Table]:
    """The tables of a file that was dropped, read once. Raises Unreadable."""
    kept: dict[str, Sequence[Table]] = st.session_state.setdefault(_TABLES, {})
    if file.file_id not in kept:
        if len(kept) >= _MOST_FILES:
            kept.clear()
        kept[file.file_id] = read_tables(file.getvalue(), file.name)
    return kept[file.file_id]


def offer_layouts(file: UploadedFile, refused: str, number: int) -> None:
    """A button for each saved layout that the file may be of."""
    saved = [one for one in kept_mappings(mappings())[0] if isinstance(one.mapping, Layout)]
    if not saved:
        return
    try:
        tables = tables_of(file)
    except Unreadable:
        return
    for place, one in enumerate(saved):
        layout = one.mapping
        assert isinstance(layout, Layout)
        table = next((each for each in tables if may_be(each, layout, catalogue())), None)
        if table is not None:
            key = f"layout_{number}_{place}"
            act(f"Read it as “{one.name}”", refused, key, give_layout, refused, table, layout)
