"""The zip of a report: readable by any program, safe in a spreadsheet, and the same bytes each time."""

import csv
import json
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.exports.formula import BEGINNINGS, defused, defused_frame
from analytics.exports.sheets import report_as_zip
from analytics.notebooks.report import Gap, Shown
from tests.exports.sampled import FORMULAS, hostile_report, report, sampled, view, whole_report

NUMBER = re.compile(r"[+-][0-9]+(\.[0-9]+)?")
any_text = st.text(st.sampled_from("=+-@\t\r'a1,\"\n") | st.characters(exclude_categories=["Cs"]), max_size=8)


def files(content: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline="")))


@pytest.fixture(scope="module")
def whole() -> dict[str, str]:
    return files(report_as_zip(whole_report()))


def test_each_view_with_data_is_a_file_with_all_its_rows(whole):
    shown = [one for one in sampled().values() if one.data is not None and not one.data.is_empty()]
    names = sorted(name for name in whole if name.endswith(".csv"))
    assert len(names) == len(shown) > 20
    for name, one in zip(names, shown, strict=True):
        header, *body = rows(whole[name])
        assert header == one.data.columns
        assert len(body) == one.data.height


def test_figures_are_read_back_as_they_were(whole):
    for name, one in zip(
        sorted(name for name in whole if name.endswith(".csv")),
        [one for one in sampled().values() if one.data is not None and not one.data.is_empty()],
        strict=True,
    ):
        back = pl.read_csv(StringIO(whole[name]), schema=dict.fromkeys(one.data.columns, pl.String))
        for column in one.data.columns:
            if one.data.schema[column] == pl.Float64:
                assert back[column].cast(pl.Float64).to_list() == one.data[column].to_list()


def test_metadata_describes_every_file_and_column(whole):
    said = json.loads(whole["metadata.json"])
    assert {one["file"] for one in said["files"]} == {name for name in whole if name.endswith(".csv")}
    for one in said["files"]:
        assert [column["name"] for column in one["columns"]] == rows(whole[one["file"]])[0]
        assert one["rows"] == len(rows(whole[one["file"]])) - 1
    assert said["marking"] == "For publication"
    assert said["as_known_on"] == "As known on 12 September 2023."
    assert {"title": "Agency staff", "about": "No document gives a figure after 2019.", "be_careful": []} in said[
        "without_data"
    ]
    cited = {source.document for shown in sampled().values() for source in shown.sources}
    assert {source["document"] for source in said["sources"]} == cited


def test_the_cautions_of_a_view_without_data_are_kept():
    found = files(report_as_zip(report(Shown(view(caveats=("Read it with care.",))))))
    assert json.loads(found["metadata.json"])["without_data"][0]["be_careful"] == ["Read it with care."]


def test_the_readme_says_what_is_there_and_what_is_not(whole):
    text = whole["README.txt"]
    assert all(words in text for words in ("For publication", "12 September 2023", "an apostrophe before it"))
    assert all(name in text for name in whole if name.endswith(".csv"))
    assert "Not shown: Agency staff. No document gives a figure after 2019." in text


def test_the_same_report_gives_the_same_bytes():
    assert report_as_zip(whole_report()) == report_as_zip(whole_report())


def test_the_zip_does_not_say_when_or_where_it_was_made():
    with ZipFile(BytesIO(report_as_zip(whole_report()))) as archive:
        assert {(entry.date_time, entry.create_system, entry.external_attr) for entry in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 3, 0o644 << 16)
        }
        assert archive.namelist() == sorted(archive.namelist())


@pytest.mark.parametrize("text", FORMULAS)
def test_no_field_begins_like_a_formula(text):
    for name, content in files(report_as_zip(hostile_report(text))).items():
        if name.endswith(".csv"):
            fields = [field for row in rows(content) for field in row]
            assert f"'{text}" in fields
            assert not [field for field in fields if field.startswith(BEGINNINGS)]


@pytest.mark.parametrize("name", ["../../etc/passwd.csv", "/tmp/x.csv", "a\\b.csv", "con:.csv", "", ".csv", "é.csv"])
def test_no_file_leaves_the_folder_it_is_unpacked_into(name):
    shown = Shown(view(data=pl.DataFrame({"a": [1]}), file_name=name))
    (found,) = [name for name in files(report_as_zip(report(shown))) if name.endswith(".csv")]
    assert found.startswith("01-")
    assert not set(found) & set("/\\:")
    assert found.isascii()


def test_an_empty_report_is_a_zip_that_says_so():
    found = files(report_as_zip(report(Gap("This", "Because."))))
    assert set(found) == {"README.txt", "metadata.json"}
    assert json.loads(found["metadata.json"])["files"] == []


# The rule for formulas.


@given(any_text)
@example("\n=1+1")
@example("\uff1d1+1")
def test_a_text_is_defused_exactly_where_it_begins_like_a_formula(text):
    marks = {"=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"}
    dangerous = text[:1] in marks and text != "" and not NUMBER.fullmatch(text)
    assert defused(text) == ("'" if dangerous else "") + text


@given(st.lists(st.none() | any_text), st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=3))
def test_a_frame_is_defused_text_by_text_and_its_figures_are_left_alone(texts, figures):
    frame = pl.DataFrame({"=text": texts}, schema={"=text": pl.String})
    assert defused_frame(frame).to_dict(as_series=False) == {
        "'=text": [None if text is None else defused(text) for text in texts]
    }
    numbers = pl.DataFrame({"value": figures}, schema={"value": pl.Float64})
    assert defused_frame(numbers).equals(numbers)


def test_a_list_is_one_text_and_is_defused_as_one():
    frame = pl.DataFrame({"many": [["=a", "b"], ["c", "-d"], [], None]}, schema={"many": pl.List(pl.String)})
    assert defused_frame(frame)["many"].to_list() == ["'=a;b", "c;-d", "", None]
