"""One line of questioning as a reader works with it."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from analytics.enquiry.filling import evidence_texts
from analytics.enquiry.library import Mode
from analytics.enquiry.line import Line
from analytics.enquiry.lines import Enquiry
from analytics.enquiry.linter import lint_question
from analytics.enquiry.settings import Settings
from analytics.evidence.wording import count_of, listed
from analytics.exports.lines_text import lines_as_text
from analytics.notebooks.cells.lines import LineCell, line_title
from analytics.notebooks.running_order import RunningOrder
from pages.shared import address
from pages.shared.act import act
from pages.shared.forms import write_text
from pages.shared.frame import show
from pages.shared.library import evidence, is_public
from pages.shared.own_words import name_of_own_words, own_words

# On a phone the buttons of a line stand in two low rows, each still as high as a finger is wide.
STYLE = """<style>
p.ask { border-left-color: #4A7FB0; }
[class*="st-key-acts_"] { gap: .25rem .75rem; }
[class*="st-key-acts_"] button { min-height: 2.5rem; min-width: 2.5rem; }
@media (max-width: 640px) {
  [class*="st-key-acts_"] { gap: .25rem .9rem; }
  [class*="st-key-acts_"] button { padding: .25rem .5rem; }
}
</style>"""
_LONG_ADDRESS = 6000
Change = Callable[[RunningOrder], RunningOrder]
Does = Callable[[Change], None]


def reading_order() -> RunningOrder:
    """What the reader made of the lines, as the address has it; in the public edition they stand as they are ranked."""
    if is_public():
        return RunningOrder()
    return RunningOrder.from_text(*(address.read(name) for name in RunningOrder().as_text()))


def chosen(lines: Sequence[Line], order: RunningOrder) -> list[Line]:
    """The lines to take along: those kept, or all of them where none is kept."""
    return [line for line in lines if line.id in order.kept] or list(lines)


def say_choices(everything: Enquiry) -> None:
    """How many lines the reader kept, dropped and added; nothing before any was."""
    order, there = reading_order(), {line.id for line in everything.every_line}
    made = {"kept": order.kept, "dropped": order.dropped, "added": set(order.added) - {*order.kept, *order.dropped}}
    counts = [f"{count} {word}" for word, names in made.items() if (count := len(there & set(names)))]
    if counts:
        st.html(
            f'<p class="note" role="status">Your choices: {listed(counts)}. '
            "They are in the address of this page, which you can keep or send.</p>"
        )


def show_line(line: Line, place: int, shown: Sequence[str], everything: Enquiry, asked: dict[str, Any]) -> None:
    """The line in words, what can be done with it, and on request its evidence.

    `shown` are the ids of the lines on the page, and `everything` what there is without a choice of theme or witness.
    """
    title = line_title(line, evidence())
    with st.container(key=f"line_{line.id}"):
        st.html(line_html(line, place))
        is_open = address.read("line") == line.id
        with st.container(horizontal=True, key=f"acts_{line.id}"):
            if not is_public():
                show_acts(line, shown, everything, reading_order(), _change)
            words = "Hide the evidence" if is_open else "Show the evidence"
            act(words, title, f"evidence_{line.id}", address.write, "line", "" if is_open else line.id, kind="tertiary")
        if not is_public():
            with st.expander("In my own words", expanded=bool(own_words(line))):
                own = write_text(f"Your question for line {place}", name_of_own_words(line), line.question)
                show_advice(own, line)
        if is_open:
            show(LineCell(**asked, line=line.id))


def show_acts(line: Line, shown: Sequence[str], everything: Enquiry, order: RunningOrder, does: Does) -> None:
    """Keep, up, down and drop, as buttons; `does` gets what a press makes of the order of the lines."""
    title, kept = line_title(line, evidence()), line.id in order.kept
    acts: tuple[tuple[str, str, Change], ...] = (
        ("keep", "☑ Kept" if kept else "☐ Keep", lambda order: order.keeping(line.id, keep=not kept)),
        ("up", "▲ Up", lambda order: order.moved(line.id, -1, shown, everything)),
        ("down", "▼ Down", lambda order: order.moved(line.id, 1, shown, everything)),
        ("drop", "✕ Drop", lambda order: order.without(line.id)),
    )
    for name, words, change in acts:
        act(words, title, f"{name}_{line.id}", does, change, kind="secondary" if name == "keep" else "tertiary")


def show_further_lines(
    shown: Sequence[str],
    enquiry: Enquiry,
    everything: Enquiry,
    order: RunningOrder | None = None,
    does: Does | None = None,
) -> None:
    """The dropped lines, to be put back; and those that found no place among the first, each to be added.

    Without an order, they are those of the address.
    """
    order, does = order or reading_order(), does or _change
    titles = {line.id: line_title(line, evidence()) for line in (*everything.every_line, *enquiry.every_line)}
    dropped = [titles[name] for name in order.dropped if name in titles]
    if dropped:
        count = count_of(len(dropped), "line was dropped", "lines were dropped")
        st.html(f'<p class="about">{count}: {escape(listed(dropped))}.</p>')
        st.button("Put the dropped lines back", key="restore", on_click=does, args=(RunningOrder.restored,))
    arranged = {line.id for line in order.arranged(enquiry)}
    further = [line for line in enquiry.more_lines if line.id not in (*arranged, *order.dropped)]
    if not further:
        return
    with st.expander(count_of(len(further), "further line")):
        for line in further:
            st.html(f"<p><strong>{escape(line.question)}</strong><br>{escape(line.finding)}</p>")
            if not is_public():
                act("Add this line", titles[line.id], f"add_{line.id}", does, _adding(line.id, shown, everything))


def show_as_text(council: str, lines: Sequence[Line]) -> None:
    """The lines to take along as plain text, with a button that copies it."""
    with st.expander("Copy as text"):
        st.code(
            lines_as_text(council, chosen(lines, reading_order()), own_words, evidence().where),
            language=None,
            wrap_lines=True,
        )


def show_advice(text: str, line: Line | None) -> None:
    """What the rules of good questions say of a text: a reason and a way to put it, never a refusal."""
    if not text:
        return
    _say_length()
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
    return (
        f'<h2 class="finding">{place}. {escape(line_title(line, evidence()))}</h2>'
        f'<p class="summary">{escape(line.found)}</p>'
        f'<p class="ask"><strong>Ask:</strong> {said}</p>'
        + (f'<p class="about">Suggested wording: {escape(line.question)}</p>' if own else "")
        + details_html(line)
    )


def details_html(line: Line) -> str:
    """What follows the question: further questions, who can answer, why, cautions; what is for members is folded."""
    return (
        _listed("Then", line.follow_ups)
        + _listed("In writing, before the meeting", line.in_writing)
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
    return f'<details><summary>{heading}</summary><ul class="caveats">{items}</ul></details>' if items else ""


def _say_length() -> None:
    """That the address has become too long to be sent safely, and what to do, while all of the text is still there."""
    letters = len(urlencode(st.query_params.to_dict()))
    if letters > _LONG_ADDRESS:
        st.html(
            f'<p class="note" role="status">All of your words are here. But the address that holds them now has '
            f"{letters:,} characters, and some browsers and messages cut an address as long as that. Copy the lines as "
            "text, below, before you close this page or send its link.</p>"
        )


def _adding(name: str, shown: Sequence[str], everything: Enquiry) -> Change:
    return lambda order: order.adding(name, shown, everything)


def _change(change: Change) -> None:
    # From the address and not from the run that drew the button, so that two quick presses are two changes.
    for name, text in change(reading_order()).as_text().items():
        address.write(name, text)
