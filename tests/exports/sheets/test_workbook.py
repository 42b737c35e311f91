"""The workbook of a report: what it holds is what the views hold, and nothing in it is a formula."""

import re
from datetime import date, timedelta
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.exports.sheets import report_as_xlsx
from analytics.notebooks.report import Gap, Shown
from analytics.notebooks.view import Source
from tests.exports.sampled import ATTACK, FORMULAS, hostile_report, report, sampled, view, whole_report

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DATA = pl.DataFrame(
    {
        "place": ["Barnsley", None],
        "day": [date(2018, 3, 31), None],
        "value": [8.8, None],
        "count": [3, None],
        "fails": [True, None],
        "indicators": [["cin_n", "cp_n"], []],
    },
    schema_overrides={"indicators": pl.List(pl.String)},
)


class Workbook:
    """A workbook as its XML has it: each sheet's cells by their reference."""

    def __init__(self, content: bytes) -> None:
        self.files = ZipFile(BytesIO(content))
        self.shared = [
            "".join(text.text or "" for text in item.iter(f"{MAIN}t")) for item in self._read("xl/sharedStrings.xml")
        ]
        rels = {one.attrib["Id"]: one.attrib["Target"] for one in self._read("xl/_rels/workbook.xml.rels")}
        self.sheets = {
            sheet.attrib["name"]: self._read(f"xl/{rels[sheet.attrib[LINKED]]}")
            for sheet in self._read("xl/workbook.xml").iter(f"{MAIN}sheet")
        }

    def _read(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.files.read(name))

    def cells(self, name: str) -> dict[str, object]:
        """The values of a sheet: texts as texts, numbers as numbers."""
        return {
            cell.attrib["r"]: self._value(cell)
            for cell in self.sheets[name].iter(f"{MAIN}c")
            if cell.find(f"{MAIN}v") is not None
        }

    def _value(self, cell: ElementTree.Element) -> object:
        value = cell.find(f"{MAIN}v").text
        match cell.attrib.get("t"):
            case "s":
                return unescaped(self.shared[int(value)])
            case "b":
                return value == "1"
            case None | "n":
                return float(value)
            case other:
                raise AssertionError(f"{cell.attrib['r']} is of another type: {other}")

    def rows(self, name: str) -> list[list[object]]:
        """The values of a sheet by row; None where a cell is empty."""
        found = {(int(re.sub(r"\D", "", ref)), column_of(ref)): value for ref, value in self.cells(name).items()}
        height, width = max(row for row, _ in found), max(column for _, column in found)
        return [[found.get((row, column)) for column in range(1, width + 1)] for row in range(1, height + 1)]

    def everything(self) -> str:
        return "\n".join(self.files.read(name).decode() for name in self.files.namelist())


def column_of(reference: str) -> int:
    number = 0
    for letter in re.sub(r"\d", "", reference):
        number = number * 26 + ord(letter) - 64
    return number


def unescaped(text: str) -> str:
    """A text of the file; what XML cannot hold is written as _x001F_."""
    return re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)


@pytest.fixture(scope="module")
def whole() -> Workbook:
    return Workbook(report_as_xlsx(whole_report()))


def with_data() -> list:
    return [shown for shown in sampled().values() if shown.data is not None and not shown.data.is_empty()]


def test_there_is_a_sheet_for_each_view_with_data_between_contents_and_sources(whole):
    names = list(whole.sheets)
    assert (names[0], names[-1]) == ("Contents", "Sources")
    assert len(names) == len(with_data()) + 2 > 20
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_each_sheet_has_the_finding_the_cautions_and_every_row(whole):
    for name, shown in zip(list(whole.sheets)[1:-1], with_data(), strict=True):
        rows = whole.rows(name)
        assert rows[0][0] == shown.title
        above = [row[0] for row in rows[1 : len(rows) - shown.data.height - 1]]
        assert {shown.subtitle, *(f"Be careful: {text}" for text in shown.caveats)} <= set(above)
        header = rows[len(rows) - shown.data.height - 1]
        assert header[: shown.data.width] == shown.data.columns


def test_the_contents_say_what_must_travel_with_the_figures(whole):
    said = {row[0]: row[1] for row in whole.rows("Contents")}
    assert said["Marking"] == "For publication"
    assert said["Evidence cut-off"] == "As known on 12 September 2023."
    assert said["Origin"] == "Made from 4 documents by version 0.1.0."
    assert said["Not shown"] == "Agency staff"
    assert set(list(whole.sheets)[1:]) <= set(said)


def test_the_sources_name_every_document_once_with_the_sheets_that_cite_it(whole):
    rows = whole.rows("Sources")[2:]
    documents = [row[0] for row in rows]
    assert len(documents) == len(set(documents))
    assert set(documents) == {source.document for shown in sampled().values() for source in shown.sources}
    sheets = {name for row in rows for name in (row[4] or "").split("; ") if name}
    assert sheets <= set(whole.sheets)
    assert len(sheets) > 10


def test_values_keep_their_kind_and_what_is_missing_stays_empty():
    book = Workbook(report_as_xlsx(report(Shown(view(data=DATA)))))
    *_, header, first, second = book.rows("01-figures")
    assert header == DATA.columns
    assert first == ["Barnsley", 43190.0, 8.8, 3.0, True, "cin_n;cp_n"]
    assert second == [None, None, None, None, None, ""]


def test_a_view_without_data_has_no_sheet_and_is_named():
    book = Workbook(report_as_xlsx(report(Shown(view()), Shown(view(data=DATA.clear())), Gap("This", "Because."))))
    assert list(book.sheets) == ["Contents", "Sources"]
    assert [row[:2] for row in book.rows("Contents")[-4:-1]] == [
        ["No data of its own", "Title"],
        ["No data of its own", "Title"],
        ["Not shown", "This"],
    ]


def test_the_cautions_of_a_view_without_data_stand_in_the_contents():
    book = Workbook(report_as_xlsx(report(Shown(view(caveats=("Read it with care.", "Once more."))))))
    assert book.rows("Contents")[-2][3] == "Read it with care. Once more."


def test_two_views_with_one_file_name_have_two_sheets():
    shown = view(data=DATA, file_name="the same name that is far too long for a sheet of a workbook.csv")
    names = list(Workbook(report_as_xlsx(report(Shown(shown), Shown(shown)))).sheets)
    assert len(set(names)) == 4


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula_wherever_it_stands(text):
    book = Workbook(report_as_xlsx(hostile_report(text)))
    for name, sheet in book.sheets.items():
        assert not list(sheet.iter(f"{MAIN}f")), name
    assert sum(value == text for name in book.sheets for value in book.cells(name).values()) > 10


def test_no_text_becomes_a_link_to_elsewhere():
    book = Workbook(report_as_xlsx(hostile_report("https://example.org/elsewhere")))
    assert not [name for name in book.files.namelist() if "hyperlink" in name.lower()]
    assert 'TargetMode="External"' not in book.everything()


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=30))
def test_any_text_is_read_back_and_is_no_formula(text):
    data = pl.DataFrame({"text": [text], "after": [1.0]})
    book = Workbook(report_as_xlsx(report(Shown(view(data=data, title=text, file_name=text or "x")))))
    name = list(book.sheets)[1]
    assert not list(book.sheets[name].iter(f"{MAIN}f"))
    said, after = book.rows(name)[-1]
    # XML reads every kind of line end as one.
    assert (said or "").replace("\r\n", "\n").replace("\r", "\n") == text.replace("\r\n", "\n").replace("\r", "\n")
    assert after == 1.0


def test_a_text_too_long_for_a_cell_says_that_it_breaks_off():
    book = Workbook(report_as_xlsx(report(Shown(view(data=pl.DataFrame({"text": ["é" * 40_000]}))))))
    text = book.rows("01-figures")[-1][0]
    assert len(text) <= 32_767
    assert text.endswith("é…")


@given(st.dates(date(1800, 1, 1), date(2200, 1, 1)))
def test_a_day_is_the_day_that_excel_counts_or_its_words(day):
    book = Workbook(report_as_xlsx(report(Shown(view(data=pl.DataFrame({"day": [day]}))))))
    value = book.rows("01-figures")[-1][0]
    assert value == day.isoformat() if isinstance(value, str) else date(1899, 12, 30) + timedelta(value) == day
    assert isinstance(value, str) == (day < date(1900, 3, 1))


def test_the_same_report_gives_the_same_bytes():
    assert report_as_xlsx(whole_report()) == report_as_xlsx(whole_report())


def test_the_file_says_what_it_is_and_nothing_of_when_or_by_whom_it_was_made():
    book = Workbook(report_as_xlsx(report(author="Scrutiny team")))
    core = book.files.read("docProps/core.xml").decode()
    assert "Children’s services" in core
    assert "For publication" in core
    assert "Scrutiny team" in core
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2000-01-01T00:00:00Z"}


def test_what_readers_wrote_is_not_in_the_workbook(whole):
    assert "What I make of it" not in whole.everything()


def test_places_of_one_document_are_gathered():
    one = view(data=DATA, sources=(Source("a", "A report", ("line 1",), "2019"),))
    two = view(sources=(Source("a", "A report", ("line 2", "line 1"), "2019"),))
    rows = Workbook(report_as_xlsx(report(Shown(one), Shown(two)))).rows("Sources")
    assert rows[2:] == [["a", "A report", "2019", "line 1; line 2", "01-figures"]]


def test_markup_in_a_text_stays_text():
    assert ATTACK in Workbook(report_as_xlsx(hostile_report(ATTACK))).cells("Contents").values()
