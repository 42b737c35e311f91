"""What the public sees: notebooks and own figures, published and taken back here, and the policy for the rest."""

import streamlit as st

from analytics.notebooks.repository import RepositoryError
from pages.shared.frame import begin, end_page, say_reason
from pages.shared.publishing.asking import show_said
from pages.shared.publishing.figures import show_figures
from pages.shared.publishing.notebooks import show_notebooks
from pages.shared.publishing.policy import show_policy
from pages.shared.publishing.withheld import show_held_back, show_withheld

begin("Publishing", "What does the public see, and what does it not?")
st.html(
    "<style>h3.listed { font-size: 1.15rem; margin: 0; padding: .5rem 0 0; }</style>"
    '<p class="summary">Papers that councils and government have published are public already, apart from what the '
    "policy on small numbers below holds back. Everything else becomes public when you publish it here, and not "
    "before. The public edition shows it at once, and the published site after somebody next runs “scrutiny "
    "publish”.</p>"
)
try:
    show_said()
    held_back = st.container()
    show_notebooks()
    show_figures()
    show_policy()
    show_withheld()
    with held_back:
        show_held_back()
except RepositoryError as error:
    say_reason(str(error))
end_page()
