import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.importers.mappings.data_file import Columns, Wanted, mapping_for
from analytics.importers.mappings.shared import MappingUnreadable, as_toml, mapping_from
from analytics.importers.own.layout import Across, Item, Layout
from analytics.importers.releases.mapping import SHIPPED_RELEASES, FamilyFile
from analytics.importers.releases.times import PeriodRule

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@pytest.mark.parametrize("path", sorted(SHIPPED_RELEASES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_mapping_comes_back_the_same(path):
    mapping = FamilyFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))

    assert mapping_from(as_toml(mapping).encode()) == mapping


@given(WORDS, WORDS, WORDS, st.sampled_from(PeriodRule))
def test_whatever_columns_and_labels_are_called_a_mapping_comes_back_the_same(column, label, value, period):
    columns = Columns({column: (label, "Total")}, (value,))
    made = mapping_for(columns, "Homes", "Nobody “at all”", [Wanted(value, "cic_n", period, {column: label})])

    assert mapping_from(as_toml(made).encode()) == made


@given(WORDS, WORDS)
def test_a_layout_comes_back_the_same(heading, word):
    layout = Layout(name=word, columns={Item.MEMBER: heading}, across=Across.PERIOD, total_words=(word,))

    assert mapping_from(as_toml(layout).encode()) == layout


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe", "It is no mapping"),
        (b"a = ", "It is no mapping"),
        (b"[family]\nid = 7", "family.id"),
        (b'datasets = []\nsecret = "x"', "secret"),
        (b"run = 'rm'", "run"),
        (b"", "where the values are"),
        (b"#" * 1_000_001, "too large"),
    ],
)
def test_what_is_no_mapping_is_refused_with_what_is_wrong(content, words):
    with pytest.raises(MappingUnreadable, match=words) as refused:
        mapping_from(content, "theirs.toml")

    assert all(problem.file == "theirs.toml" and problem.right for problem in refused.value.problems)
