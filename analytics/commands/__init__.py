"""The `scrutiny` command."""

from analytics.commands import reconcile as _reconcile  # noqa: F401 - registers its command
from analytics.commands.evidence import app


def main() -> None:
    """Run the command that the arguments name."""
    app()
