"""What a reader sees where a page fails: a plain sentence. Whoever looks after the app finds the rest in the log."""

import streamlit as st
from polars.exceptions import PolarsError

from analytics.evidence.release_place import ReleasesUnreadable
from analytics.happenings import Happening, went_wrong
from analytics.notebooks.repository import RepositoryError

_KEPT = "Nothing that was saved is lost."


def say_failure(error: Exception) -> bool:
    """Say it in words, set it down, and keep Streamlit from saying it in its own."""
    went_wrong(Happening.PAGE_FAILED, error)
    st.error(_words(error))
    return True


def _words(error: Exception) -> str:
    if isinstance(error, RepositoryError):
        return f"{error}"
    if isinstance(error, PolarsError | ReleasesUnreadable):
        return (
            "A table of figures cannot be read: it is damaged, or it was changed a moment ago. Load this page again. "
            f"If that does not help, whoever looks after this app should run “scrutiny releases mend”. {_KEPT}"
        )
    if isinstance(error, OSError):
        return f"A file of this app cannot be read or written: {error.strerror or 'no reason was given'}. {_KEPT}"
    return f"This page could not be shown, and that has been noted. Load it again, or go on with another page. {_KEPT}"
