import pytest

from analytics.importers.names import authority_named
from tests.importers.made_up_tables import shipped_catalogue


@pytest.mark.parametrize(
    ("written", "identifier"),
    [
        ("Bristol, City of", "bristol"),
        ("bristol", "bristol"),
        ("Durham", "county-durham"),
        ("Bedford Borough", "bedford"),
        ("Kingston Upon Hull, City of", "kingston-upon-hull"),
        ("St Helens", "st-helens"),
        ("St. Helens", "st-helens"),
        ("Telford & Wrekin", "telford-and-wrekin"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_the_usual_spellings_are_one_authority(written, identifier):
    assert authority_named(written, shipped_catalogue()) == identifier


def test_every_authority_is_found_by_its_own_name():
    catalogue = shipped_catalogue()
    lost = [one.id for one in catalogue.authorities.values() if authority_named(one.name, catalogue) != one.id]
    assert lost == []
