import os

import pytest

from tests.browser.running import DESKTOP, NAMES, a_chromium, at_rest, chromium_path, running_app


@pytest.fixture(scope="session")
def chromium_at():
    """Where Chromium is."""
    path = chromium_path()
    if path is None:
        reason = f"No Chromium was found: looked for {', '.join(NAMES)}."
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return path


@pytest.fixture(scope="module")
def chromium(chromium_at):
    """A browser for the module's tests."""
    with a_chromium(chromium_at) as browser:
        yield browser


@pytest.fixture(scope="session")
def app(chromium_at):
    """The address of the app with the evidence of the repository."""
    with running_app() as address:
        yield address


@pytest.fixture
def someone(chromium):
    """Open an address as someone who has never been here, on a screen of some size."""
    contexts = []

    def opens(address, screen=DESKTOP):
        width, height = screen
        contexts.append(chromium.new_context(viewport={"width": width, "height": height}, locale="en-GB"))
        page = contexts[-1].new_page()
        page.goto(address)
        return at_rest(page)

    yield opens
    for context in contexts:
        context.close()
