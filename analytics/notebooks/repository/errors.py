"""What can go wrong with kept notebooks, in words for the person at the screen."""

from analytics.notebooks.repository.saved import Saved


class RepositoryError(Exception):
    """Notebooks could not be read or kept. Its text says what is wrong and what would work.

    The text may stand on any page, and so names no server. `detail` is what else the server said, its address among
    it, for whoever looks after the app and asks on the command line; blank where there is no more to say.
    """

    detail = ""

    @property
    def in_full(self) -> str:
        """The text and the detail."""
        return f"{self} {self.detail}".rstrip()


class NotFound(RepositoryError):
    """There is no such notebook or version."""


class Conflict(RepositoryError):
    """Somebody else saved the notebook first. Theirs stays the newest; ours is kept beside it, as a branch."""

    def __init__(self, theirs: Saved, ours: Saved) -> None:
        self.theirs = theirs
        self.ours = ours
        super().__init__(
            f"“{theirs.notebook.title}” has been saved by somebody else since you opened it: theirs is version "
            f"{theirs.version}. Nothing is lost: yours is kept as version {ours.version}. Compare the two in "
            "the history, then restore yours or copy into theirs what is missing."
        )
