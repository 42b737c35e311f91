from dataclasses import replace

import polars as pl
import pytest

from analytics.importers.reading import read_tables
from analytics.importers.screening import screen
from tests.evidence.shipped_evidence import shipped
from tests.importers.real_files import REAL, beside_the_repository, real_files

pytestmark = beside_the_repository
RELEASES = [
    path
    for folder in ("dfe_cin", "dfe_cla", "dfe_workforce", "dfe_outcomes_stability", "ons")
    for path in real_files(f"{folder}/**/*.csv") + real_files(f"{folder}/**/*.csv.gz")
]
# Made up for tests of DfE's platform: the figures mean nothing, and some rows contradict others.
SOUND = ("dates", "grouped-filters-and-indicators", "tiny-two-filters", "upload-file-test")
FAULTY = {
    "invalid_time_identifier_in_data_file": "“InvalidTimeIdentifier” is no time identifier.",
    "invalid-data-set": "“NA” is a program’s word for nothing.",
    "unexpected_columns_in_metadata_file": "The column “whats_this_doing_here” is not expected.",
    "small-csv-with-special-data": "“a” is neither a number nor a symbol of DfE’s.",
    "all_geographies": "The row has the same time, place and groups as row 129, and other figures.",
}


def screened(path):
    (table,) = read_tables(REAL / path)
    return screen(table, shipped().catalogue)


@pytest.mark.parametrize("path", RELEASES or ["none"])
def test_a_published_release_has_no_failure_and_few_warnings(path):
    screening = screened(path)
    assert screening.failures == ()
    assert len(screening.warnings) <= 4


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_example_of_the_format_passes(name):
    assert screened(f"ees_format/{name}.csv").failures == ()


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_example_of_the_format_fails_for_its_fault(name):
    assert FAULTY[name] in {problem.wrong for problem in screened(f"ees_format/{name}.csv").failures}


@pytest.mark.parametrize("path", RELEASES[:6] or ["none"])
def test_a_published_release_put_twice_into_one_file_fails_row_by_row(path):
    (table,) = read_tables(REAL / path)
    changed = table.frame.with_columns(pl.col(table.frame.columns[-1]) + "1")
    assert not screen(replace(table, frame=pl.concat([table.frame, changed]))).passed
