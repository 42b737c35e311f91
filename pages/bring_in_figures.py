"""Bringing published data files, and the council's own figures, into this workspace."""

import streamlit as st

from analytics.evidence.release_place import ReleasesUnreadable
from pages.shared.bringing.arriving import show_arriving
from pages.shared.bringing.changed import show_changed
from pages.shared.bringing.kept import show_kept
from pages.shared.bringing.look import STYLE
from pages.shared.bringing.shared_mappings import show_mappings
from pages.shared.bringing.template import show_template
from pages.shared.frame import begin, end_page, say_reason

begin("Bring in figures", "Which data files do I have, are they sound, and what did later ones change?")
st.html(STYLE)
try:
    show_arriving()
    show_template()
    show_kept()
    show_changed()
    show_mappings()
except ReleasesUnreadable as error:
    say_reason(str(error))
end_page()
