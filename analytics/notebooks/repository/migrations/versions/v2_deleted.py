"""When a notebook was deleted: it leaves the list and stays in the tables, so that it can come back."""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision: str | None = "1"


def upgrade() -> None:
    """Add the moment to each notebook; none so far was deleted."""
    op.add_column("notebooks", sa.Column("deleted_at", sa.DateTime(timezone=True)))
