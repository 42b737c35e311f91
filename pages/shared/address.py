"""The address bar holds the whole state of a page, so that a link shows the same view to anyone.

The council, the day on which things were known, whose figures and which similar councils go with the reader from page
to page; the rest belongs to one page.
"""

from datetime import date
from urllib.parse import urlencode

import streamlit as st

_SHARED = ("authority", "known", "figures", "similar")
_KEPT = "_shared_address"
_PAGE_OF = {
    "indicator": "indicators",
    "document": "documents_and_data",
    "sums": "figures_that_do_not_add_up",
    "line": "lines_of_questioning",
    "method": "method",
}


def restore() -> None:
    """Give a page that was opened from the menu the council and the day of the page before."""
    kept: dict[str, str] = st.session_state.setdefault(_KEPT, {})
    for name in _SHARED:
        if name in st.query_params:
            kept[name] = st.query_params[name]
        elif name in kept:
            st.query_params[name] = kept[name]


def read(name: str) -> str:
    """What the address says for `name`; blank where it says nothing."""
    return st.query_params.get(name, "")


def write(name: str, value: str) -> None:
    """Put a value into the address; a blank one takes it out."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)
    if name in _SHARED:
        st.session_state.setdefault(_KEPT, {})[name] = value
        if not value:
            st.session_state[_KEPT].pop(name)


def known_day() -> date | None:
    """The day that the address names; None where it names none, or nothing that is a day."""
    try:
        return date.fromisoformat(read("known"))
    except ValueError:
        return None


def page_address(page: str, **more: str) -> str:
    """The address of another page for the same council and day, and for what else it is to show."""
    values = {name: read(name) for name in _SHARED if read(name)} | more
    return f"{page}?{urlencode(values)}" if values else page


def link_to(target: str, authority: str, as_known_on: date | None, **more: str) -> str:
    """The address of a page about `target`, such as "indicator:cl_eet", for the same council and day, with `more`."""
    kind, _, name = target.partition(":")
    page = _PAGE_OF.get(kind)
    if page is None:
        return ""
    values = ({"authority": authority} if authority else {}) | ({kind: name} if name else {})
    if as_known_on:
        values["known"] = as_known_on.isoformat()
    values |= {key: value for key, value in more.items() if value}
    return f"{page}?{urlencode(values)}"
