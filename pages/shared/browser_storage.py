"""What the public edition leaves in a reader's browser: said on a page, and what a test finds there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the browser's own storage: how its name begins, what it holds and when it comes about."""

    name: str
    holds: str
    when: str


COOKIES: tuple[str, ...] = ()
STORAGE = (
    Entry(
        "stActiveTheme-",
        "whether a page is shown light or dark, under the address of that page",
        "when a page is first opened",
    ),
    Entry("stSidebarCollapsed-", "whether the menu at the side is open", "when you open or close the menu"),
    Entry("sidebarWidth", "how wide the menu is", "when you drag its edge"),
)


def storage_html() -> str:
    """Both in words, for a page."""
    kept = "".join(
        f"<li><code>{entry.name}{'…' if entry.name.endswith('-') else ''}</code>: {entry.holds}. "
        f"It is made {entry.when}.</li>"
        for entry in STORAGE
    )
    return (
        "<h2 class='finding'>What is kept in your browser</h2>"
        "<p class='summary'>This edition sets no cookies, loads nothing from other sites and counts no visitors. "
        "Streamlit, the programme that shows the pages, keeps these settings in your browser’s own storage. They are "
        "not sent to the server, and you can delete them in your browser at any time:</p>"
        f"<ul class='sources'>{kept}</ul>"
        "<p class='summary'>While a page is open, the server holds what you have chosen on it. It forgets that soon "
        "after you close the page.</p>"
    )
