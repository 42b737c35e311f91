import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.shared.act import named, plainly

HIDDEN = re.compile(r"^Up :gray-background\[(.*)\]$")


@given(st.text())
def test_name_holds_all_words_of_what_it_is_about_and_no_formatting(about):
    found = HIDDEN.match(named("Up", about))

    if about.split():
        assert re.sub(r"\\(.)", r"\1", found[1].replace("\u2060", "")).split() == about.replace("\u2060", "").split()
        assert not re.search(r"(?<!\\)[\[\]]", re.sub(r"\\\\", "", found[1]))
    else:
        assert named("Up", about) == "Up"


@pytest.mark.parametrize("text", ["# Heading", "**bold**", "[log in](https://example.org)", ":red[x]", "<b>", "$x$"])
def test_text_that_would_be_formatting_is_escaped(text):
    first = next(letter for letter in text if not letter.isalnum())

    assert plainly(text).startswith(f"\\{first}")
