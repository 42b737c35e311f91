"""Parts of a page under a line of words that opens them, without a script."""

from html import escape


def folded_html(words: str, html: str, *, wide_open: bool = False, kind: str = "") -> str:
    """HTML after a line of words that opens and closes it; on paper it is always open.

    What opens stands behind the `details`, not in it, and the style hides it while they are closed: what is inside of
    closed `details` many browsers leave out of a print, whatever the style says. With `wide_open` only a phone folds
    it. `kind` is one more class of what opens.
    """
    opener = '<details class="wide-open">' if wide_open else "<details>"
    classes = f"folded {kind}".strip()
    return f'{opener}<summary>{escape(words)}</summary></details><div class="{classes}">{html}</div>'
