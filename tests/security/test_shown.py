"""The tests' own eye: it must see what Streamlit would make of a text, or every other test here says nothing."""

import pytest

from tests.security.payloads import PAYLOADS
from tests.security.shown import of_markdown

# What is letters to begin with: a text that means something elsewhere, and what Markdown itself turns into letters.
HARMLESS = {"attribute", "bidi", "code", "entity", "long", "spreadsheet", "template", "terminal"}
ACTIVE = sorted(set(PAYLOADS) - HARMLESS)


@pytest.mark.parametrize("name", ACTIVE)
def test_a_text_as_it_is_would_be_more_than_letters(name):
    assert of_markdown(PAYLOADS[name])


@pytest.mark.parametrize(
    "text", ["Before the meeting", "Move up :gray-background[Care leavers]", "**Title**", "`[a](b)`"]
)
def test_our_own_words_are_letters(text):
    assert of_markdown(text) == []
