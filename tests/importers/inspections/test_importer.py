from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from analytics.evidence.evidence import RATINGS
from analytics.importers.importer import Importer, ReadsTogether, Refused
from analytics.importers.inspections import InspectionsImporter
from tests.evidence.shipped_evidence import shipped
from tests.importers.inspections.made_up_workbook import (
    BARNSLEY_2018,
    BARNSLEY_2023,
    FOCUSED_VISIT,
    GOOD,
    GRADES,
    RI,
    cover,
    sheet,
    wide_history,
)
from tests.importers.made_up_tables import shipped_catalogue, table_of

IMPORTER = InspectionsImporter(today=lambda: date(2026, 5, 1))


def read(*tables, published=None):
    (imported,) = IMPORTER.read_together(tables, shipped_catalogue(), published)
    return imported


def graded(imported, area="barnsley"):
    rows = imported.ratings.filter(pl.col("area") == area)
    return {(row["period"], row["subject"]): row["rating"] for row in rows.iter_rows(named=True)}


def everything_said(imported):
    return repr((imported.ratings.rows(), imported.release, imported.left_out, imported.warnings, imported.file))


def test_it_is_an_importer_that_reads_together():
    importer: Importer = IMPORTER
    assert importer.recognises(sheet([BARNSLEY_2023]))
    assert not importer.recognises(cover())
    assert not importer.recognises(table_of(("Local authority name", "Value"), [("Barnsley", "1")]))
    assert isinstance(IMPORTER, ReadsTogether)


def test_every_grade_is_a_rating_of_the_day_on_which_the_inspection_began():
    imported = read(sheet([BARNSLEY_2023]))
    assert graded(imported) == {
        ("11 September 2023", subject): grade
        for subject, grade in zip(GRADES, (GOOD, GOOD, RI, GOOD, GOOD), strict=True)
    }
    first = imported.ratings.row(0, named=True)
    assert (first["scale"], first["period_end"], first["row"]) == ("ofsted", date(2023, 9, 11), 4)
    assert first["locator"] == "book.ods, sheet Inspections_as_at_31_March#Overall effectiveness"
    assert dict(imported.ratings.schema) == RATINGS


def test_the_subjects_and_grades_are_those_of_the_shipped_inspection_report():
    report = shipped().of_document("barnsley-ofsted-inspection-2023").ratings
    scale = shipped_catalogue().scales["ofsted"]
    printed = {(row["subject"], scale.find(row["rating"]).word) for row in report.iter_rows(named=True)}
    assert printed == {(subject, grade) for (_, subject), grade in graded(read(sheet([BARNSLEY_2023]))).items()}


def test_before_2023_care_leavers_were_judged_with_children_in_care():
    imported = read(sheet([BARNSLEY_2018]))
    subjects = {subject for _, subject in graded(imported)}
    assert "The experiences and progress of children in care and care leavers" in subjects
    assert "The experiences and progress of children in care" not in subjects
    assert "The experiences and progress of care leavers" not in subjects
    assert "in 1 inspections before January 2023" in imported.left_out[0]


def test_an_inspection_in_several_sheets_is_taken_once():
    alone = read(sheet([BARNSLEY_2023]))
    together = read(cover(), sheet([BARNSLEY_2023]), sheet([BARNSLEY_2018, BARNSLEY_2023], "History"))
    assert graded(together).items() >= graded(alone).items()
    assert together.ratings.height == 9


def test_two_grades_for_one_inspection_are_both_left_out_and_said():
    other = (*BARNSLEY_2023[:4], RI, *BARNSLEY_2023[5:])
    imported = read(sheet([BARNSLEY_2023]), sheet([other], "History"))
    assert ("11 September 2023", "Overall effectiveness") not in graded(imported)
    (warning,) = imported.warnings
    assert "two grades for the inspection of 11 September 2023: Good and Requires improvement" in warning.wrong


def test_a_row_an_authority_with_ordinals_gives_the_same_ratings():
    imported = read(wide_history())
    long = read(sheet([BARNSLEY_2018, BARNSLEY_2023]))
    assert graded(imported) == graded(long)
    assert graded(imported, "bristol")[("16 January 2023", GRADES[2])] == "Inadequate"


def test_visits_without_grades_and_authorities_not_yet_inspected_say_nothing():
    waiting = ("E06000063", "Cumberland", "Not yet inspected", "", *["Not yet inspected"] * 5)
    imported = read(sheet([BARNSLEY_2023, FOCUSED_VISIT, waiting]))
    assert set(imported.ratings["area"]) == {"barnsley"}
    assert imported.warnings == ()


def test_the_cover_says_when_it_was_published_and_the_title_as_at_when():
    release = read(cover(), sheet([BARNSLEY_2023])).release
    assert (release.id, release.published) == ("local-authority-inspection-outcomes-2025-03-31", date(2025, 9, 25))
    assert release.data_to == date(2025, 3, 31)
    alone = read(wide_history()).release
    assert alone.id == "local-authority-inspection-outcomes-2024-03-31"
    assert alone.published == date(2026, 5, 1)
    assert read(sheet([BARNSLEY_2023])).release.published == date(2023, 10, 27)
    assert read(cover(), sheet([BARNSLEY_2023]), published=date(2025, 9, 1)).release.published == date(2025, 9, 1)


def test_two_workbooks_are_two_releases():
    older = replace(wide_history(), sha256="another")
    releases = [one.release.id for one in IMPORTER.read_together([sheet([BARNSLEY_2023]), older], shipped_catalogue())]
    assert len(set(releases)) == 2


def test_names_of_inspectors_survive_in_nothing_that_is_returned():
    row = (*BARNSLEY_2023, "Jane Madeup-Inspector", "Lead: Jane Madeup-Inspector")
    odd = (*FOCUSED_VISIT[:4], "Jane Madeup-Inspector", "", "", "", "", "Jane Madeup-Inspector", "")
    imported = read(sheet([row, odd], extra=("Lead inspector name", "Inspector")))
    assert "Madeup" not in everything_said(imported)
    assert imported.ratings.height == 5
    # What stands in a grade's place is not repeated either.
    assert "not one of Ofsted’s four grades" in imported.warnings[0].wrong


def test_the_scraped_overview_is_refused_without_repeating_anything_in_it():
    columns = ("urn", "local_authority", "overall_effectiveness_grade", "inspector_name", "inspection_start_date")
    table = table_of(columns, [("80426", "barnsley", "good", "Jane Madeup-Inspector", "11/09/2023")])
    assert IMPORTER.recognises(table)
    with pytest.raises(Refused) as refused:
        read(table)
    (problem,) = refused.value.problems
    assert "Madeup" not in str(refused.value)
    assert "names of inspectors" in problem.wrong
    assert "Ofsted’s own workbook" in problem.right


def test_an_unknown_place_and_a_day_that_is_none_are_said_and_left_out():
    lost = ("", "Atlantis", *BARNSLEY_2023[2:])
    dateless = (*BARNSLEY_2023[:2], "in 2023", *BARNSLEY_2023[3:])
    imported = read(sheet([BARNSLEY_2023, lost, dateless]))
    assert [(one.row, one.column) for one in imported.warnings] == [(5, "Local authority name"), (6, "Inspection date")]
    assert imported.ratings.height == 5


def test_a_sheet_without_days_is_refused_in_words():
    table = table_of(("Local authority name", "Overall effectiveness"), [("Barnsley", "Good")])
    assert IMPORTER.recognises(table)
    with pytest.raises(Refused, match="No judgement with the day of its inspection"):
        read(table)
    together = read(sheet([BARNSLEY_2023]), replace(table, sha256=sheet([BARNSLEY_2023]).sha256, sheet="Summary"))
    assert "The sheet Summary: it does not say on which days" in together.left_out[0]
