import pytest

from tests.browser.running import running_app, titles

pytestmark = pytest.mark.browser
MENU = {
    "Before the meeting",
    "Lines of questioning",
    "My notebooks",
    "Witness briefs",
    "Publishing",
    "Published notebooks",
    "Indicators",
    "Beside other councils",
    "Workforce",
    "Progress and judgements",
    "Figures that do not add up",
    "Findings",
    "Bring in figures",
    "Documents and data",
    "How lines are found and checked",
    "About",
    "Status",
    "People and log",
    "Accessibility",
}


@pytest.mark.parametrize(
    ("link", "finding"),
    [
        ("indicators?theme=stability", "Stability of homes: "),
        ("progress_and_judgements?authority=barnsley&known=2018-12-31", "2017: "),
    ],
    ids=["indicators", "progress_and_judgements"],
)
def test_first_link_opened_in_a_process_shows_its_view_under_our_own_menu(chromium, someone, link, finding):
    with running_app() as app:
        page = someone(f"{app}/{link}")

        menu = page.get_by_test_id("stSidebar").get_by_role("link").all_inner_texts()
        assert set(menu) == MENU
        assert not [name for name in menu if "_" in name or name.lower() == "app"]
        assert page.get_by_role("dialog").count() == 0
        assert any(title.startswith(finding) for title in titles(page))
        assert page.url == f"{app}/{link}"
