"""Who is at the screen, what they may do, and the page on which one signs in.

Every page of the workspace runs behind `let_in`; whatever acts asks `require` where it acts, because a press of a
button reaches the server before its page runs.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache, partial
from html import escape
from threading import Lock
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analytics.access.actions import Action, Role
from analytics.access.bound import foreign_to
from analytics.access.claims import Refused, SignIn, rules_from, signed_in
from analytics.access.ended import EndedSignIns
from analytics.access.export import Export
from analytics.access.log import AuditLog, Entry, Event
from analytics.access.people import People
from analytics.access.person import ALONE, Denied, Person
from analytics.access.provider import HOW_TO, Provider, provider_from
from analytics.access.roles import Roles
from analytics.notebooks.repository import Repository, RepositoryError, default_url
from pages.shared.asking_once import AskingOnce
from pages.shared.coming_back import page_asked_for, remember_page
from pages.shared.gate import take_files_of
from pages.shared.library import is_public
from pages.shared.look import STYLE

Pages = dict[str, list[st.Page]]
# What a page takes; every other takes the right to read.
_TAKES = {
    "notebooks": Action.OPEN_NOTEBOOKS,
    "notebook": Action.OPEN_NOTEBOOKS,
    "witness_briefs": Action.PREPARE_PAPERS,
    "bring_in_figures": Action.BRING_IN_FIGURES,
    "publishing": Action.PUBLISH,
    "people": Action.READ_AUDIT_LOG,
}
_STRANGER = Person("", "somebody who has not signed in")
_SECONDS = 1
_SAID = "door_signed_in"
# Where somebody was let in before, the browser keeps the place of the menu, with nothing in it.
_NO_MENU = "<style>[data-testid=stSidebar], [data-testid=stExpandSidebarButton] { display: none; }</style>"


def let_in(pages: Pages) -> Pages:
    """The pages that whoever is at the screen may open; in the place of each other, one that says why not."""
    reason = _not_here()
    if reason:
        return _instead(pages, partial(_show_refusal, reason))
    person = user()
    if person.is_alone:
        return pages
    _take_files(person)
    try:
        sign_in = _sign_in(_claims())
    except Refused as refused:
        return _instead(pages, partial(_show_sign_in, str(refused)))
    if sign_in is None:
        return _instead(pages, partial(_show_sign_in, ""))
    _set_down(sign_in, person)
    if person.role is None:
        return _instead(pages, partial(_show_no_role, person))
    return {
        section: [
            page if person.may(_TAKES.get(page.url_path, Action.READ)) else _stand_in(page, _show_not_theirs)
            for page in listed
        ]
        for section, listed in pages.items()
    }


def go_on(pages: Pages) -> None:
    """Who has just signed in goes on to the page they asked for, where it is theirs; then who is signed in, and out."""
    person = user()
    if person.is_alone or person.role is None:
        return
    asked = page_asked_for(st.context.cookies)
    if asked:
        target, query = asked
        page = next((page for listed in pages.values() for page in listed if page.url_path == target), None)
        if page is not None:
            st.switch_page(page, query_params=query)
    with st.sidebar:
        _show_person(person)


def user() -> Person:
    """Who is at the screen, with the role they have now: a role that is taken away is gone within a second.

    Nobody is known in the public edition, so that nobody may do anything there.
    """
    if is_public():
        return _STRANGER
    if _provider() is None:
        return _STRANGER if _not_here() else ALONE
    return _named(_claims())


def may(action: Action) -> bool:
    """Whether whoever is at the screen may do something: whether to draw what does it."""
    return user().may(action)


def require(action: Action) -> None:
    """Nothing where they may do it. Raises Denied, in words, and sets down that they tried."""
    _require(kept(), user(), action, place())


def before_it_leaves(action: Action, export: Export) -> Callable[[], None]:
    """What comes before a file is given: whether they may have it is asked again, and it is set down.

    A browser has its file made long after the page was drawn, in a thread that knows neither page nor reader; so both
    are taken along, and their sign-in and role are looked up anew. Raises Denied and RepositoryError: then no file may
    be given.
    """
    url, where, person = _url(), place(), user()
    claims = {} if person is ALONE else _claims()

    def set_down() -> None:
        repository, now = _open(url), person if person is ALONE else _named(claims)
        _require(repository, now, action, where)
        AuditLog(repository.database).record(export.entry(now.logged_as, where))

    return set_down


def people() -> People:
    """Roles and the log, as the reader may see and change them."""
    return People(kept().database, user(), place())


def log(what: Event, about: str = "", detail: str = "") -> None:
    """Set down what is done. Raises RepositoryError where that cannot be, and then it must not be done."""
    AuditLog(kept().database).record(Entry(user().logged_as, what, about, place(), detail))


def place() -> str:
    """The page that runs, as its address names it: as the server has it, for a browser may say anything."""
    context = get_script_run_ctx()
    running = context.pages_manager.current_page_script_hash if context else ""
    page = context.pages_manager.get_pages().get(running) if context else None
    return (page or {}).get("url_pathname") or "before_the_meeting"


def kept() -> Repository:
    """Everything this process keeps, for the door alone: pages take `repository` of the workspace, which asks first."""
    return _open(_url())


def _require(repository: Repository, person: Person, action: Action, where: str) -> None:
    try:
        person.require(action)
    except Denied:
        entry = Entry(person.logged_as, Event.REFUSED, place=where, detail=action.value)
        AuditLog(repository.database).record(entry)
        raise


def _url() -> str:
    return default_url(os.environ)


@st.cache_resource(show_spinner=False)
def _open(url: str) -> Repository:
    return _opening.ask(url, lambda: Repository.open(url))


_opening = AskingOnce(_SECONDS)


@st.cache_data(ttl=_SECONDS, max_entries=1000, show_spinner=False)
def _role_of(url: str, name: str) -> Role | None:
    given = Roles(_open(url).database).of(name)
    return given.role if given else None


@st.cache_resource(show_spinner=False)
def _ended(url: str) -> EndedSignIns:  # noqa: ARG001 - what is remembered is of one database
    return EndedSignIns(_SECONDS)


def _why_ended(url: str, number: str, at: datetime) -> str:
    """Why a sign-in counts no more, in words; blank where it does."""
    log = AuditLog(_open(url).database)
    with _one_at_a_time:
        return _asking_of_ends.ask(url, lambda: _ended(url).why(log, number, at))


_one_at_a_time = Lock()
_asking_of_ends = AskingOnce(_SECONDS)


@lru_cache(maxsize=1)
def _provider() -> Provider | None:
    """The provider that the server was started with: it was found sound then."""
    try:
        return provider_from(st.secrets)
    except FileNotFoundError:
        return None


def _claims() -> Mapping[str, Any]:
    return st.user.to_dict()


def _named(claims: Mapping[str, Any]) -> Person:
    """Whom a browser's claims name, with the role they have now."""
    try:
        sign_in = _sign_in(claims)
    except Refused:
        return _STRANGER
    return _STRANGER if sign_in is None else Person(sign_in.name, sign_in.shown, _role_of(_url(), sign_in.name))


def _sign_in(claims: Mapping[str, Any]) -> SignIn | None:
    """The sign-in that a browser's claims stand for; None for nobody. Raises Refused, in words.

    The cookie that stands for it is good until it is too old, in every tab and for whoever copied it, and the tokens of
    open tabs are those they began with. So a sign-in that was signed out once counts nowhere any more.
    """
    provider = _provider()
    if provider is None or claims.get("is_logged_in") is not True:
        return None
    sign_in = signed_in(claims, provider, rules_from(os.environ), datetime.now(UTC))
    if ended := _why_ended(_url(), sign_in.number, sign_in.at):
        raise Refused(ended)
    return sign_in


def _not_here() -> str:
    """Why nobody may be let in without signing in, in words; blank where they may, or where people sign in."""
    if _provider() is not None:
        return ""
    headers = dict(st.context.headers)
    # A page opened by a test has no connection, and so no header at all; every connection has some.
    return foreign_to(headers, st.context.ip_address) if headers else ""


def _take_files(person: Person) -> None:
    """Files are sent beside the pages, to the session: whether they are taken is settled here."""
    context = get_script_run_ctx()
    if context:
        take_files_of(context.session_id, allowed=person.may(Action.KEEP_NOTEBOOKS))


def _set_down(sign_in: SignIn, person: Person) -> None:
    """That somebody signed in, once for all their tabs; or that they did and have no role."""
    said = (sign_in.number, person.role)
    if st.session_state.get(_SAID) == said:
        return
    what, why = (Event.SIGNED_IN, str(person.role)) if person.role else (Event.REFUSED, "no role")
    AuditLog(kept().database).record_once(Entry(person.name, what, sign_in.number, place(), why))
    st.session_state[_SAID] = said


def _instead(pages: Pages, show: Any) -> Pages:
    return {"": [_stand_in(page, show) for listed in pages.values() for page in listed]}


def _stand_in(page: st.Page, show: Any) -> st.Page:
    """A page outside the menu at the address of another, of which it has no part."""
    path = page.url_path
    does = partial(show, path)
    does.__name__ = f"instead_of_{path or 'start'}"  # type: ignore[attr-defined]
    return st.Page(does, title="Scrutiny Notebook", url_path=path, default=not path, visibility="hidden")


def _begin(title: str, question: str, *, has_menu: bool = False) -> None:
    st.html(f'{STYLE}{"" if has_menu else _NO_MENU}<h1 class="page">{title}</h1><p class="question">{question}</p>')


def _show_refusal(reason: str, _: str) -> None:
    _begin("This workspace is closed", "It is for the computer it runs on, and nobody has to sign in there.")
    st.html(f'<p class="note" role="alert">{escape(reason)} {escape(HOW_TO)}</p>')


def _show_sign_in(reason: str, path: str) -> None:
    _begin("Sign in", "This workspace is for the people of the council who prepare a meeting.")
    if reason:
        st.html(f'<p class="note" role="alert">{escape(reason)}</p>')
    if st.button("Sign in", type="primary"):
        remember_page(st.context.cookies, path, st.query_params.to_dict())
        st.login()
    st.html('<p class="about">You go to your council’s own sign-in page and come back to the page you asked for.</p>')


def _show_no_role(person: Person, _: str) -> None:
    _begin("Nobody has let you in yet", "You are signed in, and have no role in this workspace.")
    st.html(
        f'<p class="summary">You are signed in as <strong>{escape(person.shown)}</strong> ({escape(person.name)}). '
        f"{escape(_whom_to_ask())}</p>"
    )
    _sign_out_button()


def _show_not_theirs(path: str) -> None:
    action = _TAKES.get(path, Action.READ)
    _begin("This page is not yours to open", "Each role has its own pages.", has_menu=True)
    st.html(
        f'<p class="note" role="note">The role {escape(str(user().role))} may not {escape(action.plainly)}. '
        f"{escape(_whom_to_ask())}</p>"
        '<p class="summary"><a href="." target="_self">Before the meeting: what deserves a question</a></p>'
    )


def _whom_to_ask() -> str:
    """Whom to ask for a role: what whoever runs the app says, else the administrators by name."""
    contact = os.environ.get("SCRUTINY_CONTACT", "").strip()
    if contact:
        return f"Ask for a role: {contact}."
    names = [given.person for given in Roles(kept().database).every() if given.role is Role.ADMINISTRATOR]
    if names:
        return f"Ask an administrator of this workspace for a role: {', '.join(names)}."
    return "There is no administrator yet. Whoever runs the server makes one: scrutiny access grant NAME administrator."


def _show_person(person: Person) -> None:
    st.html(f'<p class="about">Signed in as <strong>{escape(person.shown)}</strong>, {escape(str(person.role))}</p>')
    _sign_out_button()


def _sign_out_button() -> None:
    if st.button("Sign out", key="sign_out"):
        # Nobody is kept in because the log cannot be written: this browser at least forgets them.
        with suppress(RepositoryError, Refused):
            sign_in = _sign_in(_claims())
            log(Event.SIGNED_OUT, sign_in.number if sign_in else "")
            # Here at once, and at other replicas within a second.
            with _one_at_a_time:
                _ended(_url()).forget()
        st.logout()
