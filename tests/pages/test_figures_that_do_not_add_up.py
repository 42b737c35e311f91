import pytest

from tests.pages.opened import COUNCILS, headings, html, opened, said, stands, subtitles
from tests.shipped import shipped


@pytest.mark.parametrize("document", sorted(shipped().documents))
def test_every_document_can_be_chosen_alone(document):
    held = shipped().documents[document].file
    app = opened("figures_that_do_not_add_up", authority=held.authority)

    app.selectbox(key="choose_document").set_value(document).run()

    stands(app, "figures_that_do_not_add_up")
    assert app.query_params == {"authority": held.authority, "document": document}
    assert subtitles(app) or said(app)
    others = {entry.file.short_title for slug, entry in shipped().documents.items() if slug != document}
    assert not any(f"{title}," in html(app) for title in others)


@pytest.mark.parametrize("council", COUNCILS)
def test_unknown_document_is_said_and_all_documents_shown(council):
    app = opened("figures_that_do_not_add_up", authority=council, document="nonsense")

    stands(app, "figures_that_do_not_add_up")
    assert said(app) == ["There is no document called `nonsense` here. Showing All documents instead."]
    assert headings(app) == headings(opened("figures_that_do_not_add_up", authority=council))
