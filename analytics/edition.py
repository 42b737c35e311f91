"""The two editions of the app: the workspace, where people prepare a meeting, and the public one, for reading."""

from collections.abc import Mapping
from enum import StrEnum

MODE = "SCRUTINY_MODE"


class Edition(StrEnum):
    """Which of the two this is, in the word that `SCRUTINY_MODE` is set to."""

    WORKSPACE = "workspace"
    PUBLIC = "public"


def edition_of(environ: Mapping[str, str]) -> Edition:
    """The edition that the environment names; the workspace where it names none.

    Raises ValueError, saying what would work, for any other word: an edition that was meant to be public must never
    open as a workspace because of a slip.

    >>> edition_of({"SCRUTINY_MODE": "public"}).value, edition_of({}).value
    ('public', 'workspace')
    """
    word = environ.get(MODE, "").strip()
    if word and word not in list(Edition):
        raise ValueError(
            f"{MODE} is “{word}”, and there is no such edition. Set it to {Edition.PUBLIC} for the read-only edition "
            f"that anybody may see, or to {Edition.WORKSPACE}, which is also what you get without it."
        )
    return Edition(word or Edition.WORKSPACE)
