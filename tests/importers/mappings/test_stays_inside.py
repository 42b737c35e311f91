"""A file that was read by a mapping made here is nobody's publication: the public sees it once we publish it."""

from datetime import UTC, datetime

import polars as pl
import pytest

from analytics.evidence.loading import load_evidence
from analytics.evidence.own_figures import figures_of, own_releases
from analytics.evidence.release_index import index_from
from analytics.evidence.release_place import INDEX_NAME, Place
from analytics.evidence.release_store import open_releases
from analytics.evidence.releases import ReleaseKind
from analytics.importers.importing import import_paths
from analytics.importers.mappings.data_file import Wanted, columns_of, mapping_for
from analytics.importers.mappings.folder import keep, mappings_folder
from analytics.importers.reading import read_tables
from analytics.importers.releases.times import PeriodRule
from analytics.importers.store.store import ReleaseStore
from analytics.measures.disclosure.policy import Covers, Policy, Rule
from analytics.notebooks.leaving import evidence_for_audience, for_the_public, unpublished
from analytics.notebooks.packs.members_only import Audience
from analytics.notebooks.repository import Decided
from analytics.site.build import build
from tests.importers.data_files import looked_after_rates
from tests.shipped import shipped
from tests.site.made import one_council

CANARY = "73917461"
HEAD = "time_period,time_identifier,geographic_level,country_code,country_name,old_la_code,la_name,new_la_code,children"
PLACES = {
    "England": "National,E92000001,England,,,",
    "Barnet": "Local authority,E92000001,England,302,Barnet,E09000003",
    "Leeds": "Local authority,E92000001,England,383,Leeds,E08000035",
}
CHILDREN = [("England", 2025, "90000000"), ("Barnet", 2025, CANARY), ("Barnet", 2024, "4"), ("Leeds", 2025, "812")]
ROWS = [f"{year},Reporting year,{PLACES[place]},{number}" for place, year, number in CHILDREN]
COUNCIL_FILE = "\n".join([HEAD, *ROWS]).encode()
MAPPED, NATIONAL = "mapped-our-children-2025", "children-looked-after-2025"
NOBODY = Decided(Policy())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A council's own CSV read by a mapping made on screen, brought in together with a release of the department."""
    folder = tmp_path_factory.mktemp("workspace")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCRUTINY_WORKSPACE", str(folder))
        (table,) = read_tables(COUNCIL_FILE, "children.csv")
        wanted = [Wanted("children", "cp_n", PeriodRule.MARCH)]
        mapping = mapping_for(columns_of(table), "Our children", "Department for Education", wanted)
        keep(mappings_folder({"SCRUTINY_WORKSPACE": str(folder)}), "Our children", mapping)
        files = [("children.csv", COUNCIL_FILE), ("rates.csv", looked_after_rates({}))]
        store = ReleaseStore(Place.of(folder / "releases"))
        outcome = import_paths(files, store, shipped().catalogue, now=datetime(2026, 1, 1, tzinfo=UTC))
        assert outcome.all_taken
    return folder / "releases"


@pytest.fixture(scope="module")
def evidence(folder):
    return load_evidence(releases=open_releases(folder))


def printed(evidence):
    rows = evidence.releases.rows().collect()
    return rows.write_csv() + evidence.observations.write_csv() + str(evidence.releases.documents)


def test_in_the_workspace_it_stands_beside_what_the_department_publishes(evidence):
    assert {slug: one.kind for slug, one in evidence.releases.releases.items()} == {
        MAPPED: ReleaseKind.MAPPED,
        NATIONAL: ReleaseKind.NATIONAL,
    }
    assert evidence_for_audience(evidence, NOBODY, Audience.MEMBERS) is evidence
    assert CANARY in printed(evidence)


STRICT = Policy(rule=Rule.TEN_FIVE, covers=Covers.EVERYTHING)


@pytest.mark.parametrize("policy", [Policy(), STRICT], ids=lambda policy: policy.name)
def test_the_public_sees_nothing_of_it_whatever_the_policy_and_all_of_the_release(evidence, policy):
    decided = Decided(policy)
    safe = for_the_public(evidence, decided).evidence
    assert unpublished(evidence.releases, decided) == (MAPPED,)
    assert CANARY not in printed(safe)
    assert list(safe.releases.releases) == list(safe.releases.documents) == [NATIONAL]
    assert figures_of(safe, MAPPED).is_empty()
    assert figures_of(safe, NATIONAL).height == figures_of(evidence, NATIONAL).height > 0


def test_published_it_is_seen_without_small_numbers(evidence):
    decided = NOBODY.with_release(MAPPED, own_releases(evidence.releases)[MAPPED])
    safe = for_the_public(evidence, decided)
    rows = figures_of(safe.evidence, MAPPED).filter(area="barnet").sort("period_end")
    assert rows["value"].to_list() == [None, float(CANARY)]
    assert safe.withheld.filter(pl.col("document") == MAPPED)["area"].to_list() == ["barnet"]
    assert "812" in safe.shown["value"].to_list()


def test_witnesses_see_it_without_small_numbers(evidence):
    seen = figures_of(evidence_for_audience(evidence, NOBODY, Audience.WITNESSES), MAPPED)
    assert seen.filter(area="barnet").sort("period_end")["value"].to_list() == [None, float(CANARY)]


def test_no_page_of_the_site_holds_it_before_it_is_published_and_one_does_after(evidence):
    decided = NOBODY.with_release(MAPPED, own_releases(evidence.releases)[MAPPED])
    found = []
    for one in (NOBODY, decided):
        files = build(one_council(evidence=for_the_public(evidence, one).evidence))
        found.append([path for path, content in files.items() if words(content) or MAPPED in path])
    assert found[0] == []
    assert found[1]


def words(content):
    text = content.decode(errors="replace")
    return {word for word in (CANARY, f"{int(CANARY):,}") if word in text}


def test_what_an_earlier_version_kept_as_a_national_release_stays_inside_too(folder):
    """Until it was told apart, a file read by a mapping was kept as a national one, with the same caution."""
    text = (folder / INDEX_NAME).read_text(encoding="utf-8")
    earlier = index_from(text.replace('"kind":"mapped"', '"kind":"national"'), "index")
    assert earlier.releases[MAPPED].stays_inside
    assert not earlier.releases[NATIONAL].stays_inside


def test_one_file_that_stays_inside_keeps_a_whole_release_inside(folder):
    """As when own figures are imported under a release's id: rather the release is not seen than they are."""
    index = index_from((folder / INDEX_NAME).read_text(encoding="utf-8"), "index")
    mapped, national = index.files_of(MAPPED)[0], index.files_of(NATIONAL)[0]
    under_its_name = mapped.model_copy(update={"release": mapped.release.model_copy(update={"id": NATIONAL})})
    for files in ((under_its_name, national), (national, under_its_name)):
        assert index.model_copy(update={"files": files}).releases[NATIONAL].stays_inside
