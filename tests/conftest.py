"""Settings for every test: where notebooks are kept, and that how long an example takes says nothing about it.

Where CI=true the examples are the same on every run, so that a submission passes or fails for what is in it; everywhere
else they are new each time.
"""

import atexit
import os
import shutil
import tempfile

from hypothesis import settings

settings.register_profile("patient", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("patient")

# No test may touch the notebooks of whoever runs it. Set before any module of the app is imported, and inherited by the
# servers that the browser tests start.
_WORKSPACE = tempfile.mkdtemp(prefix="scrutiny-notebook-tests-")
atexit.register(shutil.rmtree, _WORKSPACE, ignore_errors=True)
os.environ["SCRUTINY_WORKSPACE"] = _WORKSPACE
os.environ.pop("SCRUTINY_DATABASE_URL", None)
