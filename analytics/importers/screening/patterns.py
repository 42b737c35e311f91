"""Names that a check can use without meaning more than one column."""

from collections.abc import Sequence


def without_patterns(names: Sequence[str]) -> list[str]:
    """The names, with spaces before each that Polars would take for a pattern, such as * for all columns.

    >>> without_patterns(["rate", "*", "^r.*$"])
    ['rate', ' *', ' ^r.*$']
    """
    taken = set(names)
    plain = []
    for given in names:
        name = given
        if given == "*" or given.startswith("^"):
            while name in taken:
                name = f" {name}"
            taken.add(name)
        plain.append(name)
    return plain
