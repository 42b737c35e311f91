"""However imported releases are asked, the rows of a council's own figures come without what is withheld."""

from datetime import date

import polars as pl
import pytest

from analytics.evidence.evidence import Evidence
from analytics.evidence.national import national_evidence
from analytics.evidence.releases import ReleaseKind
from analytics.measures.disclosure.policy import Covers, Policy
from analytics.measures.disclosure.protect import protected
from tests.imported import evidence_with, figures, release

OWN = "own-figures-barnsley-2025-06-01"
# A number that no other figure has.
CANARY = 4.0
DAY = "31 May 2025"


@pytest.fixture(scope="module")
def imported(tmp_path_factory) -> Evidence:
    of = release(2025, ReleaseKind.OWN, id=OWN, authority="barnsley", published=date(2025, 6, 1))
    named = {"area": "barnsley", "period": DAY}
    own = [
        named | {"indicator": "cic_n", "value": 304.0},
        named | {"indicator": "uasc_n", "value": CANARY},
        named | {"indicator": "cp_n", "value": 40.0, "dimension": "team", "member": "East"},
    ]
    nation = [
        {"area": area, "indicator": "cp_n", "period": "31 March 2025", "value": value}
        for area, value in (("barnsley", 250.0), ("barnet", 2.0))
    ]
    return evidence_with(tmp_path_factory.mktemp("releases"), figures(of, own), figures(release(2025), nation))


ASKED = {
    "areas": lambda releases: releases.of_areas(["barnsley"]),
    "indicator": lambda releases: releases.of_indicator("uasc_n"),
    "indicator of the whole": lambda releases: releases.of_indicator("uasc_n", "", ""),
    "indicators": lambda releases: releases.of_indicators(["uasc_n", "cic_n"]),
    "one area and indicator": lambda releases: releases.of_areas(["barnsley"], ["uasc_n"]),
    "rows": lambda releases: releases.rows(),
}


@pytest.mark.parametrize("way", sorted(ASKED))
def test_no_way_of_asking_gives_a_withheld_figure(imported, way):
    before, after = (
        ASKED[way](evidence.releases).collect() for evidence in (imported, protected(imported, Policy()).evidence)
    )
    assert CANARY in before["value"].to_list()
    assert CANARY not in after["value"].to_list()
    columns = ["document", "area", "indicator", "dimension", "member", "period", "locator", "row"]
    assert after.select(columns).equals(before.select(columns))
    kept = pl.col("indicator") != "uasc_n"
    assert after.filter(kept).equals(before.filter(kept))


def test_neither_evidence_of_everywhere_nor_of_an_authority_has_it(imported):
    shown = protected(imported, Policy()).evidence
    assert shown.everywhere("uasc_n")["value"].to_list() == [None]
    assert CANARY not in national_evidence(shown, "barnsley").observations["value"].to_list()
    own = shown.observations.filter(pl.col("document") == OWN)
    assert CANARY not in own["value"].to_list()


def test_figures_of_a_release_are_as_published_and_only_go_where_everything_is_covered(imported):
    published = protected(imported, Policy()).evidence
    assert published.everywhere("cp_n")["value"].to_list() == [2.0, 250.0]
    everything = protected(imported, Policy(covers=Covers.EVERYTHING)).evidence
    assert everything.everywhere("cp_n")["value"].to_list() == [None, 250.0]


def test_what_is_kept_for_reading_is_never_read_beside_it(imported):
    """Whoever finds tables whole, such as the build on Spark, reads them from their place."""
    releases = protected(imported, Policy()).evidence.releases
    assert releases.made is False
    assert releases.indicators == imported.releases.indicators
    assert releases.neighbours == imported.releases.neighbours
    assert releases.ratings.equals(imported.releases.ratings)
    assert list(releases.documents) == list(imported.releases.documents)
    assert releases.version != imported.releases.version


def test_what_is_asked_again_is_not_worked_out_again(imported):
    assert protected(imported, Policy()) is protected(imported, Policy())
