"""What a reader wrote, as HTML in which nothing runs, nothing loads and no link hides where it leads."""

import re
from collections.abc import Callable, MutableMapping, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

PlaceHeading = Callable[[str, int], tuple[int, str]]
"""The level and id that a heading of some text and level has on its page; no id where it is blank."""

_ALLOWED = re.compile(r"(https?://|mailto:)[^\s]", re.IGNORECASE)


def safe_html(text: str, place_heading: PlaceHeading = lambda _, level: (min(level + 1, 6), "")) -> str:
    r"""Markdown as HTML: CommonMark with tables and struck-out text.

    HTML in the text is shown as text. A link keeps its address only where that begins with http, https or mailto, and
    the address stands behind the words. A picture is replaced by its description: it would be fetched from elsewhere.

    >>> safe_html("**Ask** <b>why</b> [here](javascript:alert)")
    '<p><strong>Ask</strong> &lt;b&gt;why&lt;/b&gt; [here](javascript:alert)</p>\n'
    >>> safe_html("[A report](https://example.org/a)")
    '<p><a href="https://example.org/a" rel="noreferrer">A report</a> (https://example.org/a)</p>\n'
    """
    tokens = _READER.parse(text)
    _place_headings(tokens, place_heading)
    return str(_READER.renderer.render(tokens, _READER.options, {}))


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - what markdown-it asks before it makes a link
        return _ALLOWED.match(url) is not None


def _place_headings(tokens: Sequence[Token], place_heading: PlaceHeading) -> None:
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            level, identity = place_heading(_plain(tokens[number + 1].children or []), int(token.tag[1]))
            token.tag = f"h{level}"
            if identity:
                token.attrSet("id", identity)
            tokens[number + 2].tag = token.tag


def _plain(tokens: Sequence[Token]) -> str:
    """The words of a heading without its markup."""
    return "".join(" " if token.type == "softbreak" else token.content for token in tokens)


# Each rule has the form that markdown-it asks for; most need only the token.
_Env = MutableMapping[str, Any]


def _picture(self: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: _Env) -> str:  # noqa: ARG001
    return f"[Picture: {escape(tokens[place].content or 'without description')}]"


def _link_open(self: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: _Env) -> str:  # noqa: ARG001
    return f'<a href="{escape(str(tokens[place].attrGet("href")))}" rel="noreferrer">'


def _link_close(self: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: _Env) -> str:  # noqa: ARG001
    opened = max(number for number in range(place) if tokens[number].type == "link_open")
    address = str(tokens[opened].attrGet("href")).removeprefix("mailto:")
    is_said = _plain(tokens[opened + 1 : place]) == address
    return "</a>" if is_said else f"</a> ({escape(address)})"


def _table_open(self: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: _Env) -> str:  # noqa: ARG001
    return "<table><caption>A table in a note</caption>"


def _th_open(self: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: _Env) -> str:  # noqa: ARG001
    return '<th scope="col">'


def _reader() -> MarkdownIt:
    reader = _Reader("commonmark", {"html": False}).enable(["table", "strikethrough"])
    for name, rule in (
        ("image", _picture),
        ("link_open", _link_open),
        ("link_close", _link_close),
        ("table_open", _table_open),
        ("th_open", _th_open),
    ):
        reader.add_render_rule(name, rule)
    return reader


_READER = _reader()
