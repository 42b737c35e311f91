"""The tables as this version of the app knows them. The migrations make them, and a test holds the two together."""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class Utc(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no time zone, so it is taken off on the way in and put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as the database keeps it."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The moment with its time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


METADATA = MetaData()

# A row a notebook: what the list shows, and which version is the newest. `last_version` is the highest number given
# out, to branches too, so that no number is ever given twice. One without an `owner` belongs to the workspace.
NOTEBOOKS = Table(
    "notebooks",
    METADATA,
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("last_version", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("authority", Text, nullable=False),
    Column("as_known_on", Date),
    Column("public", Boolean, nullable=False),
    Column("saved_at", Utc, nullable=False),
    Column("deleted_at", Utc),
    Column("owner", Text),
)

# A row a version, never changed and never deleted. `content` is the whole notebook as JSON of that `format`; `saved_by`
# is blank where nobody had to sign in.
VERSIONS = Table(
    "versions",
    METADATA,
    Column("notebook_id", String, ForeignKey("notebooks.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("saved_at", Utc, nullable=False),
    Column("why", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("is_branch", Boolean, nullable=False),
    Column("format", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("saved_by", Text, nullable=False, server_default=""),
)

# A row a lock of the evidence, never changed and never deleted. `content` is the lock as JSON.
LOCKS = Table(
    "locks",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("notebook_id", String, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("locked_at", Utc, nullable=False),
    Column("content", Text, nullable=False),
    ForeignKeyConstraint(["notebook_id", "version"], ["versions.notebook_id", "versions.version"]),
)

# A row a person to whom a notebook's owner opened it.
SHARES = Table(
    "shares",
    METADATA,
    Column("notebook_id", String, ForeignKey("notebooks.id"), primary_key=True),
    Column("person", String, primary_key=True),
)

# A row a person with a role.
ROLES = Table(
    "roles",
    METADATA,
    Column("person", String, primary_key=True),
    Column("role", Text, nullable=False),
    Column("given_at", Utc, nullable=False),
    Column("given_by", Text, nullable=False),
)

# A row something that was done. The database refuses to change or remove one, and `previous` is the `hash` of the row
# before, so that a change made behind the database's back shows.
AUDIT = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Utc, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", String(64), nullable=False, unique=True),
    Column("hash", String(64), nullable=False),
    Index("ix_audit_what_about", "what", "about"),
)

# A row a notebook that is public now. `content` is the version that was published as JSON, without what is for members
# only: what the public edition reads, and its user of the database may read nothing else of any notebook.
PUBLISHED_NOTEBOOKS = Table(
    "published_notebooks",
    METADATA,
    Column("notebook_id", String, ForeignKey("notebooks.id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("published_at", Utc, nullable=False),
    Column("published_by", Text, nullable=False),
    Column("content", Text, nullable=False),
)

# A row a release of a council's own figures that is public now. It is public as it was then: under another
# `fingerprint` its figures are others, which nobody has published.
PUBLISHED_RELEASES = Table(
    "published_releases",
    METADATA,
    Column("release", String, primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("published_at", Utc, nullable=False),
    Column("published_by", Text, nullable=False),
)

# A row a disclosure policy that somebody chose, never changed; the last is in force.
POLICIES = Table(
    "disclosure_policies",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("covers", Text, nullable=False),
    Column("chosen_at", Utc, nullable=False),
    Column("chosen_by", Text, nullable=False),
)

# A row each time figures were shown to the public that had not been before, never changed: who has seen them remembers
# them. `figures` is a table as a Parquet file.
SHOWN = Table(
    "shown_figures",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("shown_at", Utc, nullable=False),
    Column("figures", LargeBinary, nullable=False),
)
