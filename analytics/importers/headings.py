"""Headings of columns, compared without what differs from file to file and means nothing."""


def tidied(text: str) -> str:
    r"""A heading without case, doubled spaces, line ends and typographic marks.

    >>> tidied("Ofsted  Region\n") == tidied("ofsted region")
    True
    """
    return " ".join(text.replace("’", "'").replace("\ufeff", "").split()).casefold()
