"""What our code may never do: run text as a program, load objects from bytes, or start a program through a shell."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted([*ROOT.glob("analytics/**/*.py"), *ROOT.glob("pages/**/*.py"), ROOT / "app.py"])
# Modules that turn bytes into objects of any kind, or text into a program.
NEVER_IMPORTED = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal", "yaml", "code", "codeop"}
NEVER_CALLED = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.execv", "os.spawnl",
    "numpy.load", "np.load", "tempfile.mktemp",
}  # fmt: skip


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def forbidden(source: str) -> list[str]:
    tree = ast.parse(source)
    found = sorted(imported(tree) & NEVER_IMPORTED)
    for call in calls(tree):
        name = ast.unparse(call.func)
        if name in NEVER_CALLED or name.endswith(".deserialize"):
            found.append(f"{name} in line {call.lineno}")
        for word in call.keywords:
            says_yes = isinstance(word.value, ast.Constant) and word.value.value is True
            if word.arg in ("shell", "unsafe_allow_html", "unsafe_allow_javascript", "allow_pickle") and says_yes:
                found.append(f"{word.arg} in line {call.lineno}")
    return found


@pytest.mark.parametrize("path", SOURCES, ids=[path.relative_to(ROOT).as_posix() for path in SOURCES])
def test_no_text_is_run_and_no_object_is_loaded_from_bytes(path):
    assert forbidden(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    ["import pickle", "from yaml import load", "eval('1')", "run('a', shell=True)", "pl.LazyFrame.deserialize(file)",
     "st.markdown(text, unsafe_allow_html=True)"],
)  # fmt: skip
def test_what_is_forbidden_is_found(source):
    assert forbidden(source)


def test_a_page_that_fails_shows_nobody_how():
    settings = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")

    assert 'showErrorDetails = "none"' in settings
    assert "gatherUsageStats = false" in settings
    assert "enableXsrfProtection = false" not in settings
    assert "enableCORS = false" not in settings
