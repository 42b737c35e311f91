"""The mappings that were made here or at another council: bring one in, take one along, remove one."""

from html import escape

import streamlit as st

from analytics.access.actions import Action
from analytics.access.export import Export, ReadBy
from analytics.access.person import Denied
from analytics.importers.mappings.folder import keep, kept_mappings, name_of, remove, slug_of
from analytics.importers.mappings.shared import MappingUnreadable, as_toml, mapping_from
from pages.shared.act import act, named
from pages.shared.bringing.words import show_problems
from pages.shared.bringing.workspace import mappings
from pages.shared.door import require
from pages.shared.download import download
from pages.shared.frame import say_reason
from pages.shared.heading import heading

_SAID, _ROUND = "mappings_said", "mappings_round"


def show_mappings() -> None:
    """Every mapping that is kept, and the place to bring in one that somebody sent."""
    heading("What unknown files were said to be", "The next file of the same layout is known by these.")
    said, problems = st.session_state.pop(_SAID, ("", ()))
    if said:
        st.html(f'<p class="note" role="status">{escape(said)}</p>')
    if problems:
        show_problems(problems, "Faults of the mapping")
    kept, broken = kept_mappings(mappings())
    if broken:
        show_problems(broken, "Mappings that cannot be read")
    if not kept:
        say_reason("None was saved yet. Drop a file that nobody knows above, and say what its columns are.")
    for number, one in enumerate(kept):
        sort = "files laid out as the department’s are" if one.is_of_data_files else "a council’s own files"
        with st.container(key=f"mapping_{number}", gap="xsmall"):
            st.html(f'<p class="listed">{escape(one.name)}</p><p class="about">For {escape(sort)}</p>')
            with st.container(horizontal=True):
                download(
                    named("Download (.toml)", one.name),
                    as_toml(one.mapping),
                    Export(slug_of(one.name), "mapping, toml", ReadBy.COUNCILS),
                    file_name=f"{slug_of(one.name)}.toml",
                    mime="application/toml",
                    action=Action.BRING_IN_FIGURES,
                    key=f"mapping_take_{number}",
                )
                act("Remove", one.name, f"mapping_remove_{number}", _remove, one)
    with st.expander("Bring in one that another council made"):
        key = f"mapping_file_{st.session_state.get(_ROUND, 0)}"
        st.file_uploader(
            "A mapping, ending in .toml", type="toml", key=key, on_change=_bring, args=(key,), max_upload_size=1
        )


def _remove(one) -> None:
    try:
        require(Action.BRING_IN_FIGURES)
    except Denied as error:
        st.session_state[_SAID] = (str(error), ())
        return
    remove(one)
    st.session_state[_SAID] = (f"“{one.name}” was removed. The figures that were read by it stay.", ())


def _bring(key: str) -> None:
    file = st.session_state[key]
    if file is None:
        return
    try:
        require(Action.BRING_IN_FIGURES)
        mapping = mapping_from(file.getvalue(), file.name)
        kept = keep(mappings(), name_of(mapping) or file.name.removesuffix(".toml"), mapping)
    except MappingUnreadable as error:
        st.session_state[_SAID] = ("", error.problems)
    except (OSError, ValueError, Denied) as error:
        st.session_state[_SAID] = (f"It could not be kept. {error}", ())
    else:
        st.session_state[_SAID] = (f"“{kept.name}” is kept: files of its layout are known from now on.", ())
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
