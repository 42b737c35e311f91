"""A process that saves: `python -m tests.notebooks.repository.saver URL IDENTITY NAME FIRST LAST`.

It adds a note a time to the newest version, beginning the notebook where there is none, and prints each version it was
told was kept, and `branch` where another process came first.
"""

import sys

from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Conflict, Repository


def save_notes(repository: Repository, identity: str, texts: list[str], told=lambda words: None) -> None:
    """Save each text once: with the newest version where nobody else came first, else as a branch."""
    newest, version = Notebook(id=identity, authority="barnet"), None
    for text in texts:
        draft = newest.adding({"kind": "note", "text": text})
        try:
            saved = repository.save(draft, version)
            told(f"{saved.version}")
        except Conflict as conflict:
            saved = conflict.theirs
            told(f"branch {conflict.ours.version}")
        newest, version = saved.notebook, saved.version


def note_texts(repository: Repository, identity: str) -> list[str]:
    """The last note of every version: what was saved with it."""
    every = (repository.at(identity, one.version) for one in repository.history(identity))
    return [notebook.cells[-1].asks["text"] for notebook in every]


if __name__ == "__main__":
    url, identity, name, first, last = sys.argv[1:]
    texts = [f"{name} {number}" for number in range(int(first), int(last))]
    save_notes(Repository.open(url), identity, texts, lambda words: print(words, flush=True))
