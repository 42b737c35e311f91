"""One line of questioning as a reader works with it."""

from collections.abc import Callable
from html import escape
from typing import Any

import streamlit as st

from analytics.enquiry.filling import evidence_texts
from analytics.enquiry.library import Mode
from analytics.enquiry.line import Line
from analytics.enquiry.lines import Enquiry
from analytics.enquiry.linter import lint_question
from analytics.enquiry.settings import Settings
from analytics.exports.lines_text import lines_as_text
from analytics.notebooks.cells.lines import LineCell, line_title
from analytics.notebooks.running_order import RunningOrder
from pages.shared import address
from pages.shared.forms import write_text
from pages.shared.frame import show
from pages.shared.library import evidence


def show_line(line: Line, place: int, order: RunningOrder, enquiry: Enquiry, asked: dict[str, Any]) -> None:
    """The line in words, what can be done with it, and on request its evidence."""
    with st.container(key=f"line_{line.id}"):
        st.html(line_html(line, place))
        is_open = address.read("line") == line.id
        with st.container(horizontal=True, key=f"acts_{line.id}"):
            kept = line.id in order.kept
            _act("☑ Kept" if kept else "☐ Keep", line, lambda: _save(order.keeping(line.id, keep=not kept)))
            _act("▲ Move up", line, lambda: _save(order.moved(line.id, -1, enquiry)))
            _act("▼ Move down", line, lambda: _save(order.moved(line.id, 1, enquiry)))
            _act("✕ Drop", line, lambda: _save(order.without(line.id)))
            _act(
                "Hide the evidence" if is_open else "Show the evidence",
                line,
                lambda: address.write("line", "" if is_open else line.id),
            )
        with st.expander("In my own words", expanded=bool(own_words(line))):
            own = write_text("Your question", f"own.{line.id}", line.question)
            show_advice(own, line)
        if is_open:
            show(LineCell(**asked, line=line.id))


def show_further_lines(order: RunningOrder, enquiry: Enquiry) -> None:
    """The lines that found no place among the first, each to be added; and the dropped, to be put back."""
    shown_now = {line.id for line in order.arranged(enquiry)}
    further = [line for line in enquiry.more_lines if line.id not in shown_now]
    if order.dropped:
        st.button("Put the dropped lines back", on_click=lambda: _save(order.restored()))
    if not further:
        return
    with st.expander(f"{len(further)} further lines"):
        for line in further:
            st.html(f"<p><strong>{escape(line.question)}</strong><br>{escape(line.finding)}</p>")
            st.button("Add this line", key=f"add_{line.id}", on_click=_save, args=(order.adding(line.id, enquiry),))


def show_as_text(council: str, lines: list[Line], order: RunningOrder) -> None:
    """The kept lines, or all of them where none is kept, as plain text with a button that copies it."""
    kept = [line for line in lines if line.id in order.kept] or lines
    if kept:
        with st.expander("Copy as text"):
            st.code(lines_as_text(council, kept, own_words, evidence().where), language=None, wrap_lines=True)


def own_words(line: Line) -> str:
    """The reader's own wording of the opening question; blank where there is none."""
    return address.read(f"own.{line.id}")


def show_advice(text: str, line: Line | None) -> None:
    """What the rules of good questions say of a text: a reason and a way to put it, never a refusal."""
    if not text:
        return
    breaches = lint_question(
        text,
        written=line is not None and line.mode is Mode.WRITTEN,
        evidence=evidence_texts(line.signals) if line else None,
    )
    if not breaches:
        st.html('<p class="note" role="status">✓ Open, short and fair: nothing to mend.</p>')
        return
    items = "".join(
        f"<li><strong>{escape(breach.what)}</strong> {escape(breach.hint)} ({breach.rule.value})</li>"
        for breach in breaches
    )
    st.html(f'<div class="note" role="status">Advice, not a rule for you:<ul class="caveats">{items}</ul></div>')


def line_html(line: Line, place: int) -> str:
    """The words of a line, with what is for members folded."""
    own = own_words(line)
    said = escape(own or line.question)
    follow_ups = "".join(f"<li>{escape(text)}</li>" for text in line.follow_ups)
    written = "".join(f"<li>{escape(text)}</li>" for text in line.in_writing)
    return (
        f'<h2 class="finding">{place}. {escape(line_title(line, evidence()))}</h2>'
        f'<p class="summary">{escape(" ".join((line.finding, *line.also_found)))}</p>'
        f'<p class="ask"><strong>Ask:</strong> {said}</p>'
        + (f'<p class="about">Suggested wording: {escape(line.question)}</p>' if own else "")
        + f'<p class="label">Then</p><ul class="caveats">{follow_ups}</ul>'
        + (f'<p class="label">In writing, before the meeting</p><ul class="caveats">{written}</ul>' if written else "")
        + f"<p><strong>Who can answer:</strong> {escape(line.witness.plainly)}. "
        f"<strong>Why it matters:</strong> {escape(line.why_it_matters)}</p>"
        + _listed("Be careful", line.caveats)
        + _folded("What a good answer contains (members only)", line.good_answer)
        + _folded("What should worry you (members only)", line.worry)
        + _why(line)
    )


def _why(line: Line) -> str:
    """By which rules a line was found, each with a link to its method, and how it was ranked."""
    thresholds = {name: address.read(name) for name in Settings.model_fields if address.read(name)}

    def linked(code: str, words: str) -> str:
        target = address.page_address("method", method=code, **thresholds)
        return f'<a href="{escape(target)}" target="_self">{escape(words)}</a>'

    kinds = dict.fromkeys(signal.kind for signal in line.signals)
    rules = "; ".join(linked(kind.value, f"{kind.plainly} ({kind.value})") for kind in kinds)
    rank = linked("score", "Rank")
    return (
        f'<details><summary>Why this was suggested</summary><ul class="caveats"><li>Found by: {rules}.</li>'
        f"<li>{rank}: {escape(line.score.in_words)}.</li>"
        f"<li>It is about {escape(line.angle.value)} and can lead to: {escape(line.leads_to.value)}.</li>"
        "</ul></details>"
    )


def _listed(heading: str, texts: tuple[str, ...]) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f'<p class="label">{heading}</p><ul class="caveats">{items}</ul>' if items else ""


def _folded(heading: str, texts: tuple[str, ...]) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f'<details><summary>{heading}</summary><ul class="caveats">{items}</ul></details>'


def _act(label: str, line: Line, act: Callable[[], None]) -> None:
    st.button(label, key=f"{label}_{line.id}", on_click=act)


def _save(order: RunningOrder) -> None:
    for name, text in order.as_text().items():
        address.write(name, text)
