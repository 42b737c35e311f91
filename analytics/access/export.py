"""What leaves as a file, as the audit log sets it down: never what is in it, nor what anybody called it."""

from dataclasses import dataclass
from enum import StrEnum

from analytics.access.log import Entry, Event


class ReadBy(StrEnum):
    """Whom a file is for."""

    MEMBERS = "members"
    WITNESSES = "witnesses"
    PUBLIC = "public"
    COUNCILS = "other councils"
    ADMINISTRATORS = "administrators"


@dataclass(frozen=True, slots=True)
class Export:
    """A file that leaves: `about` is the id of a notebook, or which figures; `form` is what it is made as."""

    about: str
    form: str
    read_by: ReadBy

    def entry(self, who: str, place: str) -> Entry:
        """The entry that says so.

        >>> Export("n1", "pdf", ReadBy.PUBLIC).entry("anna", "notebook").detail
        'pdf, public'
        """
        return Entry(who, Event.EXPORTED, self.about, place, f"{self.form}, {self.read_by}")
