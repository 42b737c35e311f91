"""Scrutiny Notebook: published figures on children's social care, for those who ask questions about them.

Streamlit takes this file twice: once when the server starts, for the application that answers requests, and as a script
at every run of a page.
"""

import os

import streamlit as st

from analytics.edition import Edition, edition_of

if __name__ == "__main__":
    from pages.shared.door import go_on, let_in
    from pages.shared.library import holds_releases, looking_once
    from pages.shared.menu import show_menu
    from pages.shared.not_here import standing_in_for
    from pages.shared.reconnected import saying_what_was_lost

    st.set_page_config(page_title="Scrutiny Notebook", page_icon="📋", layout="wide")

    # Each address is the name of the page's file.
    PAGES = {
        "Start here": [
            st.Page("pages/before_the_meeting.py", title="Before the meeting", default=True),
            st.Page("pages/lines_of_questioning.py", title="Lines of questioning", url_path="lines_of_questioning"),
            st.Page("pages/notebooks.py", title="My notebooks", url_path="notebooks"),
            st.Page("pages/witness_briefs.py", title="Witness briefs", url_path="witness_briefs"),
            st.Page("pages/notebook.py", title="Notebook", url_path="notebook", visibility="hidden"),
            st.Page("pages/publishing.py", title="Publishing", url_path="publishing"),
            st.Page("pages/published_notebooks.py", title="Published notebooks", url_path="published_notebooks"),
        ],
        "The figures": [
            st.Page("pages/indicators.py", title="Indicators", url_path="indicators"),
            st.Page("pages/beside_other_councils.py", title="Beside other councils", url_path="beside_other_councils"),
            st.Page("pages/workforce.py", title="Workforce", url_path="workforce"),
            st.Page(
                "pages/progress_and_judgements.py", title="Progress and judgements", url_path="progress_and_judgements"
            ),
            st.Page(
                "pages/figures_that_do_not_add_up.py",
                title="Figures that do not add up",
                url_path="figures_that_do_not_add_up",
            ),
            st.Page("pages/findings.py", title="Findings", url_path="findings"),
        ],
        "Behind the figures": [
            st.Page("pages/bring_in_figures.py", title="Bring in figures", url_path="bring_in_figures"),
            st.Page("pages/documents_and_data.py", title="Documents and data", url_path="documents_and_data"),
            st.Page("pages/method.py", title="How lines are found and checked", url_path="method"),
            st.Page("pages/about.py", title="About", url_path="about"),
            st.Page("pages/status.py", title="Status", url_path="status"),
            st.Page("pages/people.py", title="People and log", url_path="people"),
            st.Page("pages/accessibility.py", title="Accessibility", url_path="accessibility"),
        ],
    }
    # A page that is not named here is for the workspace alone: none becomes public because nobody thought of it.
    FOR_ALL = {
        "",
        "lines_of_questioning",
        "published_notebooks",
        "indicators",
        "beside_other_councils",
        "workforce",
        "progress_and_judgements",
        "figures_that_do_not_add_up",
        "findings",
        "documents_and_data",
        "method",
        "about",
        "status",
        "accessibility",
    }
    if edition_of(os.environ) is Edition.PUBLIC:
        PAGES = {
            section: [page if page.url_path in FOR_ALL else standing_in_for(page.url_path) for page in pages]
            for section, pages in PAGES.items()
        }
    else:
        PAGES = let_in(PAGES)

    page = st.navigation(PAGES, position="hidden")
    # Which page it is, first: a screen reader says it, and a row of tabs shows no more.
    st.set_page_config(page_title=f"{page.title} · Scrutiny Notebook")
    # Without a release that page has nothing to show, and who reads the public edition cannot bring one in.
    is_bare = edition_of(os.environ) is Edition.PUBLIC and not holds_releases()
    show_menu(PAGES, without={"beside_other_councils"} if is_bare else set())
    if edition_of(os.environ) is Edition.WORKSPACE:
        go_on(PAGES)
    with looking_once(), saying_what_was_lost():
        page.run()
else:
    from pages.shared.failing import say_failure
    from pages.shared.first_page import first_page_routes
    from pages.shared.gate import gate, secrets_at_start
    from pages.shared.server import middleware, prepare

    prepare(os.environ)
    secrets = secrets_at_start(os.environ)
    app = st.App(
        "app.py",
        secrets=secrets,
        routes=first_page_routes(),
        middleware=[*gate(os.environ), *middleware(os.environ)],
        on_script_error=say_failure,
    )
