import re
from html import escape

import pytest

from tests.pages.opened import COUNCILS, headings, html, opened, said, stands
from tests.shipped import shipped


@pytest.mark.parametrize("document", sorted(shipped().documents))
def test_every_document_can_be_chosen_alone(document):
    held = shipped().documents[document].file
    app = opened("figures_that_do_not_add_up", authority=held.authority)

    app.selectbox(key="choose_document").set_value(document).run()

    stands(app, "figures_that_do_not_add_up")
    assert app.query_params == {"authority": held.authority, "document": document}
    noticed = [slug for slug, _ in shipped().notes].count(document)
    assert noticed
    assert headings(app)[-1].startswith(f"{noticed} ")
    notes = [note for slug, note in shipped().notes if slug == document]
    folded = html(app).partition(headings(app)[-1])[2]
    assert re.findall(r"<details><summary>(.*?)</summary>", folded) == [escape(note.text) for note in notes]
    for note in notes:
        assert escape(note.charitable_reading) in folded
        assert escape(note.question) in folded


@pytest.mark.parametrize("council", COUNCILS)
def test_unknown_document_is_said_and_all_documents_shown(council):
    app = opened("figures_that_do_not_add_up", authority=council, document="nonsense")

    stands(app, "figures_that_do_not_add_up")
    assert said(app) == ["There is no document called `nonsense` here. Showing All documents instead."]
    assert headings(app) == headings(opened("figures_that_do_not_add_up", authority=council))
