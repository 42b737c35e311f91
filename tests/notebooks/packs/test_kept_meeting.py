"""The meeting that a notebook keeps holds what is for members only: it is in no file for anybody else, in any format.

A canary stands in every such field. Files are read as a curious recipient would: every part of a Word file or workbook,
every stream of a PDF and what it says of itself.
"""

import re
import subprocess
import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest

from analytics.exports.formats import OF_A_REPORT, Format, report_as
from analytics.exports.jupyter import notebook_as_ipynb
from analytics.notebooks.notebook_report import notebook_report
from analytics.notebooks.packs.chosen import chosen_for
from analytics.notebooks.packs.every_paper import papers_of_meeting
from analytics.notebooks.packs.lock import lock
from analytics.notebooks.packs.meeting import Sharing
from analytics.notebooks.packs.members_only import Audience, for_members, for_publication, for_witnesses
from analytics.notebooks.stored import as_stored
from tests.notebooks.packs.made import MEETINGS, starter
from tests.shipped import shipped

ROLES = ("Head of Service", "Service Director", "Director of Children's Services")
MINUTES = 437


@pytest.fixture(scope="module")
def book():
    """A notebook whose own meeting has a canary on every line."""
    blank = starter("care-leavers", "barnet")
    meeting = MEETINGS["barnet"].having(witnesses=ROLES, minutes=MINUTES)
    lines = [line.id for line in chosen_for(blank, shipped(), meeting).enquiry.every_line]
    return blank.model_copy(
        update={
            "meeting": meeting.having(
                notes={line: f"CANARYnote{number}" for number, line in enumerate(lines)},
                own_wordings={line: f"How is CANARYwording{number}?" for number, line in enumerate(lines)},
            )
        }
    )


def everything_in(form, content, folder):
    """All the letters in a file, wherever they stand."""
    if form in (Format.WORD, Format.XLSX, Format.ZIP):
        with ZipFile(BytesIO(content)) as parts:
            return "\n".join(f"{name}\n{parts.read(name).decode('utf-8', 'replace')}" for name in parts.namelist())
    if form is Format.PDF:
        file = folder / "paper.pdf"
        file.write_bytes(content)
        read = [["pdftotext", "-layout", file, "-"], ["pdfinfo", "-meta", file], ["pdfinfo", file]]
        said = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for command in read]
        return "\n".join((*said, content.decode("latin-1"), *_streams(content)))
    return content.decode()


def _streams(content):
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            # What a PDF says of itself may be in UTF-16.
            yield zlib.decompress(found[1]).decode("latin-1").replace("\x00", "")
        except zlib.error:
            continue


def canaries(text):
    return set(re.findall("CANARY[a-z]+", "".join(text.split())))


@pytest.mark.parametrize("form", OF_A_REPORT)
@pytest.mark.parametrize("sharing", Sharing)
def test_no_canary_of_the_kept_meeting_leaves_in_any_format(book, form, sharing, tmp_path):
    meeting = book.meeting.having(themes_or_questions=sharing)
    for paper in papers_of_meeting(meeting):
        if paper.audience is Audience.MEMBERS:
            continue
        report = paper.report(book.planning(themes_or_questions=sharing), shipped(), meeting)
        text = everything_in(form, report_as(form, report), tmp_path)
        agreed = paper.audience is Audience.WITNESSES and sharing is Sharing.QUESTIONS
        assert canaries(text) <= ({"CANARYwording"} if agreed else set()), paper.name
        assert f"{MINUTES} minutes" not in text, paper.name


@pytest.mark.parametrize("form", [Format.WORD, Format.PDF, Format.HTML])
def test_the_members_pack_of_the_kept_meeting_holds_them_so_that_a_file_without_them_means_something(
    book, form, tmp_path
):
    pack = papers_of_meeting(book.meeting)[0].report(book, shipped(), book.meeting)
    assert canaries(everything_in(form, report_as(form, pack), tmp_path)) == {"CANARYnote", "CANARYwording"}


@pytest.mark.parametrize("private", [True, False])
def test_a_notebook_taken_along_as_a_file_holds_nothing_of_its_meeting(book, private, tmp_path):
    report = notebook_report(book, shipped(), private=private)
    for form in OF_A_REPORT:
        assert not canaries(everything_in(form, report_as(form, report), tmp_path))
    assert not canaries(notebook_as_ipynb(book, shipped(), private=private).decode())


def test_only_the_owners_own_json_holds_the_meeting(book):
    assert canaries(as_stored(book)) == {"CANARYnote", "CANARYwording"}
    for strip in (for_members, for_publication, for_witnesses):
        assert strip(book).meeting is None
        assert not canaries(as_stored(strip(book)))
    assert not canaries(lock(book, shipped(), book.meeting).model_dump_json())
