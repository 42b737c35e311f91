"""How the tests are spread over processes: by file, what is long first, and the browsers one by one.

A test in a browser waits more than it works. So there is one process more than there are processors, and the files
with browsers come between the others, that one waits while others work.
"""

import os

import pytest
from xdist.scheduler import LoadScopeScheduling

# The files that begin with the same long work, by what it is: one process does it for all of them.
TOGETHER = {
    "every view": (
        "tests/charts/test_every_chart.py",
        "tests/exports/paper/test_flow.py",
        "tests/exports/pdf/test_document.py",
        "tests/exports/test_html.py",
        "tests/exports/test_large_print.py",
        "tests/exports/test_report_text.py",
        "tests/exports/word/test_document.py",
        "tests/notebooks/cells/test_before_the_meeting.py",
        "tests/notebooks/cells/test_explainer.py",
        "tests/notebooks/cells/test_judgements.py",
        "tests/notebooks/cells/test_lines.py",
        "tests/notebooks/test_as_known_on.py",
        "tests/notebooks/test_every_figure.py",
        "tests/notebooks/test_every_view.py",
    ),
    "every paper": (
        "tests/notebooks/packs/test_lock.py",
        "tests/notebooks/packs/test_members_only.py",
        "tests/notebooks/packs/test_papers.py",
    ),
}
_UNITS = {file: unit for unit, files in TOGETHER.items() for file in files}
# Files that take long alone. They and the work above come first, that nothing waits for them at the end.
LONG = ("tests/enquiry/test_every_authority.py", "tests/enquiry/signals/test_change.py")
# The last browser begins when this share of the other files has begun.
_BROWSERS_UNTIL = 0.8


class BySharedWork(LoadScopeScheduling):
    """Sends each file to a process, and files that share long work to the same."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)


def processes() -> int:
    """How many processes run the tests where nobody says so."""
    return (os.cpu_count() or 1) + 1


def unit_of(nodeid: str) -> str:
    """What a test is sent with: its file, or all files that share its long work."""
    file = nodeid.partition("::")[0]
    return _UNITS.get(file, file)


def in_order(items: list[pytest.Item]) -> list[pytest.Item]:
    """The tests in the order in which their units are sent. What is of no account here keeps its random order."""
    units: dict[str, list[pytest.Item]] = {}
    for item in items:
        units.setdefault(unit_of(item.nodeid), []).append(item)
    browsers = [name for name, tests in units.items() if any(test.get_closest_marker("browser") for test in tests)]
    others = sorted(units.keys() - browsers, key=[*TOGETHER, *LONG, *units].index)
    places = {name: place for place, name in enumerate(others)}
    step = _BROWSERS_UNTIL * len(others) / max(len(browsers), 1)
    places |= {name: place * step + 0.5 for place, name in enumerate(browsers)}
    return [test for name in sorted(places, key=places.__getitem__) for test in units[name]]
