"""The frame of every page: title, council, day, and the views of its cells."""

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

import streamlit as st

from analytics.access.actions import Action
from analytics.access.export import Export, ReadBy
from analytics.evidence.evidence import Evidence
from analytics.evidence.national import USUAL, Figures, Neighbours
from analytics.evidence.wording import day_in_words
from analytics.notebooks.facts import evidence_about
from analytics.notebooks.render import AnyCell
from pages.shared import address
from pages.shared.act import named
from pages.shared.banner import show_banner
from pages.shared.door import may
from pages.shared.download import download
from pages.shared.figures import choose_figures, choose_neighbours
from pages.shared.forms import choose, choose_day
from pages.shared.library import evidence, is_decided, is_public, shown
from pages.shared.look import STYLE
from pages.shared.notebook.add_button import add_button, say_added
from pages.shared.notebook.unsaved import show_unsaved


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is asked about, when, and from whose figures: every cell of a page takes these."""

    authority: str
    as_known_on: date | None
    figures: Figures = Figures.EITHER
    neighbours: Neighbours = USUAL

    @property
    def asked(self) -> dict[str, Any]:
        """What every cell of the page takes from the reader."""
        return {name: getattr(self, name) for name in ("authority", "as_known_on", "figures", "neighbours")}

    @property
    def name(self) -> str:
        """The council's name."""
        return evidence().catalogue.area_name(self.authority)

    def known(self) -> Evidence:
        """What was public about the council on the day; may hold no document."""
        about = evidence_about(evidence(), self.authority, self.figures, self.neighbours)
        return about.as_known_on(self.as_known_on)


def begin(title: str, question: str, *, has_own_council: bool = False, says_age: bool = False) -> None:
    """Title and the question that the page answers. A page with a council of its own takes none from another page.

    One that `says_age` says itself how old the figures that it shows are: `warn_of_age`.
    """
    if not has_own_council:
        address.restore()
    st.html(STYLE)
    if is_public():
        # Where it is not known what may be shown, the first figure that the page asks for says so.
        show_banner(dated=not says_age and is_decided())
    st.html(f'<h1 class="page">{title}</h1><p class="question">{question}</p>')
    if not is_public():
        show_unsaved()


def open_page(title: str, question: str, *, figures: Figures | None = None) -> Reader:
    """Title, the question the page answers, the choice of council and day, and the warning above every figure.

    `figures` is whose the page shows, where it is about those alone; else the reader chooses.
    """
    begin(title, question, says_age=True)
    everything = evidence()
    authorities = everything.authorities()
    default = usual_authority()
    notices = st.container()
    with st.container(horizontal=True, key="pickers"):
        authority = choose(
            "Council", "authority", authorities, everything.catalogue.area_name, default=default, notices=notices
        )
        as_known_on = choose_day(
            "As known on",
            "known",
            "Leave empty for everything published. Choose the day of a meeting to see only what was public by then.",
            notices,
        )
        figures = choose_figures(authority, notices) if figures is None else figures
        national = evidence_about(everything, authority, figures).neighbours is not None
        neighbours = choose_neighbours(notices) if national else USUAL
    reader = Reader(authority, as_known_on, figures, neighbours)
    warn_of_age(reader.known())
    return reader


def usual_authority() -> str:
    """The council that most documents are about, which a page is about until another is chosen; blank for none."""
    everything = evidence()
    authorities = everything.authorities_with_documents()
    return max(authorities, key=lambda name: len(everything.about(name).documents), default="")


def warn_of_age(known: Evidence) -> None:
    """The warning above every figure that none of them is of today; nothing where there are no documents."""
    if not known.documents:
        return
    newest = max(held.file.data_to for held in known.documents.values())
    if not is_public():
        said = (
            f"Published figures, many of them old; the newest describe {day_in_words(newest)}. "
            "They are not current performance."
        )
    else:
        # That none is current is said above the title of every page.
        said = f"The newest figures here describe {day_in_words(newest)}."
    st.html(f'<p class="warning" role="note"><strong>{said}</strong></p>')


def show_heading(cell: AnyCell) -> None:
    """Only the finding of a cell, where the page lays out the rest itself; or the reason there is none."""
    view = shown(cell)
    if isinstance(view, str):
        say_reason(view)
    else:
        st.html(view.heading)


def say_reason(text: str) -> None:
    """Why there is nothing to show, and what would work."""
    # As HTML and not as Markdown: the reason may quote words of the address, and a link in them stays letters.
    st.html(f'<p class="note" role="note">{escape(text)}</p>')


def show(cell: AnyCell) -> bool:
    """Lay out one cell: finding, chart, table, caveats, sources, CSV. False where it had nothing to show."""
    return lay_out(cell, str(abs(hash(cell))), add=True)


def show_if_any(cell: AnyCell) -> None:
    """Lay out a cell only where it has something to show: the page says the same in other words below it."""
    if not isinstance(shown(cell), str):
        show(cell)


def lay_out(cell: AnyCell, key: str, *, add: bool, leaves: bool = False) -> bool:
    """The same under a key of its own, and with the button that adds it to a notebook only where it is in none.

    Where it `leaves`, it is shown as anybody may see it, in the workspace too.
    """
    view = shown(cell, leaves=leaves)
    if isinstance(view, str):
        say_reason(view)
        return False
    add = add and not is_public() and may(Action.KEEP_NOTEBOOKS)
    with st.container(key=f"view_{key}"):
        st.html(view.heading)
        if view.chart:
            # The sentence above says the rest. Streamlit puts this into the name of every button of the chart, too.
            alt = view.chart.title or view.chart.alt
            st.vega_lite_chart(view.chart.spec, alt=alt, theme=None, width="stretch")
        st.html(view.charts + view.table + view.notes)
        with st.container(horizontal=True, key=f"take_{key}"):
            if view.csv:
                download(
                    named("Download these figures (CSV)", view.title),
                    view.csv,
                    Export(view.file_name.removesuffix(".csv"), "csv", ReadBy.PUBLIC if leaves else ReadBy.MEMBERS),
                    file_name=view.file_name,
                    mime="text/csv",
                    key=f"csv_{key}",
                )
            if add:
                add_button(cell, view.title, key)
        if add:
            say_added(key)
    return True


def end_page() -> None:
    """The footer that every page has."""
    method, accessibility = (escape(address.page_address(page)) for page in ("about", "accessibility"))
    st.html(
        '<p class="footer">Figures are as printed in published reports; findings are in our own words. '
        "Contains public sector information, some of it licensed under the Open Government Licence v3.0. "
        f'<a href="{method}" target="_self">Method and glossary</a> · '
        f'<a href="{accessibility}" target="_self">Accessibility statement</a></p>'
    )
