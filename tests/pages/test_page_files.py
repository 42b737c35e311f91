import ast
from pathlib import Path

import pytest

PAGES = Path(__file__).resolve().parents[2] / "pages"
FILES = sorted(path for path in PAGES.glob("*.py") if path.name != "__init__.py")
# What would make a page compute, draw or read files by itself.
NOT_FOR_PAGES = {
    "polars",
    "altair",
    "vl_convert",
    "pandas",
    "numpy",
    "math",
    "statistics",
    "csv",
    "json",
    "pathlib",
    "os",
}


def _imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def test_there_are_pages_to_look_at():
    assert {"before_the_meeting.py", "indicators.py", "findings.py"} <= {path.name for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_page_is_a_form_and_views_in_under_120_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 120


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_page_computes_nothing_by_itself(path):
    roots = {module.partition(".")[0] for module in _imported(path)}

    assert not roots & NOT_FOR_PAGES
    assert not any(module.startswith(("analytics.measures", "analytics.charts")) for module in _imported(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_page_does_no_arithmetic(path):
    sums = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Pow))
    ]

    assert not sums
