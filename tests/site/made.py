"""What the tests of the site publish, and its pages as a browser reads them."""

import posixpath
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from analytics.notebooks.starters import starters
from analytics.site.publication import Publication, publishable
from analytics.site.publisher import Publisher
from tests.exports.read_page import VOID, Element, ReadPage
from tests.shipped import shipped

STARTERS = Path(__file__).parents[2] / "data" / "notebooks"
VOID.add("source")


def publication(**parts):
    """Every council of the shipped evidence and every starter."""
    evidence = shipped()
    usual = {
        "evidence": evidence,
        "authorities": evidence.authorities_with_documents(),
        "notebooks": tuple(publishable(one.notebook) for one in starters(STARTERS)),
        "policy": ("Small numbers are withheld.", "Nothing had to be withheld."),
        "publisher": Publisher(name="Example Council"),
    }
    return Publication(**(usual | parts))


def one_council(**parts):
    """The council with the fewest figures and no notebook: a site that is made in a moment."""
    return publication(**({"authorities": ("barnet",), "notebooks": ()} | parts))


@cache
def read(html: bytes) -> ReadPage:
    """A page as a browser reads it. Fails where an element is not closed in its place."""
    return ReadPage(html.decode())


def pages(files):
    """The pages among files, by path."""
    return {path: read(content) for path, content in files.items() if path.endswith(".html")}


def target(address, path):
    """The path and the anchor that an address on a page leads to."""
    name, _, anchor = unquote(address).partition("#")
    return (posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else path), anchor


def inner_links(page: ReadPage) -> list[Element]:
    """The links of a page that stay on the site."""
    return [link for link in page.all("a") if not re.match(r"https?:|mailto:", link.attrs["href"])]


def texts(html: bytes) -> str:
    """All words of a page."""
    return " ".join("".join(one.text for one in read(html).all("body")).split())
