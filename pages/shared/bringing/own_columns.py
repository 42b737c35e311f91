"""Where a council's own file says of which council, measure, month and team its figures are."""

import streamlit as st

from analytics.importers.own.layout import Across, Item, Layout
from pages.shared.bringing.choosing import choose_indicator
from pages.shared.bringing.words import WHY_OUT_OF
from pages.shared.bringing.workspace import catalogue

WORDS = {
    Item.COUNCIL: "The council",
    Item.INDICATOR: "What is measured",
    Item.PERIOD: "The month, quarter or year",
    Item.PART: "What the parts are",
    Item.MEMBER: "The team, role or other part",
    Item.VALUE: "The figure",
    Item.NUMERATOR: "How many it counts (numerator)",
    Item.DENOMINATOR: "Out of how many (denominator)",
    Item.STATUS: "Whether it is provisional or missing",
    Item.NOTE: "A note",
}
_ASKED = (Item.COUNCIL, Item.INDICATOR, Item.PERIOD, Item.MEMBER)
_MORE = (Item.NUMERATOR, Item.DENOMINATOR, Item.STATUS, Item.NOTE)
_FIXED, _ACROSS, _NONE = "\0fixed", "\0across", ""
_SAID = {
    _NONE: "Not in this file",
    _FIXED: "The same for every row",
    _ACROSS: "In the headings: one column each",
}


def ask_columns(guess: Layout, headings: list[str], mark: str) -> dict:
    """Where each item is: in a column, in the headings, or the same for every row. Fields of a layout."""
    columns: dict[Item, str] = {}
    fixed: dict[Item, str] = {}
    across: Across | None = None
    for item in _ASKED:
        with st.container(horizontal=True):
            chosen = _ask_where(item, guess, headings, mark)
            if chosen == _ACROSS and across is None:
                across = Across(item.value)
            elif chosen == _FIXED:
                text = _ask_fixed(item, guess.fixed.get(item, ""), mark)
                fixed |= {item: text} if text else {}
            elif chosen not in (_NONE, _ACROSS):
                columns[item] = chosen
            if item is Item.MEMBER and (item in columns or across is Across.MEMBER):
                usual = guess.fixed.get(Item.PART, "team")
                fixed[Item.PART] = st.text_input("Each of them is a", usual, key=f"part_{mark}").strip()
    if across is None:
        _ask_values(guess, headings, columns, mark)
    said: dict = {"columns": columns, "fixed": {item: text for item, text in fixed.items() if text}, "across": across}
    if across is not None and across is not Across.PERIOD:
        free = [one for one in headings if one not in columns.values()]
        usual = [one for one in guess.across_columns if one in free] if across is guess.across else []
        said["across_columns"] = tuple(st.multiselect("The columns", free, usual, key=f"across_{mark}"))
    return said


def _ask_values(guess: Layout, headings: list[str], columns: dict[Item, str], mark: str) -> None:
    """The column of the figures and those that explain them, of a table with one figure in each row."""
    value = guess.columns.get(Item.VALUE, "")
    place = headings.index(value) if value in headings else None
    columns[Item.VALUE] = st.selectbox(WORDS[Item.VALUE], headings, index=place, key=f"own_value_{mark}") or ""
    with st.expander("Other columns: how many a share or an average counts, out of how many, status, note"):
        st.caption(WHY_OUT_OF)
        with st.container(horizontal=True):
            _ask_more(guess, headings, columns, mark)


def _ask_more(guess: Layout, headings: list[str], columns: dict[Item, str], mark: str) -> None:
    for item in _MORE:
        usual = guess.columns.get(item, _NONE)
        chosen = st.selectbox(
            WORDS[item],
            [_NONE, *headings],
            index=headings.index(usual) + 1 if usual in headings else 0,
            format_func=lambda name: f"Column “{name}”" if name else _SAID[_NONE],
            key=f"own_{item.value}_{mark}",
        )
        if chosen:
            columns[item] = chosen


def _ask_where(item: Item, guess: Layout, headings: list[str], mark: str) -> str:
    options = [_NONE, *headings, _FIXED, *([_ACROSS] if item is not Item.COUNCIL else [])]
    usual = guess.columns.get(item, _FIXED if item in guess.fixed else _NONE)
    if guess.across is not None and guess.across.value == item.value:
        usual = _ACROSS
    chosen: str = st.selectbox(
        WORDS[item],
        options,
        index=options.index(usual) if usual in options else 0,
        format_func=lambda value: _SAID.get(value) or f"Column “{value}”",
        key=f"own_{item.value}_{mark}",
    )
    return chosen


def _ask_fixed(item: Item, usual: str, mark: str) -> str:
    known = catalogue()
    if item is Item.INDICATOR:
        return choose_indicator("Every figure is", f"own_fixed_indicator_{mark}", usual)
    if item is Item.COUNCIL:
        names = sorted(known.authorities, key=known.area_name)
        guessed = next((one for one in names if usual in (one, known.area_name(one))), "")
        chosen = st.selectbox(
            "Every figure is of",
            names,
            index=names.index(guessed) if guessed else None,
            format_func=known.area_name,
            placeholder="Type the council’s name",
            key=f"own_fixed_council_{mark}",
        )
        return chosen or ""
    label = "Every figure is of (such as May 2025)" if item is Item.PERIOD else "Every figure is of the part"
    return st.text_input(label, usual, key=f"own_fixed_{item.value}_{mark}").strip()
