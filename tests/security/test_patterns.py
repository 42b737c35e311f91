"""No pattern of ours can be kept busy by a text that was made for it.

A pattern that tries every way to divide a text needs twice as long for each letter more, or a thousand times as long
for a text ten times as long. All of ours are given runs of the letters that they are made of, short ones first.
"""

import ast
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TAKES_PATTERN = {
    f"re.{name}" for name in ("compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer")
}
FLAGS = {
    name: getattr(re, name) for name in ("IGNORECASE", "VERBOSE", "DOTALL", "MULTILINE", "ASCII", "X", "I", "S", "M")
}
# In small steps, so that a pattern is found before it would never come to an end.
LENGTHS = (*range(20, 61, 4), 120, 300)
# How often the work of counting to a thousand. Beginning anew at each of 300 letters is some hundred times that.
_MOST = 5_000


def patterns() -> dict[str, tuple[str, int]]:
    """Every pattern that is written out in our code, by where it stands."""
    found = {}
    for path in sorted([*ROOT.glob("analytics/**/*.py"), *ROOT.glob("pages/**/*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in TAKES_PATTERN and node.args:
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str | bytes):
                    pattern = text.value if isinstance(text.value, str) else text.value.decode("latin-1")
                    said = " ".join(
                        ast.unparse(one) for one in (*node.args[1:], *(word.value for word in node.keywords))
                    )
                    flags = sum({flag for name, flag in FLAGS.items() if f"re.{name}" in said.split()})
                    found[f"{path.relative_to(ROOT).as_posix()}:{pattern[:40]}"] = (pattern, flags)
    return found


PATTERNS = patterns()


def attacks(pattern: str) -> list[str]:
    """What the pattern speaks of, in pieces of which a long text can be made."""
    literals = sorted(set(re.sub(r"\\[a-zA-Z]|[\\^$.|?*+(){}\[\]]", "", pattern)))[:8]
    return list(dict.fromkeys((*literals, "a", "1", " ", "a ", "1,", "a-", "' ", "1.", "a'")))


def seconds(search: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    search(text)
    return time.process_time() - began


def counted(text: str) -> int:
    number = 0
    for letter in text:
        number += letter == "a"
    return number


def keeps_busy(pattern: re.Pattern[str]) -> str:
    """A piece of which a text keeps the pattern busy; blank for none."""
    most = _MOST * min(seconds(counted, "a" * 1_000) for _ in range(20))
    for piece in attacks(pattern.pattern):
        for length in LENGTHS:
            if seconds(pattern.search, piece * (length // len(piece)) + "\x00") > most:
                return piece
    return ""


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_long_text_keeps_no_pattern_busy(name):
    assert keeps_busy(re.compile(*PATTERNS[name])) == ""


@pytest.mark.parametrize("pattern", ["(a|aa)+$", "(a+)+$", r"(\d+,?)+$", ".*a.*a.*b"])
def test_a_pattern_that_goes_back_again_and_again_is_found(pattern):
    assert keeps_busy(re.compile(pattern))


def test_the_patterns_are_found():
    assert len(PATTERNS) > 60
