import os
import pickle
import time
from types import SimpleNamespace

import pytest

from analytics.site.build import build
from tests.browser.running import NAMES, a_chromium, chromium_path
from tests.site.made import publication

_LONGEST_WAIT = 600


@pytest.fixture(scope="session")
def site(tmp_path_factory, request):
    """The site of the shipped evidence with every starter: its `files`, and the `folder` they are in.

    Made once for all the processes of a run: whoever comes first makes it, and the others wait.
    """
    shared = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        shared = shared.parent
    place, done = shared / "published-site", shared / "published-site.pickle"
    try:
        place.mkdir()
    except FileExistsError:
        until = time.monotonic() + _LONGEST_WAIT
        while not done.is_file():
            assert time.monotonic() < until, "The process that makes the site did not finish."
            time.sleep(0.2)
    else:
        files = build(publication())
        for path, content in files.items():
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(content)
        aside = done.with_suffix(".part")
        aside.write_bytes(pickle.dumps(files))
        aside.replace(done)
    return SimpleNamespace(files=pickle.loads(done.read_bytes()), folder=place)


@pytest.fixture(scope="module")
def chromium():
    """A browser for the module's tests."""
    path = chromium_path()
    if path is None:
        reason = f"No Chromium was found: looked for {', '.join(NAMES)}."
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    with a_chromium(path) as browser:
        yield browser
