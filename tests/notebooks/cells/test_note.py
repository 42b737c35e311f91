"""A reader's note."""

from hypothesis import given
from hypothesis import strategies as st

from analytics.notebooks.cells.note import NoteCell, render_note
from tests.shipped import shipped


def test_a_note_is_called_by_its_first_words_and_keeps_every_letter():
    view = render_note(NoteCell(text="\n## Ask about visits\n\n- who?\n"), shipped())
    assert (view.title, view.subtitle, view.text) == ("Ask about visits", "Note", "\n## Ask about visits\n\n- who?\n")
    assert render_note(NoteCell(private=True), shipped()).subtitle == "Private note"
    assert render_note(NoteCell(text="#\n\nWho visits?"), shipped()).title == "Who visits?"
    assert render_note(NoteCell(text=" # "), shipped()).title == "An empty note"


@given(st.text(max_size=300))
def test_any_text_gives_a_title_of_at_most_ten_words(text):
    view = render_note(NoteCell(text=text), shipped())
    assert 0 < len(view.title.split()) <= 10
    assert view.text == text
