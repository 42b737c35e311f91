"""Finding words in a notebook."""

from analytics.notebooks.view import View


def words_of(view: View) -> str:
    """All that a view says, in small letters: what is searched."""
    table = [entry.text for row in view.table.rows for entry in row] if view.table else []
    columns = view.table.columns if view.table else ()
    parts = (view.title, view.subtitle, view.summary, view.text, *columns, *table, *view.caveats)
    return "\n".join(parts).lower()


def says(text: str, words: str) -> bool:
    """Whether a text has every one of the words, in any order and any case. No words are in every text.

    >>> says("Care leavers in education or work fell", "fell EDUCATION"), says("Care leavers", "carer")
    (True, False)
    """
    small = text.lower()
    return all(word in small for word in words.lower().split())
