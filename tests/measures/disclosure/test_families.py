"""What could tell of each other is one family, so that leaving other families out of the search leaves nothing out."""

import polars as pl

from analytics.evidence.document import Identity, Selector
from analytics.measures.disclosure.families import families
from analytics.measures.disclosure.policy import Covers, Policy
from analytics.measures.disclosure.protect import protected
from tests.measures.disclosure.tables import council, own
from tests.shipped import shipped


def test_shares_rates_parts_flows_and_moves_are_of_the_family_of_their_count():
    catalogue = shipped().catalogue
    found = families(catalogue, ())
    assert {found[one] for one in ("cp_n", "cp_rate", "cp_2y", "cp_started_n", "cp_ended_n")} == {found["cp_n"]}
    assert found["cl_uasc_n"] == found["cl_uasc_n_growth"]
    assert found["cl_eet"] == found["cl_accom"]
    assert found["cp_n"] != found["mash_decision_hours"]
    assert set(found) == set(catalogue.indicators)
    for entry in catalogue.indicators.values():
        assert all(found[other] == found[entry.id] for other in (entry.of, entry.rate_of, entry.part_of) if other)


def test_what_a_document_declares_to_add_up_is_of_one_family():
    parts = [Selector(indicator=one) for one in ("mash_decision_hours", "cp_n")]
    identity = Identity.model_construct(parts=parts, whole=0.0, later=None, earlier=None, other=None)
    assert identity.selectors()
    found = families(shipped().catalogue, [("made-up", identity)])
    assert found["mash_decision_hours"] == found["cp_n"]


def test_a_published_share_of_a_size_that_is_in_its_row_is_withheld_with_everything_covered():
    rows = [own("cl_eet", 6.7, denominator=45.0), own("cic_n", 80.0)]
    shown = protected(council(*rows), Policy(covers=Covers.EVERYTHING)).evidence.observations
    assert shown.filter(pl.col("document").str.starts_with("own"))["value"].to_list() == [None, 80.0]
