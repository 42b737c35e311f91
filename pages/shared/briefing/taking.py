"""The lines that were kept or put into own words on Lines of questioning come along to the papers of a meeting."""

from html import escape

import streamlit as st

from analytics.enquiry.line import Line
from analytics.enquiry.lines import Enquiry, enquiry_of
from analytics.evidence.wording import count_of, listed
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.chosen import chosen_for
from analytics.notebooks.packs.taking import with_lines
from analytics.notebooks.running_order import RunningOrder
from pages.shared import address
from pages.shared.library import evidence
from pages.shared.line_card import reading_order
from pages.shared.notebook.workspace import change, tell
from pages.shared.own_words import every_own_words, own_words


def carried() -> dict[str, str]:
    """What the address says of lines: which are kept, dropped, moved and added, and one's own words."""
    order = {name: text for name, text in reading_order().as_text().items() if text}
    return order | every_own_words()


def show_taking(notebook: Notebook) -> None:
    """What comes along, with a button that puts it into the meeting; nothing where nothing does."""
    if not carried():
        return
    council, asked = evidence().catalogue.area_name(notebook.authority), address.read("authority")
    if asked and asked != notebook.authority:
        other = evidence().catalogue.area_name(asked)
        _say(f"The lines you chose are of {other}, and this notebook is about {council}. Choose one about {other}.")
        return
    everything = enquiry_of(
        notebook.known(evidence()), notebook.authority, notebook.as_known_on, "", "", notebook.settings
    )
    order, wordings = reading_order(), _wordings(everything)
    what = _in_words(order, wordings, everything)
    if notebook.meeting is None:
        _say(f"From Lines of questioning: {what}. Choose the date of the meeting, and they can be taken along.")
        return
    with st.container(horizontal=True, vertical_alignment="center", key="taking"):
        _say(f"From Lines of questioning: {what}.")
        st.button("Take them into the papers", type="primary", on_click=_take, args=(everything, order, wordings))
    missing = {*order.kept, *order.added} - {line.id for line in everything.every_line}
    if missing:
        lines = count_of(len(missing), "line that you chose is", "lines that you chose are")
        _say(f"{lines} not found in this notebook. Its day, its figures or its thresholds are others than there.")
    lost = [text for text in every_own_words().values() if text not in wordings.values()]
    if lost:
        items = "".join(f"<li>{escape(text)}</li>" for text in lost)
        st.html(
            '<div class="note" role="note">These words of yours were on what the lines found for another day, or with '
            f'other thresholds. Copy what still fits to its line below:<ul class="caveats">{items}</ul></div>'
        )


def _take(everything: Enquiry, order: RunningOrder, wordings: dict[str, str]) -> None:
    def does(notebook: Notebook) -> Notebook:
        if notebook.meeting is None:
            return notebook
        chosen = chosen_for(notebook, evidence(), notebook.meeting)
        meeting = with_lines(notebook.meeting, chosen, everything, order, wordings)
        return notebook.model_copy(update={"meeting": meeting})

    if change(does):
        for name in carried():
            address.write(name, "")
        tell("The lines you chose are in the meeting now. An earlier version of the notebook has it as it was.")


def _wordings(everything: Enquiry) -> dict[str, str]:
    return {line.id: text for line in everything.every_line if (text := own_words(line).strip())}


def _in_words(order: RunningOrder, wordings: dict[str, str], everything: Enquiry) -> str:
    """2 lines kept, 1 dropped and 1 in your own words."""
    there: dict[str, Line] = {line.id: line for line in everything.every_line}
    counts = [
        (len([name for name in names if name in there]), word)
        for names, word in (
            (order.kept, "kept"),
            ([name for name in order.added if name not in order.kept], "added"),
            (order.dropped, "dropped"),
            (wordings, "in your own words"),
        )
    ]
    said = [f"{count} {word}" for count, word in counts if count]
    if not said:
        return "the order of your lines"
    first = next(count for count, _ in counts if count)
    return listed([said[0].replace(f"{first} ", f"{count_of(first, 'line')} ", 1), *said[1:]])


def _say(words: str) -> None:
    st.html(f'<p class="note" role="status">{escape(words)}</p>')
