"""Releases whose files nobody keeps here: their headers and labels with invented figures are read as they should be."""

import polars as pl
import pytest

from analytics.evidence.release_place import Place
from analytics.importers.importing import import_paths
from analytics.importers.store.store import ReleaseStore
from tests.importers.releases.earlier import FILES, WORKFORCE_2022
from tests.importers.releases.made import catalogue


def read(folder, content):
    outcome = import_paths([("data.csv", content)], ReleaseStore(Place.of(folder)), catalogue(), dry_run=True)
    assert not outcome.refused, outcome.refused
    (imported,) = outcome.read
    return imported


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_of_an_earlier_release_gives_its_figures_and_no_others(name, tmp_path):
    content, wanted = FILES[name]
    imported = read(tmp_path, content)
    of = "england" if name.startswith("England") else "barnsley"
    rows = imported.observations.filter(area=of).select("indicator", "member", "value", "numerator", "denominator")
    assert set(rows.rows()) == wanted
    assert rows.height == len(wanted)


def test_a_joint_return_that_is_printed_beside_one_council_is_of_both_and_says_so(tmp_path):
    """In the real file of 2022 both of Northamptonshire’s councils, and Kingston with Richmond, returned together."""
    rows = read(tmp_path, WORKFORCE_2022).observations.filter(indicator="sw_fte").sort("area")
    found = {area: (value, note) for area, value, note in rows.select("area", "value", "note").iter_rows()}
    assert found["barnsley"] == (160, "")
    together = "Joint return: one figure for North Northamptonshire and West Northamptonshire together."
    assert found["north-northamptonshire"] == found["west-northamptonshire"] == (160, together)
    assert rows.height == 5


def test_councils_that_each_have_figures_are_of_no_joint_return(tmp_path):
    rows = read(tmp_path, WORKFORCE_2022).observations.filter(indicator="sw_fte")
    apart = rows.filter(pl.col("area").is_in(["kingston-upon-thames", "richmond-upon-thames"]))
    assert apart["note"].to_list() == ["", ""]


OLDER = (
    ("Geog_l,new_geog_code,geog_c,geog_n,CLA_Mar2017", "LA,E08000016,370,Barnsley,300"),
    ("geog_l,geog_c,geog_n,CINThroughout2012", "LA,370,Barnsley,900"),
)


@pytest.mark.parametrize("lines", OLDER, ids=["2017", "2012"])
def test_a_file_from_before_the_departments_layout_is_refused_and_says_that_it_can_be_mapped(lines, tmp_path):
    content = "\n".join(lines).encode()
    outcome = import_paths([("old.csv", content)], ReleaseStore(Place.of(tmp_path)), catalogue(), dry_run=True)
    (refusal,) = outcome.refused
    assert refusal.unknown
    assert "can be mapped: say what each column holds" in refusal.problems[0].right
