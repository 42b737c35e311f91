"""What a site is made from, as one number: the same evidence, words and program make the same site."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import analytics
from analytics.evidence.loading import SHIPPED
from analytics.site.publication import Publication

# What chooses a word, a figure or a line of a drawing, besides this program.
_LIBRARIES = ("altair", "jinja2", "markupsafe", "polars", "vl-convert-python")


def made_from(publication: Publication) -> str:
    """A checksum of all that goes into a site: it differs where any file of the site could.

    The figures are counted in as they are after disclosure control, with the files of the program, the catalogue and
    the library of questions, and the versions of the libraries that write and draw.
    """
    found = hashlib.sha256()
    for part in _parts(publication):
        found.update(hashlib.sha256(part).digest())
    return found.hexdigest()


def _parts(publication: Publication) -> Iterator[bytes]:
    for folder in (Path(analytics.__path__[0]), SHIPPED):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                yield str(file.relative_to(folder)).encode()
                yield file.read_bytes()
    yield " ".join(version(name) for name in _LIBRARIES).encode()
    yield publication.evidence.version.encode()
    for authority in publication.authorities:
        known = publication.known(authority)
        yield " ".join([authority, *known.documents]).encode()
        yield known.observations.write_ndjson().encode()
    for one in publication.notebooks:
        yield f"{one.notebook.model_dump_json()} {one.changed}".encode()
    yield repr((publication.authorities, publication.policy, publication.publisher, publication.base_url)).encode()
