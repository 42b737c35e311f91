"""Who has which role and what was done, as one person may see and change it: every method asks first."""

from analytics.access.actions import Action, Role
from analytics.access.log import AuditLog, Logged, Verdict, Wanted
from analytics.access.person import Denied, Person
from analytics.access.roles import Given, LastAdministrator, Roles
from analytics.notebooks.repository.database import Database


class People:
    """The roles and the log of a workspace for `person`, who is on the page `place`.

    Raises Denied, in words, for what they may not do, and RepositoryError where the database fails.
    """

    def __init__(self, database: Database, person: Person, place: str = "") -> None:
        self._person = person
        self._place = place
        self._roles = Roles(database)
        self._log = AuditLog(database)

    def every(self) -> list[Given]:
        """Everybody with a role, by name."""
        self._person.require(Action.READ_AUDIT_LOG)
        return self._roles.every()

    def give(self, name: str, role: Role) -> None:
        """Give somebody a role in the place of any other. Raises ValueError, in words, for what is no name."""
        self._person.require(Action.CHANGE_ROLES)
        try:
            self._roles.grant(name, role, self._person.logged_as, self._place, keep_an_administrator=True)
        except LastAdministrator as error:
            raise Denied(str(error)) from None

    def take(self, name: str) -> bool:
        """Take somebody's role away; False where there was none. Raises ValueError, in words, for what is no name."""
        self._person.require(Action.CHANGE_ROLES)
        try:
            return self._roles.revoke(name, self._person.logged_as, self._place, keep_an_administrator=True)
        except LastAdministrator as error:
            raise Denied(str(error)) from None

    def done(self, wanted: Wanted, most: int | None = None) -> list[Logged]:
        """What was done, the newest first; at most so many entries."""
        self._person.require(Action.READ_AUDIT_LOG)
        return self._log.found(wanted, most)

    def count(self, wanted: Wanted) -> int:
        """How many entries those are."""
        self._person.require(Action.READ_AUDIT_LOG)
        return self._log.count(wanted)

    def who_did(self) -> list[str]:
        """Everybody of whom the log says anything, by name."""
        self._person.require(Action.READ_AUDIT_LOG)
        return self._log.everybody()

    def verified(self) -> Verdict:
        """Whether the log is whole from its first entry to its last."""
        self._person.require(Action.READ_AUDIT_LOG)
        return self._log.verify()
