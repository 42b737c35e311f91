"""The way that an object store is written and read, tried on addresses of this machine: no server is needed."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from analytics.evidence.release_place import Place
from analytics.evidence.release_store import Releases, open_index, open_releases
from analytics.importers.store import store as module
from analytics.importers.store.lock import Busy
from analytics.importers.store.store import ReleaseStore
from tests.importers.store.made_up import (
    CATALOGUE,
    INDICATOR,
    LATER,
    NEIGHBOUR,
    NOW,
    RATES,
    RATING,
    add,
    imported,
    release,
)

GIVEN = (
    imported(values=RATES, indicators=(INDICATOR,), neighbours=(NEIGHBOUR,)),
    imported(release(2025, "inspections"), file="outcomes.ods", ratings=[RATING]),
)


@pytest.fixture
def remote(tmp_path):
    """A place that is an address, not a folder, as s3:// is; object stores have no folders, so these are made."""
    return Place(f"file://{tmp_path}/store")


@pytest.fixture(autouse=True)
def folders(monkeypatch):
    """A bucket needs no folders."""
    for name in ("sink_parquet", "sink_csv"):
        write = getattr(pl.LazyFrame, name)

        def made(self, target, *, write=write, **options):
            return write(self, target, **(options | {"mkdir": True}))

        monkeypatch.setattr(pl.LazyFrame, name, made)


def opened(place):
    index, problems = open_index(place)
    assert problems == []
    return Releases(place, index)


def test_an_address_gives_what_a_folder_gives(remote, tmp_path):
    ReleaseStore(remote).add(GIVEN, CATALOGUE, NOW)
    add(tmp_path / "folder", *GIVEN)
    here, there = open_releases(tmp_path / "folder"), opened(remote)
    assert_frame_equal(there.rows().collect(), here.rows().collect())
    assert_frame_equal(there.of_areas(["barnsley"]).collect(), here.of_areas(["barnsley"]).collect())
    assert_frame_equal(there.ratings, here.ratings)
    assert (there.neighbours, there.indicators) == (here.neighbours, here.indicators)
    assert there.version == here.version


def test_nothing_at_an_address_is_nothing(remote):
    assert open_index(remote) == (None, [])


def test_the_same_file_again_changes_nothing(remote):
    before = ReleaseStore(remote).add(GIVEN, CATALOGUE, NOW).index
    change = ReleaseStore(remote).add(GIVEN, CATALOGUE, LATER)
    assert (change.taken, change.index) == ((), before)


def test_an_import_that_another_overtook_is_told(remote, monkeypatch):
    ReleaseStore(remote).add(GIVEN, CATALOGUE, NOW)

    def overtaken(*arguments):
        with monkeypatch.context() as patch:
            patch.setattr(module, "build", build)
            ReleaseStore(remote).add([imported(release(2023), values=RATES)], CATALOGUE, NOW)
        return build(*arguments)

    build = module.build
    monkeypatch.setattr(module, "build", overtaken)
    with pytest.raises(Busy, match=r"ended meanwhile\. Nothing was changed"):
        ReleaseStore(remote).add([imported(release(2024), values=RATES)], CATALOGUE, NOW)
    assert "looked-after-2023" in opened(remote).documents
    assert "looked-after-2024" not in opened(remote).documents
