"""Files that somebody drops on the page: read and checked at once, and kept only when they say so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from pathlib import PurePath

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analytics.access.actions import Action
from analytics.evidence.wording import count_of, day_in_words, listed
from analytics.importers.arriving import Arrived, Desk, keep
from analytics.importers.described import described, lacks_day, unsized
from analytics.importers.imported import Imported
from analytics.importers.importing import Refusal
from pages.shared.act import act, plainly
from pages.shared.bringing.brought import Brought, brought, show_brought
from pages.shared.bringing.layouts import given_layouts, offer_layouts
from pages.shared.bringing.mapping import show_mapping
from pages.shared.bringing.words import WHY_OUT_OF, show_list, show_problems
from pages.shared.bringing.workspace import TROUBLE, catalogue, place, stamp_of_mappings, store
from pages.shared.frame import say_reason
from pages.shared.heading import heading

ENDINGS = ["csv", "gz", "zip", "xlsx", "ods", "parquet"]
_ROUND, _READ, _KEEP, _MAPPED, _DONE = "bring_round", "bring_read", "bring_keep", "bring_mapped", "bring_done"
_MOST_MEASURES = 6


@dataclass(frozen=True)
class _Looked:
    """What was found in which files, by which mappings."""

    of: tuple[object, ...]
    arrived: Arrived


def show_arriving() -> None:
    """The place to drop files on, what is in them, and the button that keeps those without faults."""
    limit = st.get_option("server.maxUploadSize")
    uploaded = st.file_uploader(
        f"Drop files here: CSV, zip, Excel (.xlsx), .ods or Parquet, up to {limit} MB each",
        type=ENDINGS,
        accept_multiple_files=True,
        key=f"bring_{st.session_state.get(_ROUND, 0)}",
        help="Data files as they were downloaded: of the Department for Education, of Ofsted, or your council’s own. "
        "They are read and checked here, and nothing is kept until you say so.",
    )
    show_brought()
    # What was brought in while others were refused stays on Streamlit’s list, and is not read again.
    done = st.session_state.get(_DONE, frozenset())
    uploaded = [file for file in uploaded if file.file_id not in done]
    if not uploaded:
        st.session_state.pop(_READ, None)
        return
    arrived = _looked_at(uploaded)
    if arrived is None:
        return
    _say_what_came(arrived)
    days = _show_sound(arrived.read)
    if arrived.read:
        _offer_to_keep(arrived, days, uploaded)
    _show_refused(arrived.refused, uploaded)
    show_list("Came with them, and holds no figures that are read", arrived.beside)


def _looked_at(uploaded: Sequence[UploadedFile]) -> Arrived | None:
    """What is in the files, read once; again only when another file comes, or somebody says what a file is."""
    of = (*(file.file_id for file in uploaded), stamp_of_mappings(), *given_layouts())
    looked: _Looked | None = st.session_state.get(_READ)
    if looked is None or looked.of != of:
        # What was held of the files before is let go first: together they may be large.
        st.session_state.pop(_READ, None)
        with st.status(f"Reading and checking {count_of(len(uploaded), 'file')}", expanded=True) as status:
            bar = st.progress(0.0)
            try:
                arrived = _desk().look_at(
                    _handed(uploaded),
                    lambda share, words: bar.progress(min(share, 1.0), plainly(words)) and None,
                )
            except TROUBLE as error:
                status.update(label="The files could not be read", state="error")
                say_reason(str(error))
                return None
            status.update(label=f"{count_of(len(uploaded), 'file')} read and checked", state="complete", expanded=False)
        looked = _Looked(of, arrived)
        st.session_state[_READ] = looked
    return looked.arrived


def _say_what_came(arrived: Arrived) -> None:
    """How the files fared, also for whoever hears the page: what follows stands further down."""
    unknown = sum(refusal.unknown for refusal in arrived.refused)
    counts = {
        "without faults": _files_of(arrived.read),
        "not known yet": unknown,
        "with faults": len(arrived.refused) - unknown,
    }
    found = listed(f"{count} {words}" for words, count in counts.items() if count) or "no figures that can be read"
    st.html(f'<p class="note" role="status">Read and checked: {found}.</p>')


def _desk() -> Desk:
    return Desk(place(), catalogue(), given_layouts())


def _handed(uploaded: Sequence[UploadedFile]) -> list[tuple[str, bytes]]:
    return [(file.name, file.getvalue()) for file in uploaded]


def _show_sound(read: Sequence[Imported]) -> dict[int, date]:
    """Each file that can be kept; the days that were given for those that do not say when they were published."""
    days: dict[int, date] = {}
    if read:
        files = _files_of(read)
        tables = "" if files == len(read) else f"{count_of(len(read), 'table')} of "
        heading(f"{tables}{count_of(files, 'file')} without faults", "Nothing is kept yet.")
    today = date.today()
    for number, one in enumerate(read):
        with st.container(border=True, key=f"sound_{number}", gap="xsmall"):
            unknown = lacks_day(one, today)
            st.html(_told_html(one, published=not unknown))
            day = _ask_day(one, today) if unknown else None
            if day:
                days[number] = day
            _say_what_is_unsized(one)
            if one.warnings:
                with st.expander(f"Look at this: {count_of(len(one.warnings), 'warning')}"):
                    show_problems(one.warnings, f"Warnings about {one.file}")
            show_list("Left out, and why", one.left_out)
    return days


def _say_what_is_unsized(one: Imported) -> None:
    """Which shares and averages do not say out of how many they are, and what that costs."""
    names = unsized(one, catalogue())
    if names:
        st.html(f'<p class="about">Without saying out of how many: {escape(listed(names))}. {escape(WHY_OUT_OF)}</p>')


def _files_of(read: Sequence[Imported]) -> int:
    """Of how many files these are: a zip or a workbook may give several."""
    return len({one.file.partition(" › ")[0].partition(", sheet ")[0] for one in read})


def _told_html(one: Imported, *, published: bool) -> str:
    about = described(one, catalogue())
    more = len(about.measures) - _MOST_MEASURES
    names = listed([*about.measures[:_MOST_MEASURES], *([f"{more} more"] if more > 0 else [])])
    words = f'<h3 class="listed">✓ {escape(about.title)}{f": {escape(names)}" if names else ""}</h3>'
    words += f'<p class="summary">{escape(about.sentence)}</p>'
    said = f"From {one.file}."
    if published:
        said += f" Published {day_in_words(one.release.published)}. {one.release.published_basis}"
    return f'{words}<p class="about">{escape(said)}</p>'


def _ask_day(one: Imported, today: date) -> date | None:
    """The day of publication, which the file does not say; None where nobody gave one."""
    own = bool(one.release.authority)
    given: date | None = st.date_input(
        "The day on which these figures were known" if own else "The day on which it was published",
        value=None,
        min_value=None if own else min(one.release.data_to, today),
        max_value=today,
        format="DD/MM/YYYY",
        # By the file and not by its place, so that another file refused or taken away loses nobody’s choice.
        key=f"day_{one.sha256[:16]}_{one.release.family}_{one.release.authority}_{one.file}",
        help="The file does not say. Left empty it counts as published today, and a page as known on an earlier day "
        "does not show it.",
    )
    return given


def _show_refused(refused: Sequence[Refusal], uploaded: Sequence[UploadedFile]) -> None:
    """First those that somebody can say the columns of, then those with faults."""
    unknown = [refusal for refusal in refused if refusal.unknown]
    faulty = [refusal for refusal in refused if not refusal.unknown]
    if unknown:
        whose = "its columns hold" if len(unknown) == 1 else "their columns hold"
        heading(f"{count_of(len(unknown), 'file')} not known yet", f"Sound so far, but nobody has said what {whose}.")
    for number, refusal in enumerate(unknown):
        with st.container(border=True, key=f"unknown_{number}"):
            _show_unknown(refusal, number, uploaded)
    if faulty:
        heading(
            f"{count_of(len(faulty), 'file')} with faults",
            "Nothing of these is taken. Mend each file, or download it again, and drop it here once more.",
        )
    for number, refusal in enumerate(faulty):
        with st.container(border=True, key=f"faulty_{number}"):
            faults = count_of(len(refusal.problems), "fault")
            st.html(f'<h3 class="listed">✗ {escape(refusal.file)}: {faults}</h3>')
            show_problems(refusal.problems, f"Faults of {refusal.file}")


def _show_unknown(refusal: Refusal, number: int, uploaded: Sequence[UploadedFile]) -> None:
    st.html(f'<h3 class="listed">? {escape(refusal.file)}</h3>')
    file = next((one for one in uploaded if refusal.file.startswith(PurePath(one.name).name)), uploaded[0])
    mapped = st.session_state.get(_MAPPED)
    if mapped != refusal.file:
        offer_layouts(file, refusal.file, number)
        act("Say what its columns are", refusal.file, f"map_{number}", _map, refusal.file)
        show_list("Which files are known without being told", [str(problem.right) for problem in refusal.problems[:1]])
        return
    show_mapping(file, refusal.file)
    act("Leave it for now", refusal.file, f"unmap_{number}", _map, "", kind="tertiary")


def _map(file: str) -> None:
    st.session_state[_MAPPED] = file


def _offer_to_keep(arrived: Arrived, days: dict[int, date], uploaded: Sequence[UploadedFile]) -> None:
    """The button, and what is done once it was pressed."""
    count = _files_of(arrived.read)
    st.button(f"Bring in {count_of(count, 'file')}", type="primary", on_click=_ask_to_keep, key="bring_in")
    if not st.session_state.pop(_KEEP, False):
        return
    with st.status(f"Bringing in {count_of(count, 'file')}", expanded=True) as status:
        bar = st.progress(0.0)
        try:
            read = _desk().dated(_handed(uploaded), arrived.read, days) if days else arrived.read
            change = keep(
                store(Action.BRING_IN_FIGURES),
                read,
                catalogue(),
                datetime.now().astimezone(),
                lambda share, words: bar.progress(min(share, 1.0), plainly(words)) and None,
            )
        except (*TROUBLE, ValueError) as error:
            status.update(label="Nothing was brought in, and nothing of your choice is lost", state="error")
            say_reason(str(error))
            return
    left = [refusal.file for refusal in arrived.refused]
    brought(Brought(change, tuple(left)))
    st.session_state.pop(_READ, None)
    if left:
        done = {
            file.file_id for file in uploaded if not any(name.startswith(PurePath(file.name).name) for name in left)
        }
        st.session_state[_DONE] = st.session_state.get(_DONE, frozenset()) | done
    else:
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        st.session_state.pop(_DONE, None)
    st.rerun()


def _ask_to_keep() -> None:
    st.session_state[_KEEP] = True
