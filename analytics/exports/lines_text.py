"""Lines of questioning as plain text, to be pasted into a message or a document."""

from collections.abc import Callable, Sequence

from analytics.enquiry.line import Line


def lines_as_text(
    council: str, lines: Sequence[Line], own_words: Callable[[Line], str], where: Callable[[str, str], str]
) -> str:
    """The lines numbered, each with finding, follow-ups, witness, caveats and sources.

    Nothing that is for members only is in it. `own_words` gives the reader's own wording of an opening question, or a
    blank; `where` says a document and a locator in words.
    """
    blocks = [f"Lines of questioning: {council}"]
    for place, line in enumerate(lines, 1):
        texts = [
            f"{place}. {own_words(line) or line.question}",
            f"What was found: {line.found}",
            *(f"Then: {text}" for text in line.follow_ups),
            *(f"In writing: {text}" for text in line.in_writing),
            f"Who can answer: {line.witness.plainly}",
            *(f"Be careful: {text}" for text in line.caveats),
            "Sources: " + "; ".join(dict.fromkeys(where(entry.document, entry.locator) for entry in line.cited)),
        ]
        blocks.append("\n".join(texts))
    return "\n\n".join(blocks) + "\n"
