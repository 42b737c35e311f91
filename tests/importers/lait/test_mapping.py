from analytics.importers.lait.mapping import load_mapping
from tests.importers.made_up_tables import shipped_catalogue


def test_every_mapped_measure_is_an_indicator_of_the_shipped_catalogue_once():
    measures = load_mapping().measures
    assert {one.indicator for one in measures} <= set(shipped_catalogue().indicators)
    assert len({one.measure for one in measures}) == len(measures)
    assert len({one.indicator for one in measures}) == len(measures)
