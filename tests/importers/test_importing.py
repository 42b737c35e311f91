"""Whole imports: what is taken, what is refused with every reason at once, and that nothing is half imported."""

from datetime import date

import pytest

from analytics.evidence.release_store import open_releases
from analytics.importers.importing import import_paths
from tests.importers.data_files import looked_after_rates
from tests.importers.store.made_up import CATALOGUE, LATER, NOW, everything, store

GOOD = ("rates.csv", looked_after_rates({("barnsley", 2023): "78"}))
EARLIER = ("rates.csv", looked_after_rates({("barnsley", 2023): "79"}, last_year=2024))
STRANGE = ("budget.csv", b"Team,Spend\nDuty,120\n")
UNREADABLE = ("broken.xlsx", b"PK\x03\x04 not a workbook")


def take(folder, *given, now=NOW, **options):
    return import_paths(given, store(folder), CATALOGUE, now=now, **options)


def rate(folder, year=2023, area="barnsley"):
    rows = open_releases(folder).of_areas([area], ["cic_rate"]).collect()
    return {
        row["document"]: row["value"] for row in rows.iter_rows(named=True) if row["period_end"] == date(year, 3, 31)
    }


def test_a_data_file_becomes_evidence_beside_england_and_region(tmp_path):
    outcome = take(tmp_path, GOOD)
    assert outcome.all_taken
    (file,) = outcome.taken
    assert file.release.id == "children-looked-after-2025"
    releases = open_releases(tmp_path)
    assert releases.areas() == ("barnet", "barnsley", "england", "region:Yorkshire and The Humber")
    assert rate(tmp_path) == {"children-looked-after-2025": 78}


def test_files_on_a_disk_are_taken_as_those_handed_over(tmp_path):
    path = tmp_path / GOOD[0]
    path.write_bytes(GOOD[1])
    take(tmp_path / "one", GOOD)
    take(tmp_path / "two", path, path)
    assert open_releases(tmp_path / "one").version == open_releases(tmp_path / "two").version


def test_a_file_that_is_refused_keeps_no_other_from_being_taken(tmp_path):
    outcome = take(tmp_path, GOOD, STRANGE, UNREADABLE)
    assert [file.name for file in outcome.taken] == ["rates.csv"]
    assert {refusal.file for refusal in outcome.refused} == {"budget.csv", "broken.xlsx"}
    assert not outcome.all_taken


def test_a_table_of_no_known_family_is_told_which_are_known_and_that_it_can_be_mapped(tmp_path):
    (refusal,) = take(tmp_path, STRANGE).refused
    (problem,) = refusal.problems
    assert refusal.unknown
    assert problem.wrong == "It is of no family of files that is known (its columns: Team, Spend)."
    assert "DfE data file" in problem.right
    assert "list of statistical neighbours" in problem.right
    assert "can be mapped" in problem.right
    assert everything(tmp_path) == {}


def test_every_fault_of_every_file_is_told_at_once(tmp_path):
    twice = looked_after_rates({("barnsley", 2023): "12%", ("barnet", 2022): "about 40"})
    wrong_code = ("codes.csv", GOOD[1].replace(b"E09000003", b"Z09000003"))
    outcome = take(tmp_path, ("rates.csv", twice), wrong_code)
    told = {refusal.file: [problem.row for problem in refusal.problems] for refusal in outcome.refused}
    assert set(told) == {"rates.csv", "codes.csv"}
    assert len(told["rates.csv"]) >= 2
    assert all(row > 1 for rows in told.values() for row in rows)
    assert everything(tmp_path) == {}


def test_an_importer_that_breaks_down_refuses_its_file_only(tmp_path, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("division by zero\nand more")

    monkeypatch.setattr("analytics.importers.neighbours.NeighboursImporter.read", broken)
    columns = ("old_la_code", *(f"SN{rank}" for rank in range(1, 11)))
    neighbours = ("sn.csv", ",".join(columns).encode() + b"\n" + ",".join(["370"] * 11).encode() + b"\n")
    outcome = take(tmp_path, GOOD, neighbours)
    assert [file.name for file in outcome.taken] == ["rates.csv"]
    (problem,) = outcome.refused[0].problems
    assert "broke down (ZeroDivisionError: division by zero)." in problem.wrong


def test_two_files_of_one_name_are_told_apart_by_their_folders(tmp_path):
    files = []
    for folder in ("march", "april"):
        path = tmp_path / folder / "budget.csv"
        path.parent.mkdir()
        path.write_bytes(STRANGE[1])
        files.append(path)
    refused = take(tmp_path / "store", *files).refused
    assert [refusal.file for refusal in refused] == ["march/budget.csv", "april/budget.csv"]
    assert [refusal.problems[0].file for refusal in refused] == ["march/budget.csv", "april/budget.csv"]


def test_a_dry_run_says_the_same_and_keeps_nothing(tmp_path):
    outcome = take(tmp_path, GOOD, STRANGE, dry_run=True)
    assert [one.release.id for one in outcome.read] == ["children-looked-after-2025"]
    assert [refusal.file for refusal in outcome.refused] == ["budget.csv"]
    assert not list(tmp_path.iterdir())


def test_the_day_of_publication_that_is_given_counts(tmp_path):
    take(tmp_path, GOOD, published=date(2025, 12, 1))
    document = open_releases(tmp_path).documents["children-looked-after-2025"]
    assert document.file.available_from == date(2025, 12, 1)


def test_a_day_before_the_figures_is_refused_with_what_would_work(tmp_path):
    outcome = take(tmp_path, GOOD, published=date(2024, 12, 1))
    (problem,) = outcome.refused[0].problems
    assert "before the last day it describes (2025-03-31)" in problem.wrong
    assert "--published YYYY-MM-DD" in problem.right
    assert everything(tmp_path) == {}


def test_the_release_that_is_named_counts(tmp_path):
    take(tmp_path, GOOD, release="children-looked-after-2025-first-print")
    assert rate(tmp_path) == {"children-looked-after-2025-first-print": 78}


def test_each_release_keeps_what_it_said(tmp_path):
    take(tmp_path, GOOD)
    take(tmp_path, EARLIER, now=LATER)
    assert rate(tmp_path) == {"children-looked-after-2025": 78, "children-looked-after-2024": 79}


def test_a_corrected_download_takes_the_place_of_the_first(tmp_path):
    take(tmp_path, GOOD)
    outcome = take(tmp_path, ("rates (1).csv", looked_after_rates({("barnsley", 2023): "77"})), now=LATER)
    assert [file.name for file in outcome.replaced] == ["rates.csv"]
    assert rate(tmp_path) == {"children-looked-after-2025": 77}


def test_the_same_file_again_changes_nothing(tmp_path):
    take(tmp_path, GOOD)
    before = everything(tmp_path)
    outcome = take(tmp_path, GOOD, now=LATER)
    assert (len(outcome.taken), len(outcome.unchanged)) == (0, 1)
    assert everything(tmp_path) == before


META = b"""col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column
population_type,Filter,Population,,,,,
population_estimate,Indicator,Children aged 0 to 17,,,,,
children_count,Indicator,Number,,,,,
rate_per_10000,Indicator,Rate,,,,,
"""


def test_a_description_is_read_with_its_data(tmp_path):
    outcome = take(tmp_path, GOOD, ("rates.meta.csv", META))
    assert outcome.all_taken
    assert [file.name for file in outcome.taken] == ["rates.csv"]


def test_a_description_that_does_not_fit_refuses_its_data(tmp_path):
    outcome = take(tmp_path, GOOD, ("rates.meta.csv", META.replace(b"children_count", b"childern_count")))
    (refusal,) = outcome.refused
    assert refusal.file == "rates.csv"
    assert any("childern_count" in str(problem) for problem in refusal.problems)


def test_a_description_by_itself_is_no_data(tmp_path):
    assert [refusal.file for refusal in take(tmp_path, ("rates.meta.csv", META)).refused] == ["rates.meta.csv"]


def test_progress_only_grows_and_ends(tmp_path):
    heard = []
    take(tmp_path, GOOD, STRANGE, progress=lambda share, words: heard.append((share, words)))
    shares = [share for share, _ in heard]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert "reading rates.csv" in [words for _, words in heard]


@pytest.mark.parametrize("given", [(), (STRANGE,)], ids=["nothing", "nothing-known"])
def test_an_import_of_nothing_makes_no_store(tmp_path, given):
    take(tmp_path, *given)
    assert open_releases(tmp_path) is None
    assert not list(tmp_path.iterdir())
