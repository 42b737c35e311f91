"""The `scrutiny` command."""

from analytics.commands.evidence import app


def main() -> None:
    """Run the command that the arguments name."""
    app()
