"""What a page sends to the browser, and whether anything in it would be more than letters there."""

import re
from collections.abc import Iterator
from typing import Any

from google.protobuf.message import Message
from markdown_it import MarkdownIt
from streamlit.testing.v1 import AppTest

from tests.exports.read_page import ReadPage

# Parts of Streamlit's messages that its pages read as Markdown.
_READ_AS_MARKDOWN = ("label", "body", "help", "text", "message")
_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# What our own words are laid out with.
_LAYOUT = {"paragraph", "text", "softbreak", "strong", "code_inline", "bullet_list", "list_item", "inline"}
# What Streamlit makes of a text once the Markdown is read: nothing escapes it but a letter between.
_MADE_AFTERWARDS = re.compile(r"\w+://|www\.\w|[\w.+-]@\w|:material/\w+:|:streamlit:", re.IGNORECASE)
# What it makes before: an escaped sign is safe from it.
_MADE_BEFORE = re.compile(r"(?<!\\):[a-z0-9_+-]+(?:\[|:)|(?<!\\)\$")
_OUR_OWN = ":gray-background["
_ACTIVE = {
    "script",
    "iframe",
    "object",
    "embed",
    "form",
    "input",
    "base",
    "link",
    "meta",
    "svg",
    "math",
    "video",
    "style",
}
_ATTRIBUTES = {
    "alt", "aria-label", "class", "data-column", "href", "id", "lang", "rel", "role", "scope", "src", "style", "target",
    "tabindex", "aria-labelledby", "aria-describedby", "start", "title", "open",
}  # fmt: skip
_OWN_ADDRESS = re.compile(r"(?:[a-z_]*(?:\?[^\s\"<>]*)?|#[\w-]+)", re.IGNORECASE)
_WEB = re.compile(r"(?:https?://|mailto:)[^\s\"<>]+", re.IGNORECASE)
_STYLE = re.compile(r"border-left-color:#[0-9A-Fa-f]{6}|display: block")


def made_of(app: AppTest) -> list[str]:
    """What on the page is not a letter of ours or of a value: markup, links, icons, handlers; empty where all is well.

    Notes are left out: they are the reader's own Markdown, and have tests of their own.
    """
    found = [f"in HTML: {one}" for text in html_of(app) if 'class="written"' not in text for one in _of_html(text)]
    found += [f"in “{text[:60]}”: {one}" for text in markdown_of(app) for one in of_markdown(text)]
    return found


def html_of(app: AppTest) -> list[str]:
    """Every piece of HTML, without the style that the pages begin with."""
    return [part.value for part in app.get("html") if not part.value.startswith("<style>")]


def markdown_of(app: AppTest) -> list[str]:
    """Every text that Streamlit reads as Markdown: labels, help, messages, headings of what unfolds."""
    return [text for node in _nodes(app._tree) for text in _texts(node) if text]


def of_markdown(text: str) -> list[str]:
    """What a text would become beyond letters, code and the little that our own words are laid out with."""
    found = [
        f"before: {one.group()}" for one in _MADE_BEFORE.finditer(_without_code(text.replace(_OUR_OWN, "\\:x\\[")))
    ]
    for token in _MARKDOWN.parse(text):
        for one in [token, *(token.children or ())]:
            kind = one.type.removesuffix("_open").removesuffix("_close")
            if kind not in _LAYOUT:
                found.append(kind)
            if one.type == "text" and (afterwards := _MADE_AFTERWARDS.search(one.content)):
                found.append(f"afterwards: {afterwards.group()}")
    return found


def _without_code(text: str) -> str:
    return re.sub(r"(?<!\\)`[^`]*`", "", text)


def _of_html(text: str) -> Iterator[str]:
    for element in ReadPage(text).elements:
        if element.tag in _ACTIVE:
            yield element.tag
        for name, value in ((name, value or "") for name, value in element.attrs.items()):
            leads = _OWN_ADDRESS.fullmatch(value) or _WEB.fullmatch(value)
            if (
                name not in _ATTRIBUTES
                or (name == "href" and not leads)
                or (name == "src" and not value.startswith("data:image/svg+xml;base64,"))
                or (name == "style" and not _STYLE.fullmatch(value))
            ):
                yield f"<{element.tag} {name}={value[:80]!r}>"


def _nodes(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        yield child
        if hasattr(child, "children"):
            yield from _nodes(child)


def _texts(node: Any) -> Iterator[str]:
    proto = getattr(node, "proto", None)
    if isinstance(proto, Message) and getattr(node, "type", "") != "html":
        yield from _texts_of(proto)


def _texts_of(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        if isinstance(value, Message):
            yield from _texts_of(value)
        elif isinstance(value, str) and field.name in _READ_AS_MARKDOWN:
            yield value
