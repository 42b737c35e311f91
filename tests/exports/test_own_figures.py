"""The template for a council's own figures: what it says, and that what was written in it is read back."""

import os
import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from analytics.exports.own_figures import FIGURES, template_as_csv, template_as_xlsx
from analytics.importers.importer import ReadsTogether, Refused
from analytics.importers.own import OwnFiguresImporter
from analytics.importers.own.columns import FIELDS, is_tidy
from analytics.importers.own.names import Names
from analytics.importers.own.template import STATUSES, columns_explained, example_rows, indicators_listed
from analytics.importers.reading import read_tables
from tests.importers.made_up_tables import shipped_catalogue, table_of

IMPORTER = OwnFiguresImporter()
FILLED = [
    ["Barnsley", "Agency rate", "May 2025", "", "", "12.5%", "38", "304", "", "=1+1 is no formula"],
    ["Barnsley", "sw_caseload_avg", "Q1 2025/26", "team", "Duty", "18.40", "92", "5", "provisional", ""],
    ["Barnsley", "Children in care", "31 March 2025", "", "", "c", "", "", "", "Small"],
    ["Barnsley", "Vacancy rate", "2024/25", "", "", "", "", "", "not collected", ""],
]


def xlsx():
    return template_as_xlsx(shipped_catalogue(), "barnsley")


def filled_in(content):
    """The template's workbook with the examples replaced by rows of a council's own, as somebody would."""
    read, held = zipfile.ZipFile(BytesIO(content)), BytesIO()
    examples = example_rows(shipped_catalogue(), "barnsley").rows()
    with zipfile.ZipFile(held, "w") as written:
        for name in read.namelist():
            text = read.read(name)
            if name == "xl/worksheets/sheet1.xml":
                sheet = text.decode()
                rows = "".join(
                    f'<row r="{number}">'
                    + "".join(
                        f'<c r="{chr(65 + place)}{number}" s="2" t="inlineStr"><is><t>{cell}</t></is></c>'
                        for place, cell in enumerate(cells)
                        if cell
                    )
                    + "</row>"
                    for number, cells in enumerate(FILLED, start=2)
                )
                without = re.sub(rf'<row r="[2-{len(examples) + 1}]".*?</row>', "", sheet)
                text = without.replace("</sheetData>", f"{rows}</sheetData>").encode()
            written.writestr(name, text)
    return held.getvalue()


def taken(content, name):
    """The observations of the sheet or file of figures."""
    tables = [table for table in read_tables(content, name) if is_tidy(table)]
    assert len(tables) == 1
    (imported,) = IMPORTER.read(tables[0], shipped_catalogue())
    assert imported.left_out == ()
    return imported.observations.drop("locator", "document")


def what_was_written():
    (imported,) = IMPORTER.read(table_of(FIELDS, FILLED), shipped_catalogue())
    return imported.observations.drop("locator", "document")


def test_the_template_has_the_layouts_columns_and_is_the_same_each_time():
    tables = {table.sheet: table for table in read_tables(xlsx(), "own-figures.xlsx")}
    assert list(tables) == ["Figures", "Columns", "Indicators"]
    assert tuple(tables["Figures"].frame.columns) == FIELDS
    assert [name for name, table in tables.items() if is_tidy(table)] == ["Figures"]
    assert all(IMPORTER.recognises(table) for table in tables.values())
    assert xlsx() == xlsx()


@pytest.mark.parametrize("authority", ["", "barnsley"])
def test_the_examples_are_refused_where_they_are_left_in_and_for_nothing_else(authority):
    for content, name in (
        (template_as_xlsx(shipped_catalogue(), authority), "own.xlsx"),
        (template_as_csv(shipped_catalogue(), authority)[FIGURES], "own.csv"),
    ):
        table = next(table for table in read_tables(content, name) if is_tidy(table))
        with pytest.raises(Refused) as refused:
            IMPORTER.read(table, shipped_catalogue())
        assert [problem.row for problem in refused.value.problems] == [2, 3, 4, 5]
        assert all("example rows" in problem.wrong for problem in refused.value.problems)


def test_the_examples_are_sound_in_every_other_way():
    rows = [["Barnsley", *row[1:-1], ""] for row in example_rows(shipped_catalogue()).rows()]
    (imported,) = IMPORTER.read(table_of(FIELDS, rows), shipped_catalogue())
    assert imported.observations.height == len(rows) == 4
    assert imported.warnings == ()


def test_every_column_every_status_and_every_indicator_is_explained_and_is_known_to_the_importer():
    assert tuple(columns_explained()["column"]) == FIELDS
    assert all(columns_explained()["what to write"].str.len_chars() > 10)
    catalogue = shipped_catalogue()
    names = Names(catalogue)
    listed = indicators_listed(catalogue)
    assert [names.indicator(name) for name in listed["name"]] == listed["id"].to_list()
    assert set(listed["id"]) == set(catalogue.indicators)
    for status in STATUSES:
        value = (
            ""
            if status.replace(" ", "_") not in ("final", "provisional", "forecast", "estimated", "hypothetical")
            else "9"
        )
        row = ["Barnsley", "Agency rate", "May 2025", "", "", value, "", "", status, ""]
        IMPORTER.read(table_of(FIELDS, [row]), catalogue)


def test_indicator_and_status_can_be_chosen_from_lists_and_nothing_is_a_formula():
    sheet = zipfile.ZipFile(BytesIO(xlsx())).read("xl/worksheets/sheet1.xml").decode()
    last = len(shipped_catalogue().indicators) + 1
    assert f"<formula1>Indicators!$A$2:$A${last}</formula1>" in sheet
    assert f'<formula1>"{",".join(STATUSES)}"</formula1>' in sheet
    assert "<f>" not in sheet
    assert all(len(prompt) <= 255 for prompt in re.findall(r'prompt="([^"]*)"', sheet))


def test_the_explanations_are_passed_over_beside_figures_and_refused_alone():
    figures, columns, indicators = read_tables(filled_in(xlsx()), "own.xlsx")
    together: ReadsTogether = IMPORTER
    (imported,) = together.read_together((columns, figures, indicators), shipped_catalogue())
    assert imported.observations.height == len(FILLED)
    with pytest.raises(Refused, match="holds no figures"):
        IMPORTER.read(indicators, shipped_catalogue())


def test_what_is_written_in_the_workbook_is_read_back():
    assert taken(filled_in(xlsx()), "own.xlsx").equals(what_was_written())


def _with_spreadsheets():
    """The office program where it is installed with its spreadsheet part, else None."""
    found = shutil.which("soffice")
    return found if found and (Path(found).resolve().parent / "libsclo.so").exists() else None


@pytest.mark.skipif(_with_spreadsheets() is None, reason="LibreOffice Calc is not installed.")
@pytest.mark.parametrize(
    ("form", "ending"),
    [("xlsx", "xlsx"), ("ods", "ods"), ("csv:Text - txt - csv (StarCalc):44,34,76", "csv")],
)
def test_what_libreoffice_opened_and_saved_is_read_back(form, ending, tmp_path):
    (tmp_path / "own.xlsx").write_bytes(filled_in(xlsx()))
    subprocess.run(
        [
            _with_spreadsheets(),
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            tmp_path / "saved",
            tmp_path / "own.xlsx",
        ],
        check=True,
        capture_output=True,
        timeout=180,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    assert taken((tmp_path / "saved" / f"own.{ending}").read_bytes(), f"own.{ending}").equals(what_was_written())
