"""The file itself: a blank document with our styles, and bytes that depend on nothing but the report."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml

from analytics.exports.paper.wording import LANGUAGE, on_one_line, title_of
from analytics.notebooks.report import Report

# Any day, so long as it is the same one: the report says in words when and from what it was made.
MADE = datetime(2000, 1, 1, tzinfo=UTC)
_HERE = Path(__file__).parent
_LONGEST_PROPERTY = 255  # letters, in the Open Packaging Conventions as python-docx reads them
# What python-docx's own template has beside a document: none of it says anything about a report.
_LEFT_OUT = {"thumbnail", "extended-properties", "stylesWithEffects", "webSettings", "fontTable", "theme", "customXml"}


def blank_document(report: Report) -> Document:
    """A document with our styles, numbering and settings, and the title and reference of the report in its metadata."""
    document = docx.Document()
    for rels in (document.part.rels, document.part.package.rels):
        for name in [name for name, rel in rels.items() if rel.reltype.rpartition("/")[2] in _LEFT_OUT]:
            del rels[name]
    _replace(document.part.part_related_by(RELATIONSHIP_TYPE.STYLES), "styles.xml")
    _replace(document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS), "settings.xml")
    _replace(document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING), "numbering.xml")
    document.sections[0]._sectPr.attrib.clear()
    _describe(document, report)
    return document


def _replace(part: Any, file: str) -> None:
    part._element = parse_xml((_HERE / file).read_bytes())


def _describe(document: Document, report: Report) -> None:
    properties = document.core_properties
    for name, value in {
        "title": title_of(report),
        "subject": report.subtitle,
        "author": report.author,
        "last_modified_by": "",
        "comments": "",
        "identifier": report.reference,
        "version": report.version,
        "language": LANGUAGE,
    }.items():
        setattr(properties, name, on_one_line(value)[:_LONGEST_PROPERTY])
    properties.created = properties.modified = MADE
    properties.revision = 1


def document_as_bytes(document: Document) -> bytes:
    """The document as a file whose parts have one order, one date and one compression."""
    saved, normal = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as parts, ZipFile(normal, "w", ZIP_DEFLATED, compresslevel=6) as file:
        # The list of content types comes first, as the Open Packaging Conventions advise.
        for name in sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = ZipInfo(name)
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            file.writestr(info, parts.read(name))
    return normal.getvalue()
