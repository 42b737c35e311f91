"""The repository: every version of every notebook, and what happens when two people save the same one."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Self

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from analytics.evidence.wording import day_in_words
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.lock import Lock
from analytics.notebooks.repository.database import Database, open_database
from analytics.notebooks.repository.differences import compare
from analytics.notebooks.repository.errors import Conflict, NotFound
from analytics.notebooks.repository.rows import Draft, listed_from, lock_from, newest, saved_from
from analytics.notebooks.repository.saved import KeptLock, Listed, Saved, Version
from analytics.notebooks.repository.schema import bring_up_to_date
from analytics.notebooks.repository.tables import LOCKS, NOTEBOOKS, VERSIONS
from analytics.notebooks.repository.withdrawing import WithdrawalLog, withdraw

Clock = Callable[[], datetime]
_N, _V, _L = NOTEBOOKS.c, VERSIONS.c, LOCKS.c


def _now() -> datetime:
    return datetime.now(UTC)


class Repository:
    """Notebooks kept in one database. It may be used from any thread, and by several processes at once.

    Neither a version nor a lock is ever changed or removed. Every method raises RepositoryError, in words, where the
    database cannot do what it is asked.
    """

    compare = staticmethod(compare)

    def __init__(self, database: Database, clock: Clock = _now) -> None:
        self._database = database
        self._clock = clock

    @classmethod
    def open(cls, url: str, clock: Clock = _now) -> Self:
        """The repository at an address such as sqlite:////folder/notebooks.db, made or brought up to date first.

        Raises RepositoryError, in words: for a folder that cannot be written to, a full disk, a server that does not
        answer, a database of a newer version of the app.
        """
        database = open_database(url)
        try:
            with database.writing() as connection:
                bring_up_to_date(connection)
        except BaseException:
            database.engine.dispose()
            raise
        return cls(database, clock)

    def close(self) -> None:
        """Let go of the connections."""
        self._database.engine.dispose()

    def listed(self, *, deleted: bool = False) -> list[Listed]:
        """The notebooks, the last saved first; with `deleted`, those that were deleted too."""
        query = select(NOTEBOOKS).order_by(_N.saved_at.desc(), _N.id)
        with self._database.reading() as connection:
            rows = connection.execute(query if deleted else query.where(_N.deleted_at.is_(None))).all()
        return [listed_from(row) for row in rows]

    def get(self, identity: str) -> Saved:
        """The newest version of a notebook. Raises NotFound where there is none, or where it was deleted."""
        with self._database.reading() as connection:
            row = newest(connection, identity)
        if row is None:
            raise no_notebook(identity)
        if row.deleted_at is not None:
            raise NotFound(
                f"“{row.title}” was deleted on {day_in_words(row.deleted_at.date())}. Nothing of it is lost: bring it "
                "back from the deleted notebooks to open it."
            )
        return saved_from(row)

    @property
    def database(self) -> Database:
        """Where the notebooks are, and with them who may do what."""
        return self._database

    def save(
        self, notebook: Notebook, expected: int | None, why: str = "", by: str = "", log: WithdrawalLog | None = None
    ) -> Saved:
        """The notebook as now kept. `expected` is the version that it was made from; None for a new notebook.

        `by` is who saves it, where people sign in; who begins a notebook owns it. `log` is told where it is taken back
        from the public.

        Content that is the newest already makes no version. Saving a change to a deleted notebook brings it back. What
        is published stays as it was published, unless the notebook says from now on that it may not be.
        Raises Conflict where the newest version is not `expected`: what was to be saved is then kept beside it, as a
        branch.
        """
        draft = Draft.of(notebook, why, self._clock(), by)
        try:
            outcome = self._save(draft, expected, log)
        except IntegrityError:
            # Somebody else made it after we saw that there was none. Now there is.
            outcome = self._save(draft, expected, log)
        if isinstance(outcome, Conflict):
            raise outcome
        return outcome

    def history(self, identity: str) -> list[Version]:
        """Every version of a notebook, the newest first, of a deleted one too. Raises NotFound where there is none."""
        query = select(_V.version, _V.saved_at, _V.why, _V.title, _V.is_branch, _V.saved_by).where(
            _V.notebook_id == identity
        )
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(_V.version.desc())).all()
        if not rows:
            raise no_notebook(identity)
        return [Version(*row) for row in rows]

    def at(self, identity: str, version: int) -> Notebook:
        """A notebook as it was in one version, of a deleted one too. Raises NotFound, naming the versions there are."""
        query = select(VERSIONS).where(_V.notebook_id == identity, _V.version == version)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            last = self.history(identity)[0].version
            raise NotFound(f"There is no version {version} of this notebook. Its versions are 1 to {last}.")
        return saved_from(row).notebook

    def restore(self, identity: str, version: int, expected: int, by: str = "") -> Saved:
        """A new version with the content of an old one or of a branch; those between stay in the history.

        Raises Conflict as `save` does.
        """
        return self.save(self.at(identity, version), expected, f"Version {version} restored", by)

    def lock(self, version: int, lock: Lock) -> KeptLock:
        """The lock as now kept, of the notebook that it names in one version. Raises NotFound where there is none."""
        self.at(lock.notebook, version)
        moment = self._clock()
        row = {"version": version, "locked_at": moment, "content": lock.model_dump_json()}
        with self._database.writing() as connection:
            connection.execute(insert(LOCKS).values(notebook_id=lock.notebook, **row))
        return KeptLock(version, moment, lock)

    def locks(self, identity: str) -> list[KeptLock]:
        """Every lock of a notebook, the newest first, of a deleted one too; none where nothing was locked."""
        query = select(LOCKS).where(_L.notebook_id == identity).order_by(_L.number.desc())
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [lock_from(row) for row in rows]

    def delete(self, identity: str, log: WithdrawalLog | None = None) -> None:
        """Take a notebook off the list; published it is no more, which `log` is told.

        Its versions stay, and `undelete` brings it back.
        """
        with self._database.writing() as connection:
            if log:
                log.wait(connection)
            _set_deleted(connection, identity, self._clock())
            withdraw(connection, identity, "deleted", log)

    def undelete(self, identity: str) -> None:
        """Put a deleted notebook back on the list. Where it was published before, it is not by this."""
        with self._database.writing() as connection:
            _set_deleted(connection, identity, None)

    def _save(self, draft: Draft, expected: int | None, log: WithdrawalLog | None) -> Saved | Conflict:
        """What is kept, in one transaction. A conflict is handed back and not raised, so that its branch is kept."""
        notebook = draft.notebook
        with self._database.writing() as connection:
            stored = newest(connection, notebook.id)
            if stored is None:
                if expected is not None:
                    raise NotFound(f"“{notebook.title}” is not kept here any more. Save it as a new notebook.")
                first = {"id": notebook.id, "version": 1, "last_version": 1, "owner": draft.by or None}
                connection.execute(insert(NOTEBOOKS).values(first | draft.entry()))
                return draft.keep(connection, 1)
            if draft.is_in(stored):
                return saved_from(stored)
            if log and stored.public and not notebook.public:
                log.wait(connection)
            if expected is not None and (version := _next(connection, draft, expected)):
                if not notebook.public:
                    withdraw(connection, notebook.id, f"version {version}", log)
                return draft.keep(connection, version)
            ours = _branch(connection, draft)
            # Where another came first only a moment ago, theirs is newer than what was read above.
            return Conflict(saved_from(newest(connection, notebook.id) or stored), ours)


def _next(connection: Connection, draft: Draft, expected: int) -> int | None:
    """The number of the version after `expected`, which is now the newest; None where another came first.

    One statement looks and changes at once, so of any number of people at the same moment one is first.
    """
    change = update(NOTEBOOKS).where(_N.id == draft.notebook.id, _N.version == expected)
    number = _N.last_version + 1
    values = change.values(version=number, last_version=number, **draft.entry())
    return connection.execute(values.returning(_N.version)).scalar_one_or_none()


def _set_deleted(connection: Connection, identity: str, moment: datetime | None) -> None:
    change = update(NOTEBOOKS).where(_N.id == identity).values(deleted_at=moment)
    if connection.execute(change).rowcount == 0:
        raise no_notebook(identity)


def _branch(connection: Connection, draft: Draft) -> Saved:
    """The draft as a version beside the newest. Where a version has the same content already, that version."""
    same = select(VERSIONS).where(_V.notebook_id == draft.notebook.id, _V.content == draft.content)
    found = connection.execute(same.order_by(_V.version.desc()).limit(1)).one_or_none()
    if found is not None:
        return saved_from(found)
    change = update(NOTEBOOKS).where(_N.id == draft.notebook.id).values(last_version=_N.last_version + 1)
    number = connection.execute(change.returning(_N.last_version)).scalar_one()
    return draft.keep(connection, number, is_branch=True)


def no_notebook(identity: str) -> NotFound:
    """What is said of a notebook that is not here, and of one that is not this reader’s: the same."""
    return NotFound(f"There is no notebook “{identity}” here. Choose one from the list of notebooks.")
