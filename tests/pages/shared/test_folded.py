"""How a screen lays a table out: folded in parts where it is long, and beside itself where it is narrow."""

import re

import pytest

from analytics.notebooks.view import Entry, Part, Table, plain_row
from pages.shared.folded import parts_html

ROWS = tuple(plain_row(f"Measure {place}", f"{place}%") for place in range(6))


def shown(*rows, **asked) -> str:
    return parts_html(Table("Made up", ("Measure", "Latest"), rows, **asked), lambda link: f"indicators?{link}")


def test_the_part_without_a_name_stays_open_and_the_others_are_folded_under_theirs():
    html = shown(*ROWS, parts=(Part("", 2), Part("Care & leaving", 4)))
    open_rows, _, folded = html.partition("<details")
    assert re.findall(r"Measure \d", open_rows) == ["Measure 0", "Measure 1"]
    assert "<summary>Care &amp; leaving</summary>" in folded
    assert re.findall(r"Measure \d", folded) == [f"Measure {place}" for place in range(2, 6)]
    assert html.count("<thead") == 2


def test_a_link_of_a_folded_row_leads_where_it_did():
    html = shown((Entry("Measure", link="indicator"), Entry("1%")), parts=(Part("All", 1),))
    assert '<a href="indicators?indicator"' in html


@pytest.mark.parametrize(
    ("entry", "narrow"),
    [
        (Entry("61.8%"), True),
        (Entry("The table has no column for this year, so there is none."), False),
        (Entry("Good", colour="#12436D"), False),
    ],
    ids=["figure", "sentence", "rating"],
)
def test_only_few_columns_of_few_letters_stay_beside_each_other_on_a_phone(entry, narrow):
    assert shown((Entry("2017/18"), entry)).startswith('<div class="narrow">') == narrow


def test_many_columns_fall_into_blocks_on_a_phone():
    table = Table("Made up", tuple("ABCD"), (plain_row(*"abcd"),))
    assert not parts_html(table, lambda _: "").startswith("<div")
