import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def menu():
    """What each page of the menu was declared with: its file, and its keywords."""
    tree = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "st.Page"]
    return {
        ast.literal_eval(call.args[0]): {word.arg: ast.literal_eval(word.value) for word in call.keywords}
        for call in calls
    }


def test_every_page_file_is_in_the_menu():
    files = {f"pages/{path.name}" for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py"}

    assert set(menu()) == files


def test_address_of_every_page_is_the_name_of_its_file():
    addresses = {file: words["url_path"] for file, words in menu().items() if not words.get("default")}

    assert len(addresses) == len(menu()) - 1
    assert all(file == f"pages/{address}.py" for file, address in addresses.items())


def test_every_page_has_a_title_in_words():
    titles = [words["title"] for words in menu().values()]

    assert len(set(titles)) == len(titles)
    assert not any("_" in title for title in titles)
