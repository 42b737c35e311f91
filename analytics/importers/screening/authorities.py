"""Checks of a data file's authorities against the catalogue."""

import re
from collections.abc import Iterator

import polars as pl

from analytics.evidence.catalogue import Authority, Catalogue
from analytics.importers.reading.listing import listed
from analytics.importers.screening.findings import DataFile, Finding, Findings, Severity, failure, warning

_ADDITION = re.compile(r",? (city of|county of|\(.*\))$")
_COLUMNS = ("old_la_code", "new_la_code", "la_name")


def check_authorities(data: DataFile) -> Findings:
    """Authorities that are not known, whose two codes are of two authorities, or that bear another's name."""
    if data.catalogue is None or not data.has("geographic_level", *_COLUMNS):
        return
    first_rows = (
        data.frame.filter(pl.col("geographic_level") == "Local authority")
        .group_by(_COLUMNS, maintain_order=True)
        .agg(pl.col(data.rows).first())
    )
    found = [finding for entry in first_rows.iter_rows() for finding in _faults(data.name, data.catalogue, entry)]
    for severity in Severity:
        problems = [finding.problem for finding in found if finding.severity is severity]
        for problem in listed(problems, len(problems)):
            yield Finding(severity, problem)


def _faults(file: str, catalogue: Catalogue, entry: tuple[str, str, str, int]) -> Iterator[Finding]:
    old, new, name, row = entry
    by_number, by_code = (_authorities(catalogue, codes) for codes in (old, new))
    if not any(by_number) and not any(by_code):
        wrong = f"The authority “{name}” ({old}, {new}) is not known."
        yield warning(file, "la_name", wrong, "Its figures are left out; look whether its codes are new.", row)
        return
    for one, other in zip(by_number, by_code, strict=False):
        if one and other and one.id != other.id:
            wrong = f"{old} is {one.name} and {new} is {other.name}."
            yield failure(file, "new_la_code", wrong, "Give the two codes of one authority.", row)
    known = [one or other for one, other in zip(by_number, by_code, strict=False)]
    names = [authority.name for authority in known if authority]
    if names and len(names) == len(known) and _plain(" / ".join(names)) != _plain(name):
        yield warning(
            file,
            "la_name",
            f"The row’s codes are of {' and '.join(names)}, and its name is “{name}”.",
            "Figures are taken by the codes; look that they are right.",
            row,
        )


def _authorities(catalogue: Catalogue, codes: str) -> list[Authority | None]:
    return [catalogue.authority_of(code) if code.strip() else None for code in codes.split(" / ")]


def _plain(name: str) -> str:
    """A name without what DfE and others spell in several ways.

    >>> _plain("Kingston upon Hull, City of")
    'kingston upon hull'
    """
    words = " ".join(name.casefold().replace("&", "and").replace(".", "").replace("’", "'").split())
    return _ADDITION.sub("", words)
