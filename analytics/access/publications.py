"""Publishing and taking back: notebooks, a council's own figures, and the policy by which the rest is withheld."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import polars as pl
from sqlalchemy import Connection, Row, delete, insert, select

from analytics.access.log import Entry, Event, append, in_turn
from analytics.measures.disclosure import memory
from analytics.measures.disclosure.policy import Policy
from analytics.notebooks.packs.members_only import for_publication
from analytics.notebooks.repository import NotFound, RepositoryError
from analytics.notebooks.repository.database import Database
from analytics.notebooks.repository.decided import as_kept, mark_of, shown_from
from analytics.notebooks.repository.repository import no_notebook
from analytics.notebooks.repository.rows import newest, saved_from
from analytics.notebooks.repository.tables import NOTEBOOKS, POLICIES, PUBLISHED_NOTEBOOKS, PUBLISHED_RELEASES, SHOWN
from analytics.notebooks.stored import as_stored, notebook_from_stored

_N, _R, _P, _S = PUBLISHED_NOTEBOOKS.c, PUBLISHED_RELEASES.c, POLICIES.c, SHOWN.c


@dataclass(frozen=True, slots=True)
class Mark:
    """That something is public: since when (UTC) and by whom; of a notebook, in which version and under which title."""

    at: datetime
    by: str
    version: int = 0
    title: str = ""
    authority: str = ""
    fingerprint: str = ""


class ShownMeanwhile(RepositoryError):
    """Other figures were shown to the public since somebody worked out what it would see: nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            "What the public has been shown is not what it was when this was worked out, so other figures may have to "
            "be withheld now. Look at it again, then decide."
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """The policy that somebody chose."""

    rule: str
    covers: str
    at: datetime
    by: str


def _now() -> datetime:
    return datetime.now(UTC)


class Publications:
    """What is public of one database. Every change is in the audit log, kept in the same transaction.

    Where what is decided changes which figures the public sees, `shown` are those that it sees from then on, with the
    columns of `memory.SHOWN`: they are kept with the decision, for whoever has seen a figure remembers it. They were
    worked out `knowing` what it had seen until then, by the mark of `Decided`. Where that is another by now, and they
    are not kept already, ShownMeanwhile is raised and nothing is decided: two who decide at once could let the public
    see figures that together tell a withheld one.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime] = _now) -> None:
        self._database = database
        self._clock = clock

    def notebooks(self) -> Mapping[str, Mark]:
        """The published notebooks by their ids, the last published first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(PUBLISHED_NOTEBOOKS).order_by(_N.published_at.desc(), _N.notebook_id)
            ).all()
        return {row.notebook_id: _mark(row) for row in rows}

    def releases(self) -> Mapping[str, Mark]:
        """The published releases of own figures by their ids."""
        with self._database.reading() as connection:
            rows = connection.execute(select(PUBLISHED_RELEASES).order_by(_R.release)).all()
        return {row.release: Mark(row.published_at, row.published_by, fingerprint=row.fingerprint) for row in rows}

    def policy(self) -> Choice | None:
        """The policy in force, with who chose it; None where nobody has chosen one."""
        with self._database.reading() as connection:
            row = connection.execute(select(POLICIES).order_by(_P.number.desc()).limit(1)).one_or_none()
        return Choice(row.rule, row.covers, row.chosen_at, row.chosen_by) if row else None

    def publish_notebook(self, identity: str, version: int, by: str, place: str = "") -> None:
        """Let the public read a notebook in one version, in place of any other, without what is for members only.

        `version` is the one that was looked at before. Raises NotFound where there is none, and RepositoryError where
        somebody has changed it meanwhile, or it says that it may not be published.
        """
        with in_turn(self._database) as connection:
            # Whoever saves or deletes it meanwhile comes before, and is found, or after, and then withdraws it.
            connection.execute(select(NOTEBOOKS.c.id).where(NOTEBOOKS.c.id == identity).with_for_update())
            row = newest(connection, identity)
            if row is None or row.deleted_at is not None:
                raise no_notebook(identity)
            if row.version != version:
                raise RepositoryError(
                    f"Somebody has changed “{row.title}” since you looked at it: it is version {row.version} now. "
                    "Nothing was published. Look at it again, then publish it."
                )
            notebook = saved_from(row).notebook
            if not notebook.public:
                raise RepositoryError(
                    f"“{row.title}” says that it may not be published. Tick “This notebook may be published” in it "
                    "first."
                )
            moment = self._clock()
            content = as_stored(for_publication(notebook))
            values = {"version": version, "published_at": moment, "published_by": by, "content": content}
            connection.execute(delete(PUBLISHED_NOTEBOOKS).where(_N.notebook_id == identity))
            connection.execute(insert(PUBLISHED_NOTEBOOKS).values(notebook_id=identity, **values))
            append(connection, Entry(by, Event.PUBLISHED, identity, place, f"version {version}"), moment)

    def withdraw_notebook(self, identity: str, by: str, place: str = "") -> None:
        """Take a notebook back from the public; nothing where it is not published. It stays as it is."""
        with in_turn(self._database) as connection:
            if connection.execute(delete(PUBLISHED_NOTEBOOKS).where(_N.notebook_id == identity)).rowcount:
                append(connection, Entry(by, Event.WITHDREW, identity, place), self._clock())

    def publish_release(
        self, release: str, fingerprint: str, shown: pl.DataFrame, by: str, place: str = "", *, knowing: str
    ) -> None:
        """Let the public read a release of own figures, as it is under one fingerprint and no other."""
        with in_turn(self._database) as connection:
            moment = self._clock()
            values = {"fingerprint": fingerprint, "published_at": moment, "published_by": by}
            connection.execute(delete(PUBLISHED_RELEASES).where(_R.release == release))
            connection.execute(insert(PUBLISHED_RELEASES).values(release=release, **values))
            _remember(connection, shown, moment, knowing)
            append(connection, Entry(by, Event.PUBLISHED, release, place, "own figures"), moment)

    def withdraw_release(self, release: str, by: str, place: str = "") -> None:
        """Take a release of own figures back from the public. Raises NotFound where it is not published."""
        with in_turn(self._database) as connection:
            if connection.execute(delete(PUBLISHED_RELEASES).where(_R.release == release)).rowcount == 0:
                raise NotFound(f"“{release}” is not published, so there is nothing to take back.")
            append(connection, Entry(by, Event.WITHDREW, release, place, "own figures"), self._clock())

    def choose_policy(self, policy: Policy, shown: pl.DataFrame, by: str, place: str = "", *, knowing: str) -> None:
        """Put a policy in force, for the public edition, the site, papers and files alike."""
        with in_turn(self._database) as connection:
            moment = self._clock()
            values = {"rule": policy.rule.value, "covers": policy.covers.value, "chosen_at": moment, "chosen_by": by}
            connection.execute(insert(POLICIES).values(values))
            _remember(connection, shown, moment, knowing)
            append(connection, Entry(by, Event.CHOSE_POLICY, policy.name, place), moment)

    def remember(self, shown: pl.DataFrame, by: str, place: str = "", *, knowing: str) -> None:
        """Keep which figures the public is let see; it sees them from then on. What is kept is not kept twice."""
        if shown.is_empty():
            return
        with in_turn(self._database) as connection:
            moment = self._clock()
            count = _remember(connection, shown, moment, knowing)
            if count:
                append(connection, Entry(by, Event.PUBLISHED, "figures", place, f"{count} not shown before"), moment)


def _mark(row: Row[Any]) -> Mark:
    mark = Mark(row.published_at, row.published_by, row.version)
    try:
        notebook = notebook_from_stored(row.content)
    except ValueError:
        # The public reads nothing of it either; it can still be taken back.
        return replace(mark, title="A notebook that cannot be opened")
    return replace(mark, title=notebook.title, authority=notebook.authority)


def _remember(connection: Connection, shown: pl.DataFrame, moment: datetime, knowing: str) -> int:
    """How many figures were not kept before; they are now. Raises ShownMeanwhile."""
    if shown.is_empty():
        return 0
    kept = [*connection.execute(select(_S.figures).order_by(_S.number)).scalars()]
    more = shown.join(shown_from(kept), on=list(memory.SHOWN), how="anti", nulls_equal=True)
    if more.is_empty():
        return 0
    if mark_of(kept) != knowing:
        raise ShownMeanwhile
    connection.execute(insert(SHOWN).values(shown_at=moment, figures=as_kept(more)))
    return more.height
