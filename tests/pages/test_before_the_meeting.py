import pytest

from tests.pages.opened import COUNCILS, followed, headings, links, opened, stands


@pytest.mark.parametrize("council", COUNCILS)
def test_every_measure_and_document_links_to_its_own_page_with_the_same_council_and_day(council):
    app = opened("before_the_meeting", authority=council, known="2023-10-01")
    inside = [link for link in links(app) if not link.startswith(("about", "accessibility"))]

    assert {link.partition("?")[0] for link in inside} >= {"indicators", "documents_and_data"}
    for link in inside:
        page = followed(link)
        stands(page, link.partition("?")[0])
        assert not page.warning, link
        assert page.query_params["authority"] == council
        assert page.query_params["known"] == "2023-10-01"
        assert not any(title.startswith("All themes") for title in headings(page)), link


def test_first_heading_says_how_many_documents_and_how_old_the_figures_are():
    assert headings(opened("before_the_meeting", authority="barnet"))[0] == (
        "1 document, with figures up to 31 July 2019"
    )


def test_figures_that_became_worse_come_before_those_that_became_better():
    titles = headings(opened("before_the_meeting", authority="barnsley"))

    worse, better = (next(i for i, title in enumerate(titles) if word in title) for word in ("worse", "better"))
    assert worse < better
