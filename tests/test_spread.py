"""That spreading the tests over processes loses none of them, and sends together what belongs together."""

import ast
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spread import LONG, TOGETHER, in_order, unit_of

ROOT = Path(__file__).parents[1]
# What does the long work, by its module.
DOES = {
    "every view": {
        ("tests.exports.reports", "everything"),
        ("tests.exports.reports", "sampled"),
        ("tests.shipped", "every_result"),
        ("tests.shipped", "every_view"),
        ("tests.shipped", "views_of"),
    },
    "every paper": {("tests.notebooks.packs.made", "made")},
}


def imports_of(file: Path) -> set[tuple[str, str]]:
    parts = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    return {(part.module, name.name) for part in parts for name in part.names}


@pytest.mark.parametrize("work", sorted(TOGETHER))
def test_the_files_that_begin_with_the_same_long_work_are_those_that_are_sent_together(work):
    files = [file for file in sorted((ROOT / "tests").rglob("test_*.py")) if imports_of(file) & DOES[work]]
    assert tuple(file.relative_to(ROOT).as_posix() for file in files) == TOGETHER[work]


def test_every_file_that_is_sent_first_is_there():
    assert all((ROOT / name).is_file() for name in LONG)


def an_item(file: str, name: str, in_a_browser: bool) -> SimpleNamespace:
    marker = "a marker" if in_a_browser else None
    return SimpleNamespace(nodeid=f"{file}::{name}", get_closest_marker={"browser": marker}.get)


FILES = st.sampled_from([*TOGETHER["every view"][:3], *LONG, *(f"tests/test_{letter}.py" for letter in "abcdefgh")])


@given(st.lists(st.builds(an_item, FILES, st.sampled_from("xyz"), st.booleans()), max_size=40))
def test_no_test_is_lost_and_what_is_sent_together_stays_in_its_order(items):
    ordered = in_order(items)
    assert Counter(map(id, ordered)) == Counter(map(id, items))
    for unit in {unit_of(item.nodeid) for item in items}:
        places = [place for place, item in enumerate(ordered) if unit_of(item.nodeid) == unit]
        assert places == list(range(places[0], places[-1] + 1))
        of_it = [id(item) for item in items if unit_of(item.nodeid) == unit]
        assert [id(ordered[place]) for place in places] == of_it


def test_browsers_come_between_the_others_and_have_all_begun_before_the_end():
    some = [an_item(f"tests/browser/test_{number}.py", "x", True) for number in range(4)]
    some += [an_item(f"tests/test_{number}.py", "x", False) for number in range(20)]
    places = [place for place, item in enumerate(in_order(some)) if item.get_closest_marker("browser")]
    assert places == [1, 6, 11, 16]
