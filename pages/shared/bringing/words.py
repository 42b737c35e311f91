"""Faults and other lists, as the page lays them out."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from analytics.evidence.problem import Problem
from analytics.evidence.wording import listed
from analytics.notebooks.view import Table, plain_row, without_blank_columns
from pages.shared.folded import parts_html

_MOST_ROWS = 5
WHY_OUT_OF = (
    "Give out of how many a share or an average is, where the file says so. It tells which figures are of a few "
    "people: only those need be withheld from the public. Without it, every figure that could be of few is withheld."
)


def show_table(table: Table) -> None:
    """A table that falls into blocks on a phone, its parts folded."""
    st.html(parts_html(table, lambda address: address))


def show_problems(problems: Sequence[Problem], caption: str) -> None:
    """Each fault with where it stands, what is wrong and what would be right; one that many rows have stands once."""
    rows_of: dict[tuple[str, str, str], list[int]] = {}
    for each in sorted(problems, key=lambda one: one.row or 0):
        rows_of.setdefault((each.column, each.wrong, each.right), []).append(each.row)
    body = tuple(plain_row(_where(rows), *said) for said, rows in rows_of.items())
    table = Table(caption, ("Where", "Column", "What is wrong", "What would be right"), body)
    show_table(without_blank_columns(table, "Column"))


def _where(rows: Sequence[int]) -> str:
    """The rows of a fault: "Row 6", "Rows 6, 8 and 14", "Rows 6, 8, 9 and 17 more"."""
    known = [f"{row:,}" for row in rows if row]
    if not known:
        return "Whole file"
    if len(known) == 1:
        return f"Row {known[0]}"
    more = len(known) - _MOST_ROWS
    return f"Rows {listed([*known[:_MOST_ROWS], *([f'{more} more'] if more > 0 else [])])}"


def show_list(label: str, sentences: Sequence[str]) -> None:
    """Sentences folded away, under how many they are where they are several."""
    if sentences:
        many = f" ({len(sentences)})" if len(sentences) > 1 else ""
        items = "".join(f"<li>{escape(one)}</li>" for one in sentences)
        st.html(f"<details><summary>{escape(label)}{many}</summary><ul class='caveats'>{items}</ul></details>")
