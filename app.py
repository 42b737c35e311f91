"""Scrutiny Notebook: published figures on children's social care, for those who ask questions about them."""

import streamlit as st

st.set_page_config(page_title="Scrutiny Notebook", page_icon="📋", layout="wide")

# Pages that change what this workspace keeps: nothing else of the app has to change where they are left out.
FOR_THE_WORKSPACE = [
    st.Page("pages/bring_in_figures.py", title="Bring in figures", url_path="bring_in_figures"),
]
PAGES = {
    "Start here": [
        st.Page("pages/before_the_meeting.py", title="Before the meeting", default=True),
        st.Page("pages/lines_of_questioning.py", title="Lines of questioning", url_path="lines_of_questioning"),
        st.Page("pages/notebooks.py", title="My notebooks", url_path="notebooks"),
        st.Page("pages/witness_briefs.py", title="Witness briefs", url_path="witness_briefs"),
        st.Page("pages/notebook.py", title="Notebook", url_path="notebook", visibility="hidden"),
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
        *FOR_THE_WORKSPACE,
        st.Page("pages/documents_and_data.py", title="Documents and data", url_path="documents_and_data"),
        st.Page("pages/method.py", title="How lines are found and checked", url_path="method"),
        st.Page("pages/about.py", title="About", url_path="about"),
        st.Page("pages/accessibility.py", title="Accessibility", url_path="accessibility"),
    ],
}

# Each address is the name of the page's file: see _through_app in pages/shared/frame.py.
st.navigation(PAGES).run()
