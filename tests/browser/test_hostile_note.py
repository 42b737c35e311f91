"""A hostile note in the app: nothing in it runs, nothing is fetched from elsewhere, and it can be read."""

import pytest

from analytics.notebooks.notebook import Held, Notebook
from analytics.notebooks.repository import Repository
from tests.browser.running import a_server, at_rest
from tests.exports.page.test_markdown import PIECES
from tests.exports.sampled import NOTE

pytestmark = pytest.mark.browser
WRITTEN = "\n\n".join((*PIECES, NOTE, r"\![undone](https://example.org/c.png)", "The end of the note."))


@pytest.fixture(scope="module")
def address(chromium, tmp_path_factory):
    """A notebook that holds the note, in a workspace of its own."""
    workspace = tmp_path_factory.mktemp("workspace")
    repository = Repository.open(f"sqlite:///{workspace}/notebooks.db")
    note = Held(asks={"kind": "note", "text": WRITTEN})
    repository.save(Notebook(id="hostile", title="Hostile", authority="barnet", cells=(note,)), None)
    repository.close()
    with a_server(workspace=workspace) as (app, _):
        yield f"{app}/notebook?notebook=hostile"


def test_nothing_in_a_note_runs_and_nothing_is_fetched(chromium, address):
    asked, dialogs = [], []
    with chromium.new_context(viewport={"width": 820, "height": 1180}) as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        at_rest(page)
        page.get_by_text("The end of the note.", exact=True).wait_for()
        note = page.locator(".written", has_text="The end of the note.")
        found = note.evaluate(
            """note => ({
                active: [...note.querySelectorAll("script, iframe, img, svg, style, object, video")]
                    .map(one => one.parentElement.outerHTML.slice(0, 200)),
                handlers: [...note.querySelectorAll("*")].flatMap(one => one.getAttributeNames())
                    .filter(name => name.startsWith("on")),
                links: [...note.querySelectorAll("a")].map(one => one.getAttribute("href") || ""),
            })"""
        )
    home = address.partition("/notebook")[0]
    assert [url for url in asked if not url.startswith((home, home.replace("http", "ws"), "data:", "blob:"))] == []
    assert dialogs == []
    assert (found["active"], found["handlers"]) == ([], [])
    assert found["links"]
    leads = ("http://", "https://", "mailto:", "#")
    assert [link for link in found["links"] if link and not link.startswith(leads)] == []
