"""The repository as one person may use it: every method asks first, and what has no method here cannot be done."""

from collections.abc import Mapping

import polars as pl

from analytics.access.actions import MAY, Action, role_may
from analytics.access.ownership import Owned, Ownership
from analytics.access.person import Denied, Person, name_from
from analytics.access.publications import Choice, Mark, Publications
from analytics.access.roles import Roles
from analytics.access.withdrawals import LoggedAs
from analytics.measures.disclosure.policy import Policy
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.lock import Lock
from analytics.notebooks.packs.members_only import for_publication
from analytics.notebooks.repository import KeptLock, Listed, Repository, Saved, Version
from analytics.notebooks.repository.repository import no_notebook

OPENS_NOTEBOOKS = tuple(role for role, actions in MAY.items() if Action.OPEN_NOTEBOOKS in actions)


class GuardedRepository:
    """Notebooks as `person` may open and change them. Raises what Repository does, and Denied, in words.

    A notebook of somebody else is not found, in the same words as one that never was. `place` is the page it is used
    from, for the log.
    """

    def __init__(self, repository: Repository, person: Person, place: str = "") -> None:
        self._repository = repository
        self._person = person
        self._place = place
        self._owners = Ownership(repository.database)
        self._publications = Publications(repository.database)
        self._withdrawals = LoggedAs(person.logged_as, place)
        self._roles = Roles(repository.database)

    def listed(self, *, deleted: bool = False) -> list[Listed]:
        """The notebooks that the person may open, the last saved first; with `deleted`, those deleted too."""
        self._person.require(Action.OPEN_NOTEBOOKS)
        every = self._repository.listed(deleted=deleted)
        if self._person.is_alone:
            return every
        theirs = self._owners.open_to(self._person.name)
        return [entry for entry in every if entry.id in theirs]

    def get(self, identity: str) -> Saved:
        """The newest version of a notebook."""
        self._open(identity)
        return self._repository.get(identity)

    def history(self, identity: str) -> list[Version]:
        """Every version of a notebook, the newest first."""
        self._open(identity)
        return self._repository.history(identity)

    def at(self, identity: str, version: int) -> Notebook:
        """A notebook as it was in one version."""
        self._open(identity)
        return self._repository.at(identity, version)

    def locks(self, identity: str) -> list[KeptLock]:
        """Every lock of a notebook, the newest first."""
        self._open(identity)
        return self._repository.locks(identity)

    def save(self, notebook: Notebook, expected: int | None, why: str = "") -> Saved:
        """The notebook as now kept, under the person's name; see Repository.save.

        Saying whether it may be published, and changing what may be, takes the right to publish. Nothing is published
        by being kept; one that may not be published any more is withdrawn.
        """
        before = self._owners.of(notebook.id)
        if before is None:
            self._person.require(Action.KEEP_NOTEBOOKS)
        else:
            self._change(notebook.id)
        if not self._person.is_alone:
            self._check_parts(before, notebook)
        return self._repository.save(notebook, expected, why, by=self._person.name, log=self._withdrawals)

    def restore(self, identity: str, version: int, expected: int) -> Saved:
        """A new version with the content of an old one."""
        return self.save(self.at(identity, version), expected, f"Version {version} restored")

    def lock(self, version: int, lock: Lock) -> KeptLock:
        """The lock of a version's evidence as now kept."""
        self._change(lock.notebook)
        self._person.require(Action.PREPARE_PAPERS)
        return self._repository.lock(version, lock)

    def delete(self, identity: str) -> None:
        """Take a notebook off the list; one that is published is then withdrawn."""
        self._remove(identity)
        self._repository.delete(identity, self._withdrawals)

    def undelete(self, identity: str) -> None:
        """Put a deleted notebook back on the list. Nobody has published it by that."""
        self._remove(identity)
        self._repository.undelete(identity)

    def published(self) -> Mapping[str, Mark]:
        """The published notebooks of everybody by their ids, for whoever may publish: all can be read by anybody."""
        self._person.require(Action.PUBLISH)
        return self._publications.notebooks()

    def publish(self, identity: str, version: int) -> None:
        """Let the public read a notebook as it is in its newest version, which is the one that was looked at."""
        self._change(identity)
        self._person.require(Action.PUBLISH)
        self._publications.publish_notebook(identity, version, self._person.logged_as, self._place)

    def withdraw(self, identity: str) -> None:
        """Take a published notebook back, be it one's own or not: everybody who may publish answers for what is."""
        self._person.require(Action.PUBLISH)
        self._publications.withdraw_notebook(identity, self._person.logged_as, self._place)

    def published_releases(self) -> Mapping[str, Mark]:
        """The published releases of own figures by their ids."""
        self._person.require(Action.PUBLISH)
        return self._publications.releases()

    def publish_release(self, release: str, fingerprint: str, shown: pl.DataFrame, *, knowing: str) -> None:
        """Let the public read a release of own figures as it is now; `shown` is what it then sees."""
        self._person.require(Action.PUBLISH)
        self._publications.publish_release(
            release, fingerprint, shown, self._person.logged_as, self._place, knowing=knowing
        )

    def withdraw_release(self, release: str) -> None:
        """Take a release of own figures back from the public."""
        self._person.require(Action.PUBLISH)
        self._publications.withdraw_release(release, self._person.logged_as, self._place)

    def remember(self, shown: pl.DataFrame, *, knowing: str) -> None:
        """Let the public see figures that it may see by what was decided before, and keep that it has."""
        self._person.require(Action.PUBLISH)
        self._publications.remember(shown, self._person.logged_as, self._place, knowing=knowing)

    def policy(self) -> Choice | None:
        """The disclosure policy that somebody chose, with who and when; None where nobody has."""
        self._person.require(Action.PUBLISH)
        return self._publications.policy()

    def choose_policy(self, policy: Policy, shown: pl.DataFrame, *, knowing: str) -> None:
        """Put a disclosure policy in force; `shown` is what the public then sees."""
        self._person.require(Action.PUBLISH)
        self._publications.choose_policy(policy, shown, self._person.logged_as, self._place, knowing=knowing)

    def is_taken(self, identity: str) -> bool:
        """Whether a new notebook must take another id, be the one that has it the person's or not."""
        return self._owners.of(identity) is not None

    def may_change(self, owner: str) -> bool:
        """Whether the person may change a notebook that they may open, by whose it is; blank for the workspace’s."""
        return self._person.may(_to_change(owner))

    def may_delete(self, owner: str) -> bool:
        """Whether the person may delete a notebook that they may open: their own, or as an officer the workspace’s."""
        return self.may_change(owner) and (self._person.is_alone or owner in ("", self._person.name))

    def whose(self, identity: str) -> Owned:
        """Whose a notebook is and whom it is shared with."""
        return self._open(identity)

    def share(self, identity: str, person: str) -> None:
        """Open one's own notebook to somebody else, who must have a role that opens notebooks.

        Raises ValueError, in words, for what is no name.
        """
        self._own(identity)
        name = name_from(person)
        if not self._opens_notebooks(name):
            raise Denied(
                f"{name} has no role here that opens notebooks, which are: {', '.join(OPENS_NOTEBOOKS)}. Check how the "
                "name is written, or ask an administrator to give them one, and then share it."
            )
        self._owners.share(identity, name, self._person.name, self._place)

    def shared_in_vain(self, identity: str) -> frozenset[str]:
        """With whom one's own notebook is shared who have no role any more that opens notebooks."""
        self._own(identity)
        return frozenset(name for name in self._open(identity).people if not self._opens_notebooks(name))

    def unshare(self, identity: str, person: str) -> None:
        """Close one's own notebook to somebody."""
        self._own(identity)
        self._owners.unshare(identity, person, self._person.name, self._place)

    def give_to_workspace(self, identity: str) -> None:
        """Let everybody who opens notebooks open one's own."""
        self._own(identity)
        self._owners.give_to_workspace(identity, self._person.name, self._place)

    def _open(self, identity: str) -> Owned:
        self._person.require(Action.OPEN_NOTEBOOKS)
        owned = self._owners.of(identity)
        if owned is None or not (self._person.is_alone or owned.is_open_to(self._person.name)):
            raise no_notebook(identity)
        return owned

    def _change(self, identity: str) -> Owned:
        owned = self._open(identity)
        self._person.require(_to_change(owned.owner))
        return owned

    def _remove(self, identity: str) -> Owned:
        """A notebook that the person may take away and bring back. Sharing it gives nobody else that."""
        owned = self._change(identity)
        if not self.may_delete(owned.owner):
            raise Denied("Only whose notebook it is may delete it or bring it back.")
        if owned.public:
            self._person.require(Action.PUBLISH)
        return owned

    def _opens_notebooks(self, name: str) -> bool:
        given = self._roles.of(name)
        return given is not None and role_may(given.role, Action.OPEN_NOTEBOOKS)

    def _own(self, identity: str) -> None:
        self._person.require(Action.KEEP_NOTEBOOKS)
        if self._open(identity).owner != self._person.name:
            raise Denied("Only whose notebook it is may say who else opens it.")

    def _check_parts(self, owned: Owned | None, after: Notebook) -> None:
        """What a notebook holds may take more than the right to keep it."""
        before = self._repository.at(after.id, owned.version) if owned else None
        if after.public or (before and before.public):
            self._person.require(Action.PUBLISH)
        if (before.meeting if before else None) != after.meeting:
            self._person.require(Action.PREPARE_PAPERS)
        if _private_notes(before) != _private_notes(after):
            self._person.require(Action.PRIVATE_NOTES)


def _to_change(owner: str) -> Action:
    return Action.KEEP_NOTEBOOKS if owner else Action.EDIT_NOTEBOOKS_OF_OTHERS


def _private_notes(notebook: Notebook | None) -> tuple[object, ...]:
    if notebook is None:
        return ()
    for_all = {held.id for held in for_publication(notebook).cells}
    return tuple(held.asks for held in notebook.cells if held.id not in for_all)
