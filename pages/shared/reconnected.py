"""What a reader did while the connection was lost: said back to them, because it could not be taken.

After a restart the browser finds a process that does not know its page. The first thing that it sends, be it a choice
or a note just written, comes with a first run: the page has no boxes yet that could take it, and fills them with what
is kept.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext, get_script_run_ctx
from streamlit.runtime.state.common import user_key_from_element_id

_BEEN_HERE = "reconnected_been_here"


@contextmanager
def saying_what_was_lost() -> Iterator[None]:
    """Run a page; then, at its head, what was written or chosen and is not in it. Nothing where nothing was lost."""
    context = None if st.session_state.get(_BEEN_HERE) else get_script_run_ctx()
    st.session_state[_BEEN_HERE] = True
    sent = [state.id for state in context.session_state.get_widget_states()] if context else []
    if context is None or not sent:
        yield
        return
    head = st.container()
    try:
        yield
    finally:
        lost = _lost(context, sent)
        if lost:
            items = "".join(f"<li>{escape(words)}</li>" for words in lost)
            head.html(
                '<div role="alert"><p class="note">The connection was lost for a moment, and what you last wrote or '
                "chose did not arrive. Do it once more; a text can be copied from here.</p>"
                f'<ul class="caveats">{items}</ul></div>'
            )


def _lost(context: ScriptRunContext, sent: list[str]) -> list[str]:
    """The texts that the browser had in boxes in which the page has shown something else."""
    # Streamlit keeps both: what the browser sent, and what the page has put in its place.
    boxes = context.session_state._state._new_widget_state
    found = ((user_key_from_element_id(identity), boxes.get(identity)) for identity in sent)
    return [value for key, value in found if isinstance(value, str) and value and st.session_state.get(key) != value]
