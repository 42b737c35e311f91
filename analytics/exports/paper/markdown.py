"""What a reader wrote in Markdown as parts of a page: nothing in it is run, fetched or linked but http and https."""

import re
from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from analytics.exports.paper.parts import Grid, Head, Listing, Look, Part, Prose, Run, Runs
from analytics.exports.paper.wording import printable
from analytics.notebooks.view import plain_row

# HTML is not read at all, so that a tag stands on the page as it was typed.
_READER = MarkdownIt("commonmark", {"html": False}).enable("table")
# A host, and no name before it that could be taken for one.
_ADDRESS = re.compile(r"https?://\w[\w.-]*(:\d+)?([/?#][^\s<>\"'\\^`{|}\[\]]*)?", re.ASCII | re.IGNORECASE)


def markdown_parts(text: str) -> list[Part]:
    """The parts of a Markdown text, as CommonMark 0.31 reads it, with tables. Headings have the levels they have there.

    An image becomes its description; HTML stays as typed.
    """
    return list(_blocks(SyntaxTreeNode(_READER.parse(printable(text)))))


def _blocks(parent: SyntaxTreeNode, look: Look = Look.BODY) -> Iterator[Part]:
    for node in parent.children:
        match node.type:
            case "heading":
                yield Head("".join(run.text for run in _inline(node)).replace("\n", " "), int(node.tag[1]))
            case "paragraph":
                yield Prose(_inline(node), look)
            case "bullet_list" | "ordered_list":
                yield _listing(node)
            case "blockquote":
                yield from _blocks(node, Look.QUOTE)
            case "code_block" | "fence":
                yield Prose((Run(node.content.rstrip("\n")),), look)
            case "table":
                yield _grid(node)
            case _:  # a rule between paragraphs says nothing
                continue


def _listing(node: SyntaxTreeNode) -> Listing:
    items = tuple(tuple(_inside_an_item(item)) for item in node.children)
    ordered = node.type == "ordered_list"
    # Word counts no further than a signed 16-bit number.
    return Listing(items, ordered, min(int(node.attrs.get("start", 1)), 32_767) if ordered else 1)


def _inside_an_item(item: SyntaxTreeNode) -> Iterator[Prose | Listing]:
    """What a list can hold: a heading in one is a bold paragraph, a table its rows."""
    for part in _blocks(item):
        match part:
            case Prose() | Listing():
                yield part
            case Head():
                yield Prose((Run(part.text, bold=True),))
            case Grid():
                yield from (Prose((Run(" · ".join(entry.text for entry in row)),)) for row in part.rows)


def _grid(node: SyntaxTreeNode) -> Grid:
    rows = [
        ["".join(run.text for run in _inline(cell)).strip() for cell in row.children]
        for part in node.children
        for row in part.children
    ]
    return Grid("", tuple(rows[0]), tuple(plain_row(*row) for row in rows[1:]))


def _inline(node: SyntaxTreeNode) -> Runs:
    return tuple(run for child in node.children for run in _runs((child,), Run("")) if run.text)


def _runs(nodes: tuple[SyntaxTreeNode, ...], like: Run) -> Iterator[Run]:
    for node in nodes:
        match node.type:
            case "strong":
                yield from _runs(tuple(node.children), replace(like, bold=True))
            case "em":
                yield from _runs(tuple(node.children), replace(like, italic=True))
            case "link":
                yield from _link(node, like)
            case "image":
                yield replace(like, text=f"[Picture: {_described(node.token)}]")
            case "code_inline":
                yield replace(like, text=node.content)
            case "softbreak":
                yield replace(like, text=" ")
            case "hardbreak":
                yield replace(like, text="\n")
            case "inline":
                yield from _runs(tuple(node.children), like)
            case _:
                yield replace(like, text=node.content)


def _link(node: SyntaxTreeNode, like: Run) -> Iterator[Run]:
    """The words of a link and, for who reads it on paper, its address; nothing to follow unless it is a web address."""
    address = str(node.attrs.get("href", ""))
    words = list(_runs(tuple(node.children), replace(like, link=address if _ADDRESS.fullmatch(address) else "")))
    yield from words
    if address and "".join(run.text for run in words).strip() != address:
        yield replace(like, text=f" ({address})")


def _described(token: Token | None) -> str:
    return (token.content if token else "") or "without a description"
