"""The words of a view as Markdown in which nothing but our own marks is markup."""

import re
from collections.abc import Iterable

from analytics.exports.page.markdown import safe_html
from analytics.notebooks.view import Source, Table, View

_MARKS = re.compile(r"([\\`*_\[\]<>&$~|#])")
_LIST_MARK = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))")
# What could load or run something, or open a file of the reader's own: markup, an entity that could hide it, a picture,
# or a link to anything but the web and mail.
_RISKY = re.compile(r"[<&]|!\[|\][(:](?!\s*(?:https?://|mailto:)\S)", re.IGNORECASE)


def plainly(text: str) -> str:
    r"""A text on one line that Markdown shows letter for letter.

    >>> print(plainly("1. *Not* a list, no <b>markup</b>, £5"))
    1\. \*Not\* a list, no \<b\>markup\</b\>, £5
    >>> print(plainly("- 3"))
    \- 3
    """
    line = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return _LIST_MARK.sub(lambda found: found[2] + "\\" if found[2].isdigit() else "\\" + found[2], line)


def view_in_words(view: View, level: int = 2) -> str:
    """The finding, what it is about and the sentence that says it; the table where there is no data to show instead."""
    parts = [f"{'#' * level} {plainly(view.title)}", _emphasised(view.subtitle), plainly(view.summary)]
    if view.table and not has_data(view):
        parts.append(table_in_words(view.table, "" if view.table.caption == view.subtitle else view.table.caption))
    return "\n\n".join(filter(None, parts))


def notes_in_words(caveats: Iterable[str], sources: Iterable[Source]) -> str:
    """What to be careful about and where the figures were printed; blank where there is neither."""
    return "\n\n".join(
        filter(None, (listed("Be careful", caveats), listed("Where this was printed", map(_source, sources))))
    )


def listed(heading: str, items: Iterable[str]) -> str:
    """A list under words in bold; blank where nothing is in it."""
    lines = "\n".join(f"- {plainly(item)}" for item in items)
    return f"**{plainly(heading)}**\n\n{lines}" if lines else ""


def has_data(view: View) -> bool:
    """Whether the view has figures behind its words."""
    return view.data is not None and not view.data.is_empty()


def table_in_words(table: Table, caption: str) -> str:
    """The table in Markdown, under its caption if that is not blank."""
    rows = ["| " + " | ".join(plainly(entry.text) for entry in row) + " |" for row in table.rows]
    head = "| " + " | ".join(map(plainly, table.columns)) + " |"
    above = (f"**{plainly(caption)}**", "") if caption else ()
    return "\n".join((*above, head, "|" + " --- |" * len(table.columns), *rows))


def note_in_words(text: str) -> str:
    """A reader's own Markdown as it is, unless something in it could load or run: then what is safe of it, as HTML."""
    if not _RISKY.search(text):
        return text
    # A blank line would end the HTML and begin Markdown again in the middle of a reader's text.
    return re.sub(r"\n(?=\n)", "&#10;", safe_html(text).strip())


def _emphasised(text: str) -> str:
    return f"*{plainly(text)}*" if text.strip() else ""


def _source(source: Source) -> str:
    places = f": {'; '.join(source.places)}" if source.places else ""
    return f"{source.title} ({source.published}){places}"
