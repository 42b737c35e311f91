"""What is public: notebooks as they were published, own figures, the policy, and what the public has seen before.

Nothing is published by this step. A notebook that was public so far is one that may be published: somebody presses for
it, and sees first what the public will.
"""

import sqlalchemy as sa
from alembic import op

revision = "5"
down_revision: str | None = "4"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "published_notebooks",
        sa.Column("notebook_id", sa.String, sa.ForeignKey("notebooks.id"), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_table(
        "published_releases",
        sa.Column("release", sa.String, primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Text, nullable=False),
    )
    op.create_table(
        "disclosure_policies",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("covers", sa.Text, nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen_by", sa.Text, nullable=False),
    )
    op.create_table(
        "shown_figures",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("figures", sa.LargeBinary, nullable=False),
    )
