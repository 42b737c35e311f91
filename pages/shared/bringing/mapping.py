"""Saying what the columns of an unknown file are, and keeping that for the next file of its sort."""

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analytics.access.actions import Action
from analytics.access.export import Export, ReadBy
from analytics.access.person import Denied
from analytics.importers.mappings.folder import keep, slug_of
from analytics.importers.mappings.shared import AnyMapping, as_toml
from analytics.importers.own.layout import Layout
from analytics.importers.reading import Unreadable
from analytics.importers.releases.recognise import is_data_file
from analytics.importers.table import Table
from pages.shared.bringing.data_file import ask_about_data_file
from pages.shared.bringing.layouts import give_layout, tables_of
from pages.shared.bringing.own_file import ask_about_own_file
from pages.shared.bringing.words import show_problems
from pages.shared.bringing.workspace import mappings
from pages.shared.door import require
from pages.shared.download import download
from pages.shared.frame import say_reason

_WRONG = "mapping_wrong"


def show_mapping(file: UploadedFile, refused: str) -> None:
    """The questions about a file's columns, what it would become, and the buttons that keep or share the answers."""
    try:
        tables = tables_of(file)
    except Unreadable as error:
        show_problems(error.problems, f"Faults of {file.name}")
        return
    table = _choose_table(tables, refused)
    asked = ask_about_data_file if is_data_file(table) else ask_about_own_file
    mapping, name, sound = asked(table)
    if mapping is None:
        return
    with st.container(horizontal=True, key="mapping_keep"):
        st.button(
            "Save, and read the file by it",
            type="primary",
            key="mapping_save",
            disabled=not sound,
            on_click=_save,
            args=(name, mapping, table, refused),
        )
        slug = slug_of(name) or "mapping"
        download(
            "Download it, to share with another council (.toml)",
            as_toml(mapping),
            Export(slug, "mapping, toml", ReadBy.COUNCILS),
            file_name=f"{slug}.toml",
            mime="application/toml",
            action=Action.BRING_IN_FIGURES,
            key="mapping_download",
        )
    wrong = st.session_state.pop(_WRONG, "")
    if wrong:
        say_reason(wrong)


def _choose_table(tables: Sequence[Table], refused: str) -> Table:
    if len(tables) == 1:
        return tables[0]
    names = [table.shown_as for table in tables]
    largest = max(range(len(tables)), key=lambda place: tables[place].frame.height)
    chosen = st.selectbox(
        "Which sheet or file of it",
        range(len(tables)),
        index=names.index(refused) if refused in names else largest,
        format_func=names.__getitem__,
        key="mapping_table",
    )
    return tables[chosen]


def _save(name: str, mapping: AnyMapping, table: Table, refused: str) -> None:
    try:
        require(Action.BRING_IN_FIGURES)
        keep(mappings(), name, mapping)
    except (OSError, ValueError, Denied) as error:
        st.session_state[_WRONG] = f"It could not be saved. {error}"
        return
    if isinstance(mapping, Layout):
        give_layout(refused, table, mapping)
