"""How heavy a page is with everything that it loads: its style, its script, and every drawing at every width."""

import posixpath
import re
from collections.abc import Mapping

MOST_BYTES = 150 * 1024
_LOADED = re.compile(r'(?:<link rel="stylesheet" href|src|srcset)="([^"]+)"')


def weights(files: Mapping[str, bytes]) -> dict[str, int]:
    """The bytes of each page of a site with what it loads, the heaviest first."""
    found = {
        path: len(content) + sum(len(files[name]) for name in _loaded(path, content.decode()))
        for path, content in files.items()
        if path.endswith(".html")
    }
    return dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))


def _loaded(path: str, html: str) -> set[str]:
    folder = posixpath.dirname(path)
    return {posixpath.normpath(posixpath.join(folder, name)) for name in _LOADED.findall(html)}
