import pytest

from tests.pages.opened import COUNCILS, followed, headings, html, links, opened, stands


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


def test_lines_to_ask_come_first_then_how_many_documents_and_how_old_the_figures_are():
    assert headings(opened("before_the_meeting", authority="barnet"))[:2] == [
        "6 lines worth asking about",
        "1 document, with figures up to 31 July 2019",
    ]


@pytest.mark.parametrize("day", ["", "2018-12-31"])
@pytest.mark.parametrize("council", COUNCILS)
def test_at_most_six_lines_each_with_one_caveat_lead_to_their_own_page(council, day):
    app = opened("before_the_meeting", authority=council, **({"known": day} if day else {}))
    if (council, day) == ("barnet", "2018-12-31"):
        assert not [link for link in links(app) if link.startswith("lines_of_questioning")]
        return
    inside = [link for link in links(app) if link.startswith("lines_of_questioning")]
    assert 2 <= len(inside) <= 6
    table = html(app).partition("</table>")[0]
    assert table.count('data-column="Be careful"') == table.count('data-column="Ask"') == len(inside)
    for link in inside:
        page = followed(link)
        stands(page, "lines_of_questioning")
        assert "Figure or statement" in html(page), link


def test_figures_that_became_worse_come_before_those_that_became_better():
    titles = headings(opened("before_the_meeting", authority="barnsley"))

    worse, better = (next(i for i, title in enumerate(titles) if word in title) for word in ("worse", "better"))
    assert worse < better


@pytest.mark.parametrize("page", ["before_the_meeting", "lines_of_questioning"])
def test_the_papers_of_a_meeting_are_one_link_away_for_the_same_council_and_day(page):
    (link,) = [one for one in links(opened(page, authority="barnet", known="2020-01-14")) if "witness_briefs" in one]
    assert link == "witness_briefs?authority=barnet&known=2020-01-14"
