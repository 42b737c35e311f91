"""What leaves for whom: own figures that nobody has published, small numbers, and one policy for all."""

import polars as pl
import pytest

from analytics.evidence.own_figures import own_releases, without_releases
from analytics.measures.disclosure.policy import Covers, Policy, Rule
from analytics.notebooks.leaving import evidence_for_audience, for_the_public, unpublished
from analytics.notebooks.packs.members_only import Audience
from analytics.notebooks.repository import Decided
from tests.imported import evidence_with, figures, release
from tests.planted import HIDDEN, OWN, found_in, plant_figures
from tests.shipped import shipped


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """Two councils' own figures beside a national release."""
    folder = tmp_path_factory.mktemp("releases")
    plant_figures(folder)
    rows = [
        {"area": area, "indicator": indicator, "period": "31 March 2025", "value": 90.0}
        for area, indicator in (("barnsley", "cic_n"), ("barnet", "cp_n"), ("leeds", "cp_n"))
    ]
    return evidence_with(folder, figures(release(2025), rows))


NOBODY = Decided(Policy())


def test_members_see_everything_and_the_very_evidence(imported):
    assert evidence_for_audience(imported, NOBODY, Audience.MEMBERS) is imported


def test_witnesses_see_unpublished_own_figures_without_small_numbers_and_the_public_sees_none(imported):
    seen = {
        audience: evidence_for_audience(imported, NOBODY, audience).observations.filter(document=OWN)["value"].to_list()
        for audience in Audience
    }
    assert sorted(seen[Audience.MEMBERS]) == [4.0, 762.0, 48211.0, 48977.0]
    assert sorted(value for value in seen[Audience.WITNESSES] if value is not None) == [48211.0, 48977.0]
    assert seen[Audience.PUBLIC] == []


def test_published_own_figures_are_seen_by_the_public_as_witnesses_see_them(imported):
    decided = NOBODY.with_release(OWN, own_releases(imported.releases)[OWN])
    safe = for_the_public(imported, decided)
    assert unpublished(imported.releases, decided) == (HIDDEN,)
    assert sorted(safe.evidence.observations.filter(document=OWN)["value"].drop_nulls()) == [48211.0, 48977.0]
    assert HIDDEN not in safe.evidence.documents
    assert sorted(safe.shown["value"]) == ["48211", "48977"]


def test_under_another_fingerprint_the_figures_are_others(imported):
    assert unpublished(imported.releases, NOBODY.with_release(OWN, "another")) == unpublished(imported.releases, NOBODY)


def test_what_was_shown_is_shown_again_and_nothing_that_it_would_give_away(imported):
    """The same decisions twice, the second time with the memory of the first, come to the same."""
    decided = NOBODY.with_release(OWN, own_releases(imported.releases)[OWN])
    first = for_the_public(imported, decided)
    again = for_the_public(imported, Decided(decided.policy, decided.releases, "once", first.shown))
    assert again.evidence.observations.equals(first.evidence.observations)
    assert again.shown.sort(pl.all()).equals(first.shown.sort(pl.all()))


@pytest.mark.parametrize("policy", [Policy(), Policy(rule=Rule.TEN_FIVE)], ids=lambda policy: policy.name)
def test_the_policy_that_was_decided_is_the_one_that_is_used(imported, policy):
    decided = Decided(policy).with_release(OWN, own_releases(imported.releases)[OWN])
    assert for_the_public(imported, decided).policy == policy
    stricter = decided.under(Policy(rule=policy.rule, covers=Covers.EVERYTHING))
    assert for_the_public(imported, stricter).policy.covers is Covers.EVERYTHING


WAYS = {
    "rows": lambda releases: releases.rows(),
    "of_areas": lambda releases: releases.of_areas(["barnet", "barnsley", "leeds"]),
    "of_indicator": lambda releases: releases.of_indicator("cic_n"),
    "of_indicators": lambda releases: releases.of_indicators(["cic_n", "cp_n"]),
}


@pytest.mark.parametrize("way", sorted(WAYS))
def test_no_way_of_reading_gives_a_row_of_what_is_left_out_and_each_gives_every_other(imported, way):
    part = without_releases(imported, (OWN, HIDDEN)).releases
    rows, every = (WAYS[way](one).collect() for one in (part, imported.releases))
    assert rows.equals(every.filter(~pl.col("document").is_in([OWN, HIDDEN])))
    assert rows.height
    assert found_in(rows.write_csv().encode()) == set()


def test_nothing_says_that_there_were_others(imported):
    left = without_releases(imported, (OWN, HIDDEN))
    national = release(2025).id
    assert list(left.releases.releases) == list(left.releases.documents) == [national]
    assert set(left.documents) == set(shipped().documents)
    assert left.releases.areas() == ("barnet", "barnsley", "leeds")
    assert left.releases.indicator_ids() == ("cic_n", "cp_n")
    assert left.version != imported.version
    assert left.releases.version != imported.releases.version
    assert {file.release.id for file in left.releases.index.files} == {national}


def test_an_area_and_a_measure_that_only_they_have_are_gone_with_them(tmp_path):
    plant_figures(tmp_path)
    rows = [{"area": "leeds", "indicator": "cp_n", "period": "31 March 2025", "value": 90.0}]
    left = without_releases(evidence_with(tmp_path, figures(release(2025), rows)), (OWN, HIDDEN))
    assert (left.releases.areas(), left.releases.indicator_ids()) == (("leeds",), ("cp_n",))


def test_without_anything_to_leave_out_it_is_the_same_evidence(imported):
    assert without_releases(imported, ()) is imported
    assert without_releases(shipped(), ()) is shipped()
