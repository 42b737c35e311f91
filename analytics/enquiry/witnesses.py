"""Who can answer: the role a question is for, and whether the papers list somebody in it."""

from dataclasses import dataclass

from analytics.enquiry.library import Library, Role
from analytics.enquiry.papers import Papers

# Who answers for whom, nearest first, where the role itself is not among those who attend.
_STANDS_IN = ("service-director", "director")
_OUTSIDE = ("partner-health", "partner-police", "finance", "cabinet-member")


@dataclass(frozen=True, slots=True)
class Witness:
    """A role, by its title; never a person. `attends` is None where the papers list no witnesses at all."""

    role: str
    title: str
    attends: bool | None
    instead: str

    @property
    def plainly(self) -> str:
        """The title, and what to do where nobody in the role is listed."""
        if self.attends is not False:
            return self.title
        way_on = f"the {self.instead} could answer" if self.instead else "ask in writing, or invite them"
        return f"{self.title} (not among the witnesses listed: {way_on})"


def witness_for(papers: Papers, role: str, theme: str) -> Witness:
    """The witness for a question on a theme: by the title that the papers print, where they list one in that role."""
    known = papers.library.roles[role]
    listed = listed_roles(papers)
    if role in listed:
        return Witness(role, listed[role], attends=True, instead="")
    title = known.title(theme)
    if not listed:
        return Witness(role, title, attends=None, instead="")
    stand_in = next((listed[other] for other in _STANDS_IN if other in listed and role not in _OUTSIDE), "")
    return Witness(role, title, attends=False, instead=stand_in)


def listed_roles(papers: Papers) -> dict[str, str]:
    """The roles among the witnesses that the recent papers list, each with the title as printed."""
    found: dict[str, str] = {}
    for row in papers.evidence.witnesses.iter_rows(named=True):
        role = role_of(row["role"], papers.library) if papers.is_recent(row["document"]) else None
        if role is not None:
            found.setdefault(role.id, row["role"])
    return found


def role_of(title: str, library: Library) -> Role | None:
    """The role that a printed title means; None for one the library does not know."""
    words = title.casefold()
    return next((role for role in library.roles.values() if any(word in words for word in role.words)), None)
