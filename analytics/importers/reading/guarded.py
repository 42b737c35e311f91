"""A shield round the readers of others, which may fail in ways of their own."""

from collections.abc import Iterator
from contextlib import contextmanager

from analytics.importers.reading.unreadable import Unreadable, refusal


@contextmanager
def guarded(name: str, wrong: str, right: str) -> Iterator[None]:
    """Turn whatever a reader raises into a refusal of the file.

    A reader written in Rust can panic, which Python sees as an exception that is no Exception.
    """
    try:
        yield
    except (Unreadable, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise refusal(name, wrong, right) from None
