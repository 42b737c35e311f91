"""Who saved a version and whose a notebook is, who may do what, and the log, which the database lets nobody rewrite.

Notebooks made so far belong to the workspace: nobody signed in when they were begun.
"""

import sqlalchemy as sa
from alembic import op

revision = "4"
down_revision: str | None = "3"

_NEVER = "The audit log is only ever added to."
# REPLACE would delete a row without asking the trigger that guards against deleting, so a number taken stays taken.
_SQLITE = (
    f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END",
    f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END",
    "CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number "
    f"OR previous = NEW.previous) BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION audit_only_added() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_NEVER}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_only_added()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_only_added()",
)


def upgrade() -> None:
    """Add the columns, and make the tables and what guards the log."""
    op.add_column("notebooks", sa.Column("owner", sa.Text))
    op.add_column("versions", sa.Column("saved_by", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "shares",
        sa.Column("notebook_id", sa.String, sa.ForeignKey("notebooks.id"), primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
    )
    op.create_table(
        "roles",
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.Text, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False, unique=True),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_index("ix_audit_what_about", "audit", ["what", "about"])
    for statement in _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(statement)
