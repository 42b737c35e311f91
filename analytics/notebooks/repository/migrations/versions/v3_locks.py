"""The locks of a notebook's evidence: what the papers of a version rested on, and when that was set down."""

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision: str | None = "2"


def upgrade() -> None:
    """Make the table; no evidence was locked so far."""
    op.create_table(
        "locks",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("notebook_id", sa.String, nullable=False, index=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["notebook_id", "version"], ["versions.notebook_id", "versions.version"]),
    )
