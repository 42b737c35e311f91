"""A note: what a reader writes between the figures."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from analytics.evidence.evidence import Evidence
from analytics.notebooks.view import View


class NoteCell(BaseModel):
    """Text in Markdown. A private note never leaves the workspace: it is in no brief and on no public surface."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["note"] = "note"
    text: str = Field("", max_length=100_000)
    private: bool = False


def render_note(cell: NoteCell, evidence: Evidence) -> View:  # noqa: ARG001 - every kind is rendered alike
    """The text, and for a title its first words."""
    lines = (line.strip("# ").strip() for line in cell.text.splitlines())
    first = next(filter(None, lines), "An empty note")
    words = first.split()
    title = first if len(words) <= 10 else " ".join(words[:9]) + "…"
    return View(title=title, subtitle="Private note" if cell.private else "Note", summary="", text=cell.text)
