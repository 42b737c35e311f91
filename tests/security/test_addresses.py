"""What stands in an address is shown as letters on every page, whatever it is the name of."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.enquiry.lines import enquiry_of
from analytics.enquiry.settings import DEFAULTS, Settings
from pages.shared.own_words import name_of_own_words
from tests.pages.opened import TITLES, opened
from tests.security.payloads import EVERYTHING, PAYLOADS
from tests.security.shown import html_of, made_of, markdown_of
from tests.shipped import shipped

NAMES = (
    "authority", "document", "figures", "id", "indicator", "known", "line", "method", "notebook", "own.x", "part",
    "question", "similar", "text", "theme", "which", "witness", "words", *Settings.model_fields,
)  # fmt: skip
PAGES = sorted({*TITLES, "notebook"})


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("payload", [EVERYTHING, PAYLOADS["begins a list"]], ids=["everything", "list"])
def test_nothing_of_an_address_becomes_more_than_letters(page, payload):
    app = opened(page, **dict.fromkeys(NAMES, payload))

    assert not app.exception
    assert made_of(app) == []


def test_the_words_of_an_address_are_shown():
    said = " ".join(markdown_of(opened("indicators", words="pwned", theme="pwned", known="pwned")))

    assert said.count("pwned") >= 3, "or the tests above look at nothing"


def test_ones_own_wording_is_letters_also_where_it_is_judged():
    [*_, line] = enquiry_of(shipped(), "barnsley", None, "", "", DEFAULTS).lines
    address = {name_of_own_words(line): EVERYTHING, "question": EVERYTHING, "line": line.id, "authority": "barnsley"}

    app = opened("lines_of_questioning", **address)

    assert not app.exception
    assert made_of(app) == []
    assert "&lt;script&gt;" in "".join(html_of(app))


written = st.lists(st.sampled_from(sorted(PAYLOADS.values())) | st.text(max_size=12), min_size=1, max_size=4)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(written.map(" ".join), st.sampled_from(["authority", "known", "document", "min_change"]))
def test_no_mixture_in_an_address_becomes_more_than_letters(text, name):
    app = opened("documents_and_data", **{name: text})

    assert not app.exception
    assert made_of(app) == []
