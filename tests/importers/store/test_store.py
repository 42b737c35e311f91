"""What is kept, what takes the place of what, and what is never lost."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from analytics.evidence.evidence import OBSERVATIONS
from analytics.evidence.release_rows import BY_AREA
from analytics.evidence.release_store import open_releases
from analytics.evidence.releases import ReleaseKind
from analytics.importers.store.dataset import dataset_name
from tests.importers.store.made_up import (
    CATALOGUE,
    INDICATOR,
    LATER,
    NEIGHBOUR,
    NOW,
    RATES,
    RATING,
    add,
    everything,
    imported,
    release,
    store,
)
from tests.shipped import shipped


def kept(folder):
    return open_releases(folder).rows().collect()


def values(folder, area="barnsley"):
    found = open_releases(folder).of_areas([area]).collect()
    return dict(zip(found["period_end"].dt.year(), found["value"], strict=True))


def test_what_was_imported_is_read_back_as_it_was(tmp_path):
    given = imported(values=RATES)
    add(tmp_path, given)
    assert_frame_equal(kept(tmp_path), given.observations.sort(BY_AREA))
    assert kept(tmp_path).schema == pl.Schema(OBSERVATIONS)


def test_a_file_of_another_release_is_kept_beside_it(tmp_path):
    add(tmp_path, imported(values=RATES))
    add(tmp_path, imported(release(2024), values={("barnsley", 2023): 78.0}))
    releases = open_releases(tmp_path)
    assert list(releases.documents) == ["looked-after-2025", "looked-after-2024"]
    both = releases.of_areas(["barnsley"]).filter(pl.col("period_end") == date(2023, 3, 31)).collect()
    assert both.select("document", "value").rows() == [("looked-after-2024", 78.0), ("looked-after-2025", 79.0)]


def test_the_same_file_again_changes_no_byte(tmp_path):
    add(tmp_path, imported(values=RATES), imported(release(2024), values={("barnsley", 2023): 78.0}))
    before = everything(tmp_path)
    change = add(tmp_path, imported(values=RATES), now=LATER)
    assert everything(tmp_path) == before
    assert (len(change.taken), len(change.unchanged)) == (0, 1)


def test_a_file_given_twice_at_once_is_taken_once(tmp_path):
    change = add(tmp_path, imported(values=RATES), imported(values=RATES))
    assert (len(change.taken), len(change.unchanged), len(change.index.files)) == (1, 1, 1)


def test_a_newer_copy_takes_the_place_of_the_older(tmp_path):
    add(tmp_path, imported(values=RATES))
    change = add(tmp_path, imported(file="rates (1).csv", values=RATES | {("barnsley", 2024): 81.0}), now=LATER)
    assert [file.name for file in change.replaced] == ["rates.csv"]
    assert values(tmp_path) == {2023: 79.0, 2024: 81.0}


def test_a_newer_copy_under_another_name_takes_the_place_too(tmp_path):
    add(tmp_path, imported(values=RATES))
    add(tmp_path, imported(file="cla_rates_revised.csv", values=RATES | {("barnsley", 2024): 81.0}))
    assert values(tmp_path) == {2023: 79.0, 2024: 81.0}


def test_the_newer_copy_may_have_fewer_rows(tmp_path):
    add(tmp_path, imported(values=RATES))
    add(tmp_path, imported(values={("barnsley", 2023): 79.0}))
    assert values(tmp_path) == {2023: 79.0}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"file": "stability.csv", "indicator": "cla_placements_3plus"}, id="another-measure"),
        pytest.param({"file": "rates.csv", "indicator": "cla_placements_3plus"}, id="same-name-by-chance"),
        pytest.param({"file": "rates_part_2.csv", "values": {("barnsley", 2021): 70.0}}, id="other-half-of-a-table"),
        pytest.param({"file": "headline.csv", "values": {("england", 2023): 71.0}}, id="only-england"),
        pytest.param({"file": "rates_girls.csv", "dimension": "sex", "member": "girls"}, id="a-breakdown"),
    ],
)
def test_another_data_set_of_the_release_takes_no_place(tmp_path, other):
    add(tmp_path, imported(values=RATES))
    change = add(tmp_path, imported(**({"values": RATES} | other)))
    assert change.replaced == ()
    assert len(change.index.files) == 2


def test_two_files_given_at_once_are_both_kept_however_alike(tmp_path):
    two = (imported(file="ro3.ods", values=RATES), imported(file="rsx.ods", values=RATES))
    add(tmp_path, *two)
    before = everything(tmp_path)
    change = add(tmp_path, *two, now=LATER)
    assert (change.taken, change.replaced, len(change.unchanged)) == ((), (), 2)
    assert everything(tmp_path) == before


def test_what_a_killed_import_left_unfinished_is_removed_by_the_next(tmp_path):
    add(tmp_path, imported(values=RATES))
    left = tmp_path / ".index.json.123.part"
    left.write_text("{")
    add(tmp_path, imported(release(2024), values=RATES))
    assert not left.exists()


def test_a_later_day_of_publication_is_taken_over(tmp_path):
    add(tmp_path, imported(values=RATES))
    add(tmp_path, imported(release(published=date(2025, 12, 1)), values=RATES), now=LATER)
    releases = open_releases(tmp_path)
    assert releases.documents["looked-after-2025"].file.available_from == date(2025, 12, 1)
    assert kept(tmp_path).height == len(RATES)


def test_the_version_changes_with_what_is_kept_and_with_nothing_else(tmp_path):
    first = add(tmp_path, imported(values=RATES)).index.version
    second = add(tmp_path, imported(release(2024), values=RATES)).index.version
    back = store(tmp_path).remove("looked-after-2024", CATALOGUE).index.version
    assert first == back != second


def test_removing_a_release_leaves_the_others(tmp_path):
    add(tmp_path, imported(values=RATES), imported(release(2024), values={("barnsley", 2023): 78.0}))
    store(tmp_path).remove("looked-after-2025", CATALOGUE)
    assert values(tmp_path) == {2023: 78.0}
    assert list(open_releases(tmp_path).documents) == ["looked-after-2024"]


def test_removing_what_is_not_kept_says_so_and_changes_nothing(tmp_path):
    add(tmp_path, imported(values=RATES))
    before = everything(tmp_path)
    with pytest.raises(KeyError, match="looked-after-1999"):
        store(tmp_path).remove("looked-after-1999", CATALOGUE)
    assert everything(tmp_path) == before


def test_with_the_last_release_removed_nothing_was_imported(tmp_path):
    add(tmp_path, imported(values=RATES))
    store(tmp_path).remove("looked-after-2025", CATALOGUE)
    assert open_releases(tmp_path) is None


def compilation(values):
    return imported(release(2026, "lait", ReleaseKind.COMPILATION), file="bds_long_0.parquet", values=values)


def test_a_compilation_gives_way_to_a_release_whatever_came_first(tmp_path):
    repeated = compilation({("barnsley", 2023): 79.4, ("barnsley", 2022): 75.0, ("barnet", 2023): 36.0})
    add(tmp_path / "one", imported(values=RATES), repeated)
    add(tmp_path / "two", repeated)
    add(tmp_path / "two", imported(values=RATES))
    assert_frame_equal(kept(tmp_path / "one"), kept(tmp_path / "two"))
    assert values(tmp_path / "one") == {2022: 75.0, 2023: 79.0, 2024: 80.0}


def test_a_withheld_figure_of_a_release_is_not_filled_from_a_compilation(tmp_path):
    add(tmp_path, imported(values=RATES), compilation({("barnet", 2023): 36.0}))
    assert values(tmp_path, "barnet") == {2023: None}


def test_what_a_compilation_was_the_first_to_give_is_known_until_the_release_comes_out(tmp_path):
    early = imported(
        release(2024, "lait", ReleaseKind.COMPILATION), file="bds_long_0.parquet", values={("barnsley", 2023): 79.4}
    )
    add(tmp_path, imported(values=RATES), early)
    evidence = replace(shipped(), releases=open_releases(tmp_path))

    def known_on(day):
        rows = evidence.everywhere("cla_rate", as_known_on=day).filter(area="barnsley", period="31 March 2023")
        return rows.select("document", "value").rows()

    assert known_on(date(2024, 11, 19)) == []
    assert known_on(date(2025, 11, 19)) == [("lait-2024", 79.4)]
    assert known_on(date(2025, 11, 20)) == known_on(None) == [("looked-after-2025", 79.0)]


def test_a_compilation_is_whole_again_when_the_release_is_removed(tmp_path):
    add(tmp_path, imported(values=RATES), compilation({("barnsley", 2023): 79.4}))
    store(tmp_path).remove("looked-after-2025", CATALOGUE)
    assert values(tmp_path) == {2023: 79.4}


def test_ratings_neighbours_and_measures_are_kept(tmp_path):
    add(
        tmp_path,
        imported(release(2025, "inspections"), file="outcomes.ods", ratings=[RATING]),
        imported(release(2025, "neighbours"), file="sn.xlsx", neighbours=(NEIGHBOUR,)),
        imported(release(2026, "lait"), file="lait.csv", values=RATES, indicator=INDICATOR.id, indicators=(INDICATOR,)),
    )
    releases = open_releases(tmp_path)
    assert releases.ratings.drop("document").to_dicts() == [RATING]
    assert releases.neighbours == (NEIGHBOUR,)
    assert releases.indicators == (INDICATOR,)
    assert releases.indicator_ids() == (INDICATOR.id,)
    assert releases.areas() == ("barnet", "barnsley", "england")


def test_a_newer_list_of_neighbours_of_the_model_stands(tmp_path):
    newer = NEIGHBOUR.model_copy(update={"neighbour": "doncaster"})
    add(tmp_path, imported(release(2025, "neighbours"), file="new.xlsx", neighbours=(newer,)))
    add(tmp_path, imported(release(2024, "neighbours"), file="old.xlsx", neighbours=(NEIGHBOUR,)))
    assert open_releases(tmp_path).neighbours == (newer,)


def test_readers_keep_the_tables_they_opened_through_the_next_import(tmp_path):
    add(tmp_path, imported(values=RATES))
    reader = open_releases(tmp_path)
    add(tmp_path, imported(release(2024), values=RATES))
    assert reader.rows().collect().height == len(RATES)


def test_only_the_last_two_sets_of_tables_and_their_files_stay(tmp_path):
    for number in range(4):
        add(tmp_path, imported(values=RATES | {("barnsley", 2024): 80.0 + number}))
    assert len(list((tmp_path / "built").iterdir())) == 2
    assert len(list((tmp_path / "files").rglob("*.parquet"))) == 2


def test_rows_lie_in_the_order_that_makes_reading_quick(tmp_path):
    add(tmp_path, imported(values=RATES), imported(release(2024), values=RATES, indicator="cin_rate"))
    index = open_releases(tmp_path).index
    by_indicator = pl.read_parquet(tmp_path / index.built["by_indicator"].name)
    order = by_indicator.select("indicator", "period_end", "area")
    assert order.rows() == sorted(order.rows())
    assert by_indicator.height == kept(tmp_path).height == 2 * len(RATES)


def test_what_was_left_out_and_warned_of_is_kept_with_the_file(tmp_path):
    add(tmp_path, imported(values=RATES, left_out=("12 rows of school districts.",)))
    (file,) = open_releases(tmp_path).index.files
    assert file.left_out == ("12 rows of school districts.",)
    assert (file.summary.areas, file.summary.indicators) == (3, 1)
    assert (file.summary.first, file.summary.last) == (date(2023, 3, 31), date(2024, 3, 31))


def undated(day, values=RATES, file="bds_long_0.parquet"):
    """A file of which nobody knows when it was published, as an importer makes it on a day."""
    of = release(family="lait", kind=ReleaseKind.COMPILATION, published=day, id=f"lait-{day}")
    return imported(of, file=file, values=values)


def test_a_file_without_a_day_of_publication_is_the_same_file_tomorrow(tmp_path):
    add(tmp_path, undated(NOW.date()))
    before = everything(tmp_path)
    change = add(tmp_path, undated(LATER.date()), now=LATER)
    assert len(change.unchanged) == 1
    assert everything(tmp_path) == before


def test_a_day_that_is_known_counts_for_all_files_of_the_release(tmp_path):
    add(tmp_path, imported(values=RATES))
    undated_release = release(published=LATER.date(), published_basis="The day it was imported.")
    add(tmp_path, imported(undated_release, file="other.csv", values=RATES, indicator="cin_rate"), now=LATER)
    document = open_releases(tmp_path).documents["looked-after-2025"]
    assert document.file.available_from == date(2025, 11, 20)
    assert document.file.available_from_basis == "As printed on the release."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("b1.csv", "B1.csv.gz"),
        ("b1.csv", "b1 (2).csv"),
        ("b1.csv", "cin.zip › b1.csv"),
        ("b1.csv", "b1 - copy.csv"),
    ],
)
def test_names_of_one_data_set(one, other):
    assert dataset_name(one) == dataset_name(other) == "b1"


def test_names_of_two_data_sets():
    assert dataset_name("outcomes.ods, sheet A") != dataset_name("outcomes.ods, sheet B")
    assert dataset_name(".csv") == ".csv"
