"""Settings for every test: where notebooks are kept, and that how long an example takes says nothing about it.

Where CI=true the examples are the same on every run, so that a submission passes or fails for what is in it; everywhere
else they are new each time.
"""

import atexit
import os
import shutil
import tempfile

import pytest
from hypothesis import settings

from tests.spread import BySharedWork, in_order, processes

settings.register_profile("patient", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("patient")

# No test may touch the notebooks of whoever runs it. Set before any module of the app is imported, and inherited by the
# servers that the browser tests start.
_WORKSPACE = tempfile.mkdtemp(prefix="scrutiny-notebook-tests-")
atexit.register(shutil.rmtree, _WORKSPACE, ignore_errors=True)
os.environ["SCRUTINY_WORKSPACE"] = _WORKSPACE
os.environ.pop("SCRUTINY_DATABASE_URL", None)


def pytest_xdist_auto_num_workers() -> int | None:
    return None if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else processes()


def pytest_xdist_make_scheduler(config, log) -> BySharedWork | None:
    return BySharedWork(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items) -> None:
    if hasattr(config, "workerinput"):
        items[:] = in_order(items)
