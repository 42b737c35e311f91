"""Pages opened without a browser, and what a reader finds on them."""

import re
from html import unescape
from pathlib import Path

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
COUNCILS = {"barnsley": "Barnsley", "barnet": "Barnet"}
TITLES = {
    "before_the_meeting": "Before the meeting",
    "lines_of_questioning": "Lines of questioning",
    "notebooks": "My notebooks",
    "witness_briefs": "Witness briefs",
    "publishing": "Publishing",
    "published_notebooks": "Published notebooks",
    "indicators": "Indicators",
    "beside_other_councils": "Beside other councils",
    "workforce": "Workforce",
    "progress_and_judgements": "Progress and judgements",
    "figures_that_do_not_add_up": "Figures that do not add up",
    "findings": "Findings",
    "bring_in_figures": "Bring in figures",
    "documents_and_data": "Documents and data",
    "method": "How lines are found and checked",
    "about": "About Scrutiny Notebook",
    "status": "Status",
    "people": "People and log",
    "accessibility": "Accessibility statement",
}
_ABOUT_NONE = (
    "beside_other_councils",
    "notebooks",
    "witness_briefs",
    "publishing",
    "published_notebooks",
    "bring_in_figures",
    "method",
    "about",
    "status",
    "people",
    "accessibility",
)
# AppTest looks through every installed package for components each time, which takes longer than any page of ours.
NO_COMPONENTS = BidiComponentManager()
PAGES_ABOUT_A_COUNCIL = tuple(page for page in TITLES if page not in _ABOUT_NONE)


def begun() -> AppTest:
    """The first page, with the menu beside it."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=120)
    app._bidi_component_manager = NO_COMPONENTS
    return app.run()


def opened(page: str, **address: str) -> AppTest:
    """The page as a link with this address opens it."""
    app = begun()
    app.query_params.update(address)
    return app.switch_page(f"pages/{page}.py").run()


def followed(link: str) -> AppTest:
    """The page that a link such as "indicators?authority=barnet" opens."""
    page, _, query = link.partition("?")
    return opened(page, **dict(pair.split("=", 1) for pair in query.split("&") if pair))


def from_menu(app: AppTest, page: str) -> AppTest:
    """Another page of the menu: Streamlit takes everything out of the address."""
    app.query_params.clear()
    return app.switch_page(f"pages/{page}.py").run()


def html(app: AppTest) -> str:
    """Everything that the page says through HTML."""
    return "".join(part.value for part in app.get("html"))


def headings(app: AppTest, level: int = 2) -> list[str]:
    """The words of the headings of a level."""
    return [unescape(words) for words in re.findall(rf"<h{level}[^>]*>(.*?)</h{level}>", html(app))]


def subtitles(app: AppTest) -> list[str]:
    """What each view is about: measure, place and period."""
    return [unescape(words) for words in re.findall(r'<p class="about">(.*?)</p>', html(app))]


def links(app: AppTest) -> list[str]:
    """Where the page's own links lead."""
    return [unescape(address) for address in re.findall(r'href="([^"]*)" target="_self"', html(app))]


def said(app: AppTest) -> list[str]:
    """The warnings of the page, and its notes on what cannot be shown."""
    notes = re.findall(r'<p class="note"[^>]*>(.*?)</p>', html(app))
    return [message.value for message in (*app.warning, *app.info)] + [unescape(note) for note in notes]


def stands(app: AppTest, page: str) -> None:
    """The page is whole: no exception, its one title, and the footer at its end."""
    assert not app.exception, [problem.value for problem in app.exception]
    assert headings(app, 1) == [TITLES[page]]
    if page in PAGES_ABOUT_A_COUNCIL:
        assert '<p class="footer">' in html(app), "The page stops before its end."
