"""The public is shown nothing that is not remembered: a document that is new or was changed waits, whole."""

import shutil
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.evidence.loading import SHIPPED, load_evidence
from analytics.evidence.own_figures import own_releases
from analytics.evidence.vocabulary import DocumentKind
from analytics.measures.disclosure.gathering import covered_documents
from analytics.measures.disclosure.memory import SHOWN
from analytics.measures.disclosure.policy import Covers, Policy, Rule
from analytics.notebooks.holding_back import only_remembered
from analytics.notebooks.leaving import evidence_for_audience, for_the_public, public_edition
from analytics.notebooks.packs.members_only import Audience
from analytics.notebooks.repository import Decided
from analytics.notebooks.repository.decided import as_kept, mark_of
from tests.imported import evidence_with, figures, release
from tests.planted import HIDDEN, OWN, found_in, plant_figures
from tests.shipped import shipped

EVERYTHING = Policy(covers=Covers.EVERYTHING)
ROUNDED = Policy(rule=Rule.TEN_FIVE, covers=Covers.EVERYTHING)
BARNET, BARNSLEY = "barnet-performance-report-2019", "barnsley-scrutiny-report-2023"


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """Two councils' own figures beside a national release."""
    folder = tmp_path_factory.mktemp("releases")
    plant_figures(folder)
    rows = [
        {"area": area, "indicator": "cp_n", "period": "31 March 2025", "value": 90.0} for area in ("barnet", "leeds")
    ]
    return evidence_with(folder, figures(release(2025), rows))


@pytest.fixture
def folder(tmp_path):
    """The documents of two councils, in a folder where they can be changed."""
    for slug in (BARNET, BARNSLEY):
        shutil.copytree(SHIPPED / "documents" / slug, tmp_path / "documents" / slug)
    return tmp_path


def remembering(evidence, decided):
    """The same decisions once all that the public may see by them is remembered."""
    shown = pl.concat([decided.shown, for_the_public(evidence, decided).shown]).unique()
    return Decided(decided.policy, decided.releases, mark_of([as_kept(shown)]), shown)


def change(folder, document, old, new):
    """Another text in the one row of a document's figures that has it."""
    file = folder / "documents" / document / "observations.csv"
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_without_own_figures_nothing_needs_to_be_remembered_and_it_is_the_very_evidence():
    edition = public_edition(shipped(), Decided(Policy()))
    assert edition.evidence is shipped()
    assert edition.held_back == {}


def test_national_releases_are_shown_under_every_policy_for_they_can_be_looked_up(imported):
    for policy in (Policy(), EVERYTHING, ROUNDED):
        edition = public_edition(imported, Decided(policy))
        assert release(2025).id not in edition.held_back
        rows = edition.evidence.releases.of_areas(["leeds"]).collect()
        assert rows["value"].to_list() == [90.0]


def test_published_own_figures_that_nobody_remembers_are_nowhere_in_it(imported):
    decided = Decided(Policy()).with_release(OWN, own_releases(imported.releases)[OWN])
    edition = public_edition(imported, decided)
    assert list(edition.held_back) == [OWN]
    assert edition.held_back[OWN].file.title == "Barnsley: own figures"
    known = edition.evidence
    assert not {OWN, HIDDEN} & ({*known.documents} | {*known.releases.documents})
    assert known.releases.areas() == ("barnet", "leeds")
    assert not known.releases.rows().filter(pl.col("document").is_in([OWN, HIDDEN])).collect().height
    assert not known.observations.filter(pl.col("document").is_in([OWN, HIDDEN])).height
    assert edition.withheld.is_empty(), "what is withheld of it would say that there is a small number"
    assert found_in(known.releases.rows().collect().write_csv().encode()) == set()
    assert known.version != imported.version
    assert evidence_for_audience(imported, decided, Audience.PUBLIC) is known, (
        "papers for the public are made of it too"
    )


def test_once_remembered_all_that_may_be_seen_is_shown(imported):
    decided = Decided(Policy()).with_release(OWN, own_releases(imported.releases)[OWN])
    after = remembering(imported, decided)
    edition = public_edition(imported, after)
    assert edition.held_back == {}
    assert edition.evidence is for_the_public(imported, after).evidence
    assert sorted(edition.evidence.observations.filter(document=OWN)["value"].drop_nulls()) == [48211.0, 48977.0]


@pytest.mark.parametrize("policy", [EVERYTHING, ROUNDED], ids=["dfe", "10-5"])
def test_a_document_that_changed_waits_whole_and_no_other_does(folder, policy):
    before = load_evidence(folder)
    decided = remembering(before, Decided(policy))
    assert public_edition(before, decided).held_back == {}
    change(folder, BARNET, "cin_n,,,July 2019,550,", "cin_n,,,July 2019,590,")
    edition = public_edition(load_evidence(folder), decided)
    assert list(edition.held_back) == [BARNET]
    known = edition.evidence
    assert list(known.documents) == [BARNSLEY]
    for frame in (known.observations, known.targets, known.ratings, known.findings, known.claims, known.enquiries):
        assert BARNET not in frame["document"]
    assert BARNET not in {document for document, _ in (*known.identities, *known.notes)}
    whole = for_the_public(load_evidence(folder), decided).evidence
    assert known.observations.equals(whole.observations.filter(document=BARNSLEY))


def test_a_new_document_waits_and_a_document_that_went_lets_none_wait(folder):
    held = folder / "documents" / BARNET
    shutil.move(held, folder / "away")
    decided = remembering(load_evidence(folder), Decided(EVERYTHING))
    shutil.move(folder / "away", held)
    assert list(public_edition(load_evidence(folder), decided).held_back) == [BARNET]
    decided = remembering(load_evidence(folder), decided)
    shutil.rmtree(folder / "documents" / BARNSLEY)
    edition = public_edition(load_evidence(folder), decided)
    assert (list(edition.held_back), list(edition.evidence.documents)) == ([], [BARNET])


def test_under_another_policy_what_it_shows_otherwise_waits(folder):
    evidence = load_evidence(folder)
    exact = remembering(evidence, Decided(EVERYTHING))
    assert set(public_edition(evidence, exact.under(ROUNDED)).held_back) == {BARNET, BARNSLEY}
    both = remembering(evidence, exact.under(ROUNDED))
    assert public_edition(evidence, both).held_back == {}
    assert public_edition(evidence, both.under(EVERYTHING)).held_back == {}, "it was shown before"


def test_where_a_figure_is_found_in_no_document_every_one_waits_that_could_show_it(folder):
    evidence = load_evidence(folder)
    decided = remembering(evidence, Decided(EVERYTHING))
    safe = for_the_public(evidence, decided)
    stray = pl.DataFrame([("barnet", "cp_n", "", "", "31 March 2001", "90")], SHOWN, orient="row")
    edition = only_remembered(replace(safe, shown=pl.concat([safe.shown, stray])), decided)
    assert set(edition.held_back) == {BARNET, BARNSLEY}


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from([EVERYTHING, ROUNDED]), st.randoms(use_true_random=False), st.sampled_from([0.0, 0.02, 0.3]))
def test_whatever_is_remembered_nothing_else_is_shown(policy, random, forgotten):
    """As after a restored backup, or on a machine whose memory knows nothing of this folder."""
    evidence = shipped()
    shown = for_the_public(evidence, Decided(policy)).shown
    kept = shown.filter(pl.Series([random.random() >= forgotten for _ in range(shown.height)], dtype=pl.Boolean))
    edition = public_edition(evidence, Decided(policy, mark=mark_of([as_kept(kept)]), shown=kept))
    known = {tuple(row[:-1]): set() for row in kept.rows()}
    for *key, value in kept.rows():
        known[tuple(key)].add(value.removeprefix("about ").split(" (")[0])
    people = set(shown["indicator"])
    national = [slug for slug, one in evidence.documents.items() if one.file.kind is DocumentKind.NATIONAL_RELEASE]
    covered = set(covered_documents(evidence, policy)) - {*national}
    for row in edition.evidence.observations.to_dicts():
        firm = row["status"] not in ("hypothetical", "forecast", "estimated")
        if row["document"] in covered and row["indicator"] in people and row["value"] is not None and firm:
            key = tuple(row[name] for name in SHOWN if name != "value")
            assert {row["printed"], str(row["value"])} & known.get(key, set()), row
    assert set(edition.held_back).isdisjoint(edition.evidence.documents)
