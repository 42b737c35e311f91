"""The reader's own wording of a line's opening question, which the address holds."""

import hashlib
from html import escape

import streamlit as st

from analytics.enquiry.line import Line
from pages.shared import address
from pages.shared.library import is_public

_BEGINNING = "own."


def name_of_own_words(line: Line) -> str:
    """What the address calls the own words on a line: the line, and in eight letters whose it is and what was found.

    So they stand beside no other council's line on the same measure, and beside none that another day finds something
    else in. The suggested wording is no part of it, because that depends on which lines stand beside.
    """
    found = hashlib.sha256(f"{line.lead.area}\n{line.finding}".encode()).hexdigest()
    return f"{_BEGINNING}{line.id}.{found[:8]}"


def own_words(line: Line) -> str:
    """The reader's own wording of the opening question; blank where there is none.

    The public edition has none: with it anybody could make a link on which a council's page says anything.
    """
    return "" if is_public() else address.read(name_of_own_words(line))


def every_own_words() -> dict[str, str]:
    """All own words that the address holds, by what it calls them; none in the public edition."""
    held = {} if is_public() else st.query_params.to_dict()
    return {name: text for name, text in held.items() if name.startswith(_BEGINNING) and text.strip()}


def say_words_of_old_links() -> None:
    """Words from a link of before, which named only the measure: shown, and put beside no line that they may not be of.

    Nothing where the address holds none, and in the public edition.
    """
    if is_public():
        return
    old = [text for name, text in st.query_params.to_dict().items() if _is_of_before(name) and text.strip()]
    if old:
        items = "".join(f"<li>{escape(text)}</li>" for text in old)
        st.html(
            '<div class="note" role="note">This link is from an earlier version, which did not say for which council '
            f'its own words were. Copy them to the line that they belong to:<ul class="caveats">{items}</ul></div>'
        )


def _is_of_before(name: str) -> bool:
    return name.startswith(_BEGINNING) and "." not in name.removeprefix(_BEGINNING)
