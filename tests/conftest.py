"""Settings for every test: how long one example takes says nothing about whether it is right.

Where CI=true the examples are the same on every run, so that a submission passes or fails for what is in it; everywhere
else they are new each time.
"""

import os

from hypothesis import settings

settings.register_profile("patient", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("patient")
