"""Notebooks in a workspace of the test's own, and the page of one of them."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import AppTest

from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Repository
from pages.shared import door
from tests.pages.opened import html, opened

NOTE = {"kind": "note", "text": "How many **wait**?"}
HISTORY = {"kind": "history", "indicator": "cl_eet"}


@contextmanager
def a_workspace(folder, monkeypatch) -> Iterator[Repository]:
    """An empty workspace, which the pages use until the block ends."""
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(folder))
    repository = door.kept()
    yield repository
    door._open.clear()
    repository.close()


def with_cells(*asks, authority="barnsley", **more) -> Notebook:
    """A notebook with some cells."""
    notebook = Notebook(authority=authority, **{"title": "September"} | more)
    for one in asks:
        notebook = notebook.adding(one)
    return notebook


def page_of(notebook: Notebook) -> AppTest:
    """The notebook's page as its link opens it."""
    app = opened("notebook", notebook=notebook.id)
    assert not app.exception, [problem.value for problem in app.exception]
    return app


def button(app: AppTest, words: str, place: int = 0):
    """The button whose label begins with some words, and is not another one's beginning."""
    return [one for one in app.button if one.label == words or one.label.startswith(f"{words} :gray")][place]


def pressed(app: AppTest, words: str, place: int = 0) -> AppTest:
    """The page after that button was pressed."""
    after = button(app, words, place).click().run()
    assert not after.exception, [problem.value for problem in after.exception]
    return after


def files_given(monkeypatch) -> Callable[..., list[bytes | str]]:
    """What gives the files of a page's buttons whose labels begin with some words, as a browser has them made.

    That is in a thread that knows nothing of the page. It holds for pages that are opened from now on.
    """
    makers, add = {}, MediaFileManager.add_deferred

    def added(self, maker, *arguments, **more):
        identity = add(self, maker, *arguments, **more)
        makers[identity] = maker
        return identity

    monkeypatch.setattr(MediaFileManager, "add_deferred", added)

    def given(app: AppTest, words: str = "") -> list[bytes | str]:
        asked = [one.proto.deferred_file_id for one in app.get("download_button") if one.label.startswith(words)]
        with ThreadPoolExecutor(1) as thread:
            return [thread.submit(makers[identity]).result() for identity in asked]

    return given


def notices(app: AppTest) -> str:
    """What the page says, without its style."""
    return re.sub(r"<style>.*?</style>", "", html(app), flags=re.DOTALL)
