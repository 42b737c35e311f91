"""What is said once files were brought in: what is there now, and where to see it."""

from dataclasses import dataclass
from html import escape

import streamlit as st

from analytics.access.actions import Action
from analytics.evidence.release_index import FileRecord
from analytics.evidence.releases import Release
from analytics.evidence.wording import count_of, day_in_words
from analytics.importers.store.store import Change
from analytics.notebooks.leaving import for_the_public
from analytics.notebooks.repository import RepositoryError
from pages.shared import address
from pages.shared.bringing.words import show_list
from pages.shared.door import may
from pages.shared.frame import say_reason, usual_authority
from pages.shared.library import decide_anew, decided, evidence
from pages.shared.notebook.workspace import repository

_BROUGHT, _REMEMBERED = "bring_brought", "bring_remembered"


@dataclass(frozen=True)
class Brought:
    """What became of some files, and the names of those that stay behind."""

    change: Change
    refused: tuple[str, ...] = ()


def brought(what: Brought) -> None:
    """Remember it for this session."""
    st.session_state[_BROUGHT] = what


def show_brought() -> None:
    """The releases that are there now, with links to the pages that show them."""
    what: Brought | None = st.session_state.get(_BROUGHT)
    if what is None:
        return
    change = what.change
    with st.container(border=True, key="brought"):
        if change.taken:
            files = len({file.name.partition(" › ")[0].partition(", sheet ")[0] for file in change.taken})
            st.html(f'<div role="status"><h2 class="finding">Brought in: {count_of(files, "file")}</h2></div>')
        else:
            st.html('<div role="status"><h2 class="finding">All of this was here already</h2></div>')
        releases = {file.release.id: file.release for file in (*change.taken, *change.unchanged)}
        lines = [
            f"{release.title}{_published(release)}: {_held(change.taken, slug)}" for slug, release in releases.items()
        ]
        st.html("<ul class='sources'>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>")
        if any(release.stays_inside for release in releases.values()):
            _say_not_public()
        _remember(what)
        if change.replaced:
            show_list("Took the place of an older copy", [file.name for file in change.replaced])
        if what.refused:
            show_list("Not brought in", what.refused)
        _show_links(change)


def _published(release: Release) -> str:
    """When others published a release; nothing of figures that nobody is known to have published."""
    return "" if release.stays_inside else f", published {day_in_words(release.published)}"


def _say_not_public() -> None:
    """That the public sees nothing of own figures, or of a file mapped here, before somebody publishes them."""
    link = escape(address.page_address("publishing"))
    st.html(
        '<p class="note" role="note">The council’s own figures are not public, nor is a data file that was read by a '
        "mapping made here: nobody but this workspace says that it was ever published. Whoever may publish does so on "
        f'the page <a href="{link}" target="_self">Publishing</a>, and sees there first what would be withheld.</p>'
    )


def _remember(what: Brought) -> None:
    """Keep, once, what the public edition shows from now on of figures that the policy covers: this may change it."""
    if st.session_state.get(_REMEMBERED) == what.change.index.version or not may(Action.PUBLISH):
        return
    try:
        if decided().covers_any:
            with st.spinner("Working out what the public sees from now on"):
                known = decided()
                repository().remember(for_the_public(evidence(), known).shown, knowing=known.mark)
            decide_anew()
    except RepositoryError as error:
        say_reason(str(error))
    else:
        st.session_state[_REMEMBERED] = what.change.index.version


def _held(files: tuple[FileRecord, ...], release: str) -> str:
    of_it = [file for file in files if file.release.id == release]
    if not of_it:
        return "kept already, nothing changed."
    figures, ratings = sum(file.rows() for file in of_it), sum(file.rows("ratings") for file in of_it)
    areas = max(file.summary.areas for file in of_it)
    held = [count_of(figures, "figure")] if figures else []
    held += [count_of(ratings, "rating")] if ratings else []
    held += [count_of(areas, "council or other area", "councils and other areas")] if areas else []
    return f"{', '.join(held) or 'lists of similar councils'}."


def _show_links(change: Change) -> None:
    """A council, and the pages that show what came."""
    catalogue = evidence().catalogue
    councils = sorted(
        (area for area in change.index.areas if area in catalogue.authorities),
        key=catalogue.area_name,
    )
    if not councils:
        return
    asked = address.read("authority") or usual_authority()
    authority = st.selectbox(
        "See it for",
        councils,
        index=councils.index(asked) if asked in councils else 0,
        format_func=catalogue.area_name,
        key="brought_authority",
    )
    name = catalogue.area_name(authority)
    links = {
        f"Indicators of {name}": address.page_address("indicators", authority=authority, figures="releases"),
        f"{name} beside other councils": address.page_address("beside_other_councils", authority=authority),
    }
    items = "".join(
        f'<li><a href="{escape(link)}" target="_self">{escape(words)}</a></li>' for words, link in links.items()
    )
    st.html(f"<ul class='sources'>{items}</ul>")
