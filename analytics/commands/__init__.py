"""The `scrutiny` command."""

from analytics.commands import access as _access  # noqa: F401 - registers its commands
from analytics.commands import backup as _backup  # noqa: F401 - registers its commands
from analytics.commands import build as _build  # noqa: F401 - registers its command
from analytics.commands import disclosure as _disclosure  # noqa: F401 - registers its command
from analytics.commands import enquiry as _enquiry  # noqa: F401 - registers its commands
from analytics.commands import importing as _importing  # noqa: F401 - registers its commands
from analytics.commands import lint as _lint  # noqa: F401 - registers its command
from analytics.commands import notebook as _notebook  # noqa: F401 - registers its commands
from analytics.commands import notebook_file as _notebook_file  # noqa: F401 - registers its command
from analytics.commands import pack as _pack  # noqa: F401 - registers its commands
from analytics.commands import publish as _publish  # noqa: F401 - registers its command
from analytics.commands import reconcile as _reconcile  # noqa: F401 - registers its command
from analytics.commands import releases as _releases  # noqa: F401 - registers its commands
from analytics.commands import serve as _serve  # noqa: F401 - registers its command
from analytics.commands import status as _status  # noqa: F401 - registers its command
from analytics.commands import template as _template  # noqa: F401 - registers its command
from analytics.commands import upgrade as _upgrade  # noqa: F401 - registers its command
from analytics.commands.evidence import app


def main() -> None:
    """Run the command that the arguments name."""
    app()
