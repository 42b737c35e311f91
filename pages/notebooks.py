"""The notebooks kept in this workspace: open, begin, bring in, delete and bring back."""

import streamlit as st

from analytics.notebooks.repository import RepositoryError
from pages.shared.frame import begin, end_page, say_reason
from pages.shared.notebook.beginning import show_beginning, show_import
from pages.shared.notebook.listing import show_deleted, show_list

begin("My notebooks", "Your own choice of figures, with notes between them, to take to the meeting.")
try:
    show_list()
    show_beginning()
    show_import()
    show_deleted()
except RepositoryError as error:
    say_reason(str(error))
    st.button("Try again")
end_page()
