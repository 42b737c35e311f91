from datetime import date

import pytest

from tests.pages.opened import (
    COUNCILS,
    PAGES_ABOUT_A_COUNCIL,
    TITLES,
    followed,
    from_menu,
    headings,
    html,
    links,
    opened,
    said,
    stands,
    subtitles,
)

# What a reader of the page is promised, in order: words of the line under each finding.
VIEWS = {
    ("before_the_meeting", "barnsley"): [
        "most important first",
        "4 documents",
        "figures up to",
        "judgements, targets",
        "figures up to",
        "figures up to",
    ],
    ("before_the_meeting", "barnet"): [
        "most important first",
        "1 document",
        "figures up to",
        "judgements, targets",
        "figures up to",
        "figures up to",
    ],
    ("lines_of_questioning", "barnsley"): ["most important first", "before the meeting", "usually ask about", "rules"],
    ("lines_of_questioning", "barnet"): ["most important first", "before the meeting", "usually ask about", "rules"],
    ("indicators", "barnsley"): ["Latest figures"],
    ("indicators", "barnet"): ["Latest figures"],
    ("workforce", "barnsley"): ["by team and role", "by team", "Answers of staff", "workforce", "supervision"],
    ("workforce", "barnet"): [
        "by team",
        "Posts by role",
        "Agency and vacancy",
        "Group supervisions",
        "workforce",
        "supervision",
    ],
    ("progress_and_judgements", "barnsley"): [
        "by state",
        "still open",
        "Ofsted judgement",
        "children’s homes",
        "Signature of risk",
        "Front door self-assessment",
    ],
    ("progress_and_judgements", "barnet"): [],
    ("figures_that_do_not_add_up", "barnsley"): ["documents", "noticed by a reader"],
    ("figures_that_do_not_add_up", "barnet"): ["document", "noticed by a reader"],
    ("findings", "barnsley"): ["Findings"],
    ("findings", "barnet"): ["Findings"],
    ("documents_and_data", "barnsley"): ["documents"],
    ("documents_and_data", "barnet"): ["document"],
}


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("page", TITLES)
def test_page_opens_with_its_title_and_no_complaint(page, council):
    app = opened(page, authority=council)

    stands(app, page)
    assert not app.warning


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("page", PAGES_ABOUT_A_COUNCIL)
def test_page_shows_its_views_about_the_council_in_the_address(page, council):
    app = opened(page, authority=council)

    shown, expected = subtitles(app), VIEWS[page, council]
    rest = iter(shown)
    assert all(any(words in line for line in rest) for words in expected), shown
    assert all(COUNCILS[council] in line for line in shown), shown
    other = next(name for name in COUNCILS if name != council)
    assert f"authority={other}" not in html(app)


def test_page_without_anything_to_show_says_what_the_papers_lack():
    app = opened("progress_and_judgements", authority="barnet")

    assert said(app) == ["Barnet’s documents hold no ratings on the scale “Ofsted judgement”."]


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("page", PAGES_ABOUT_A_COUNCIL)
def test_figures_stand_under_the_warning_that_they_are_not_current(page, council):
    before, warning, after = html(opened(page, authority=council)).partition("They are not current performance.")

    assert warning
    assert "</h1>" in before
    assert "<h2" not in before
    assert ("<h2" in after) or not VIEWS[page, council]


@pytest.mark.parametrize("page", PAGES_ABOUT_A_COUNCIL)
def test_page_opened_without_an_address_shows_a_council_with_documents(page):
    app = opened(page)

    stands(app, page)
    assert app.selectbox(key="choose_authority").value == "barnsley"
    assert app.query_params == {}


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("page", PAGES_ABOUT_A_COUNCIL)
def test_day_before_any_document_says_so_and_names_the_first_day_that_has_one(page, council):
    app = opened(page, authority=council, known="2001-02-03")

    stands(app, page)
    first = {"barnsley": "30 April 2018", "barnet": "31 July 2019"}[council]
    assert set(said(app)) == {
        f"No document about {COUNCILS[council]} was public on 3 February 2001. "
        f"The first here was public on {first}: choose that day or a later one."
    }
    assert "<table" not in html(app)
    assert "not current performance" not in html(app)
    assert app.date_input(key="choose_known").value == date(2001, 2, 3)


@pytest.mark.parametrize("page", PAGES_ABOUT_A_COUNCIL)
def test_page_on_an_earlier_day_names_no_later_document(page):
    text = html(opened(page, authority="barnsley", known="2018-12-31"))

    assert "2018" in text
    assert "2023" not in text


def test_page_on_the_day_a_document_became_public_names_it():
    on_the_day = opened("documents_and_data", authority="barnsley", known="2023-09-12")
    day_before = opened("documents_and_data", authority="barnsley", known="2023-09-11")

    assert headings(on_the_day)[0].startswith("3 documents")
    assert headings(day_before)[0].startswith("2 documents")


@pytest.mark.parametrize("council", ["leeds", "<b>barnet</b>"])
@pytest.mark.parametrize("page", PAGES_ABOUT_A_COUNCIL)
def test_unknown_council_in_the_address_is_said_and_replaced(page, council):
    app = opened(page, authority=council)

    stands(app, page)
    assert [warning.value for warning in app.warning] == [
        f"There is no council called `{council}` here. Showing Barnsley instead."
    ]
    assert app.selectbox(key="choose_authority").options == ["Barnet", "Barnsley"]


@pytest.mark.parametrize("day", ["yesterday", "2018-02-30"])
@pytest.mark.parametrize("page", PAGES_ABOUT_A_COUNCIL)
def test_nonsense_day_in_the_address_is_said_and_everything_shown(page, day):
    app = opened(page, known=day)

    stands(app, page)
    assert [warning.value for warning in app.warning] == [
        f"`{day}` is not a day. Write it as 2018-09-30 in the address, or choose it here."
    ]
    assert app.date_input(key="choose_known").value is None
    assert subtitles(app) == subtitles(opened(page))


@pytest.mark.parametrize("day", ["0001-01-01", "2100-01-01"])
@pytest.mark.parametrize("page", PAGES_ABOUT_A_COUNCIL)
def test_day_beyond_the_calendar_is_said_and_everything_shown(page, day):
    app = opened(page, known=day)

    stands(app, page)
    assert [warning.value for warning in app.warning] == [
        f"`{day}` is not between 1990 and 2099. Choose another day here."
    ]
    assert subtitles(app) == subtitles(opened(page))


@pytest.mark.parametrize("page", PAGES_ABOUT_A_COUNCIL)
def test_blank_values_in_the_address_are_as_good_as_none(page):
    names = ("authority", "known", "indicator", "theme", "words", "document", "kind", "scale")
    app = opened(page, **dict.fromkeys(names, ""))

    stands(app, page)
    assert not app.warning
    assert subtitles(app) == subtitles(opened(page))


@pytest.mark.parametrize("page", TITLES)
def test_names_that_no_page_knows_are_left_alone(page):
    app = opened(page, authority="barnet", utm_source="newsletter", scale="nonsense")

    stands(app, page)
    assert not app.warning
    assert app.query_params["utm_source"] == "newsletter"


@pytest.mark.parametrize("page", PAGES_ABOUT_A_COUNCIL)
def test_choosing_another_council_writes_the_address_and_shows_it(page):
    app = opened(page)

    app.selectbox(key="choose_authority").set_value("barnet").run()

    stands(app, page)
    assert app.query_params == {"authority": "barnet"}
    assert subtitles(app) == subtitles(opened(page, authority="barnet"))


@pytest.mark.parametrize("page", PAGES_ABOUT_A_COUNCIL)
def test_choosing_a_day_writes_the_address_and_shows_what_was_known(page):
    app = opened(page, authority="barnsley")

    app.date_input(key="choose_known").set_value(date(2018, 9, 30)).run()

    stands(app, page)
    assert app.query_params == {"authority": "barnsley", "known": "2018-09-30"}
    assert subtitles(app) == subtitles(opened(page, authority="barnsley", known="2018-09-30"))


def test_taking_the_day_away_takes_it_out_of_the_address():
    app = opened("findings", authority="barnsley", known="2018-09-30")

    app.date_input(key="choose_known").set_value(None).run()

    assert app.query_params == {"authority": "barnsley"}
    assert from_menu(app, "workforce").query_params == {"authority": "barnsley"}


def test_going_back_to_the_first_council_forgets_the_other():
    app = opened("findings", authority="barnet")

    app.selectbox(key="choose_authority").set_value("barnsley").run()

    assert headings(app)[0] == headings(opened("findings"))[0]
    assert from_menu(app, "workforce").selectbox(key="choose_authority").value == "barnsley"


@pytest.mark.parametrize("page", TITLES)
def test_council_and_day_go_along_to_another_page(page):
    app = opened("findings", authority="barnet", known="2020-02-29", words="supervision")

    from_menu(app, page)

    stands(app, page)
    assert app.query_params == {"authority": "barnet", "known": "2020-02-29"}
    if page in PAGES_ABOUT_A_COUNCIL:
        assert app.selectbox(key="choose_authority").value == "barnet"
        assert app.date_input(key="choose_known").value == date(2020, 2, 29)


def test_council_chosen_on_one_page_is_the_council_of_the_next():
    app = opened("before_the_meeting")
    app.selectbox(key="choose_authority").set_value("barnet").run()

    from_menu(app, "workforce")

    assert subtitles(app) == subtitles(opened("workforce", authority="barnet"))


def test_council_and_day_go_along_through_a_page_that_asks_for_neither():
    app = opened("findings", authority="barnet", known="2020-02-29")

    from_menu(from_menu(app, "about"), "findings")

    assert app.query_params == {"authority": "barnet", "known": "2020-02-29"}


@pytest.mark.parametrize("page", PAGES_ABOUT_A_COUNCIL)
def test_links_to_method_and_accessibility_keep_council_and_day(page):
    footer = links(opened(page, authority="barnet", known="2020-02-29"))[-2:]

    assert footer == [
        "about?authority=barnet&known=2020-02-29",
        "accessibility?authority=barnet&known=2020-02-29",
    ]
    assert followed(footer[0]).query_params == {"authority": "barnet", "known": "2020-02-29"}
