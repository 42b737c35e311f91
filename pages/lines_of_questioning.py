"""Suggested lines of questioning: read, keep, put into own words, reorder, drop, copy and print."""

import streamlit as st

from analytics.enquiry.lines import enquiry_of
from analytics.evidence.wording import count_of
from analytics.notebooks.cells.lines import AbsentCell, LinesCell, RequestsCell, SignalsCell
from pages.shared.briefing.offering import offer_papers
from pages.shared.forms import choose, write_text
from pages.shared.frame import end_page, open_page, show, show_heading
from pages.shared.library import is_public
from pages.shared.line_card import (
    STYLE,
    reading_order,
    say_choices,
    show_advice,
    show_as_text,
    show_further_lines,
    show_line,
)
from pages.shared.line_print import is_for_paper, offer_print, show_for_paper
from pages.shared.own_words import say_words_of_old_links
from pages.shared.thresholds import choose_settings, show_settings

if is_for_paper():
    show_for_paper()
    st.stop()

reader = open_page("Lines of questioning", "What deserves a question, and how might one put it?")
known = reader.known()
if not known.documents:
    show(LinesCell(**reader.asked))
    end_page()
    st.stop()

themes = known.catalogue.themes
settings = choose_settings()
everything = enquiry_of(known, reader.authority, reader.as_known_on, "", "", settings)
with st.container(horizontal=True, key="filters"):
    theme = choose(
        "Theme",
        "theme",
        ["", *(name for name in themes if any(line.theme == name for line in everything.every_line))],
        lambda name: themes[name].name if name else "All themes",
    )
    document = choose(
        "Document",
        "document",
        ["", *known.documents],
        lambda slug: known.documents[slug].file.short_title if slug else "All documents",
    )
    enquiry = enquiry_of(known, reader.authority, reader.as_known_on, theme, document, settings)
    arranged = reading_order().arranged(enquiry)
    witness = choose(
        "Witness",
        "witness",
        ["", *dict.fromkeys(line.witness.title for line in (*enquiry.lines, *arranged))],
        lambda title: title or "Anyone",
    )

asked = {
    **reader.asked,
    "theme": theme,
    "document": document,
    "settings": settings,
}
lines = [line for line in arranged if witness in ("", line.witness.title)]
shown = [line.id for line in lines]
st.html(STYLE)
show_heading(LinesCell(**asked, witness=witness))
say_choices(everything)
say_words_of_old_links()
if lines:
    offer_print()
for place, line in enumerate(lines, 1):
    show_line(line, place, shown, everything, asked)

show_further_lines(shown, enquiry, everything)
if lines:
    show_as_text(reader.name, lines)
offer_papers()
show(RequestsCell(**asked))
if enquiry.absent:
    with st.expander(
        f"{count_of(len(enquiry.absent), 'area', 'areas')} that members ask about without a recent figure here"
    ):
        show(AbsentCell(**asked))
if not is_public():
    with st.expander("Check a question of your own"):
        show_advice(write_text("Your question", "question", "How do you know that children are seen in time?"), None)
with st.expander("Every signal behind these lines"):
    show(SignalsCell(**asked))
with st.expander("The thresholds in force"):
    show_settings(settings)
end_page()
