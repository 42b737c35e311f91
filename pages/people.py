"""Who may do what in this workspace, and who did what."""

import streamlit as st

from pages.shared.door import people, user
from pages.shared.frame import begin, end_page
from pages.shared.people.actions import show_actions
from pages.shared.people.log import show_log
from pages.shared.people.roles import show_roles

begin("People and log", "Who may do what here, and who did what, when?")
held = people()
if user().is_alone:
    st.html(
        '<p class="note" role="note">Nobody signs in here, so nobody has a role: whoever sits at this computer may do '
        "everything, and the log calls them “the person at this computer”. To have people sign in, name the council’s "
        "identity provider; README.md, “Who may do what”, says how.</p>"
    )
else:
    every = held.every()
    show_roles(every)
    show_actions(every)
show_log(held)
end_page()
