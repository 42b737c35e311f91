"""Who is at the screen, and whether and why they may do something."""

from dataclasses import dataclass
from unicodedata import is_normalized

from analytics.access.actions import Action, Role, role_may
from analytics.notebooks.repository.errors import RepositoryError


class Denied(RepositoryError):
    """Somebody may not do something. Its text says what, why, and whom to ask.

    Where a database fails and where a right is missing the same is lost, nothing, so pages say both in one way.
    """


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the screen. `name` is what roles are given to; blank for whoever sits at a computer of their own.

    `shown` is what the screen calls them. `role` is None for somebody to whom nobody has given one.
    """

    name: str
    shown: str
    role: Role | None = None
    is_alone: bool = False

    @property
    def logged_as(self) -> str:
        """What the audit log calls them."""
        return self.name or self.shown

    def may(self, action: str) -> bool:
        """Whether they may do it. Alone at one's own computer one may do everything there is."""
        return action in _ACTIONS if self.is_alone else role_may(self.role, action)

    def require(self, action: Action) -> None:
        """Nothing where they may do it. Raises Denied, in words, where they may not."""
        if not self.may(action):
            raise Denied(f"{explained(self, action)} Ask an administrator of this workspace.")


_ACTIONS = frozenset(Action)
ALONE = Person("", "the person at this computer", is_alone=True)


def explained(person: Person, action: Action, source: str = "") -> str:
    """Whether somebody may do something and why, in a sentence or two. `source` says where the role came from.

    >>> explained(Person("anna", "Anna", Role.MEMBER), Action.REMOVE_RELEASES)
    'Anna may not remove figures that were brought in: the role member does not have it.'
    """
    if person.is_alone:
        return f"{person.shown} may {action.plainly}: without a sign-in there is nobody else.".capitalize()
    may = "may" if person.may(action) else "may not"
    if person.role is None:
        return f"{person.shown} {may} {action.plainly}: nobody has given {person.shown} a role."
    has = "has it" if person.may(action) else "does not have it"
    return f"{person.shown} {may} {action.plainly}: the role {person.role} {has}{f', {source}' if source else ''}."


def name_from(text: str) -> str:
    """A name as roles are kept under it: an address in small letters, anything else as the provider spells it.

    Raises ValueError where nothing is left, or where it holds what no name holds. Addresses are compared in small
    letters and no further: one that only looks like another, as with the Kelvin sign for a K or with two letters drawn
    as one, is none, for it may be somebody else's.

    >>> name_from(" Anna.Weber@Council.example "), name_from("a0f1-Bc")
    ('anna.weber@council.example', 'a0f1-Bc')
    """
    name = text.strip()
    if not name or len(name) > _LONGEST or not name.isprintable():
        raise ValueError(
            f"A name has 1 to {_LONGEST} letters on one line, such as anna@council.example or what the provider calls "
            "the person."
        )
    if not is_normalized("NFKC", name):
        raise ValueError("A letter of this name only looks like another one. Write the name in plain letters.")
    return name.lower() if "@" in name else name


_LONGEST = 254
