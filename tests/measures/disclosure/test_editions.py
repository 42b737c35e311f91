"""Readings of one table that several papers print."""

from hypothesis import given
from hypothesis import strategies as st

from analytics.measures.disclosure.editions import readings

PAPERS = st.lists(st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 3)), max_size=5)


@given(PAPERS)
def test_every_reading_has_every_figure_with_a_value_that_some_paper_prints(papers):
    printed = {(key, value) for paper in papers for key, value in paper.items()}
    for reading in readings(papers):
        assert reading.keys() == {key for key, _ in printed}
        assert reading.items() <= printed


@given(PAPERS)
def test_any_paper_can_be_read_first_with_any_other_second(papers):
    found = list(readings(papers))
    for first in papers:
        for second in papers:
            assert any((second | first).items() <= reading.items() for reading in found)
