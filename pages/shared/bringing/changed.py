"""What later releases changed of a council's figures."""

import streamlit as st

from analytics.notebooks.cells.revisions import RevisionsCell
from pages.shared.forms import choose
from pages.shared.frame import show, usual_authority
from pages.shared.heading import heading
from pages.shared.library import evidence


def show_changed() -> None:
    """For a council that is chosen, the figures that later releases changed: by one of them, or by all."""
    releases = evidence().releases
    if releases is None:
        return
    catalogue = evidence().catalogue
    councils = sorted((area for area in releases.areas() if area in catalogue.authorities), key=catalogue.area_name)
    if not councils:
        return
    heading("What later releases changed", "A figure that a committee was shown may have been corrected since.")
    families = [one.family for one in releases.releases.values()]
    later = [slug for slug, one in releases.releases.items() if families.count(one.family) > 1]
    default = usual_authority() if usual_authority() in councils else councils[0]
    with st.container(horizontal=True, key="filters"):
        authority = choose("Council", "authority", councils, catalogue.area_name, default=default)
        release = choose(
            "Release",
            "release",
            ["", *later],
            lambda slug: releases.releases[slug].short_title if slug else "Every later one",
        )
    show(RevisionsCell(authority=authority, release=release))
