"""Volume beside timeliness, and open work beside work newly begun."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enquiry.settings import Settings
from analytics.enquiry.signal import Direction, Signal
from analytics.enquiry.signals.flow import volume_and_timeliness
from analytics.evidence.period import Period, PeriodKind, snapshot
from tests.enquiry.signals.made_up_papers import (
    LONG_AGO,
    LONG_BEFORE,
    YEAR,
    YEAR_BEFORE,
    YEAR_BEFORE_THAT,
    claim,
    papers,
    row,
    shipped_papers,
)
from tests.enquiry.slots_check import offers_its_slots
from tests.notebooks.made_up import OLDER

YEARS = (YEAR_BEFORE_THAT, YEAR_BEFORE, YEAR)
SINCE_LAST_YEAR = Period(PeriodKind.RANGE, date(2022, 4, 1), date(2023, 3, 31))


def found(*rows: dict, **more: object) -> dict[tuple[str, str], Signal]:
    return {(signal.indicator, signal.variant): signal for signal in volume_and_timeliness(papers(*rows, **more))}


def shipped_signals(authority: str, day: date) -> dict[tuple[str, str], Signal]:
    signals = list(volume_and_timeliness(shipped_papers(authority, day)))
    for signal in signals:
        offers_its_slots(signal)
    return {(signal.indicator, signal.variant): signal for signal in signals}


def grew(before: float = 200, now: float = 300, **cells: object) -> list[dict]:
    return [row("cl_n", before, YEAR_BEFORE), row("cl_n", now, YEAR, **cells)]


def timely(before: float | None, now: float, **cells: object) -> list[dict]:
    earlier = [] if before is None else [row("cl_pathway_6m", before, YEAR_BEFORE)]
    return [*earlier, row("cl_pathway_6m", now, YEAR, **cells)]


def stock_and_flow(stock: tuple[float, float], flow: tuple[float, float]) -> list[dict]:
    ends = (snapshot(YEAR_BEFORE.end), snapshot(YEAR.end))
    return [
        *(row("eh_active", value, end) for value, end in zip(stock, ends, strict=True)),
        *(row("eh_assess_started", value, year) for value, year in zip(flow, (YEAR_BEFORE, YEAR), strict=True)),
    ]


def test_more_open_early_help_while_fewer_assessments_start():
    signal = shipped_signals("barnsley", date(2018, 4, 30))["eh_assess_started", "apart"]
    assert signal.slots["stock_change"] == "543 (14.0%)"
    assert signal.slots["change"] == "123 (6.9%)"
    assert (signal.slots["stock_moved"], signal.slots["moved"]) == ("rose", "fell")
    assert (signal.direction, signal.confidence) == (Direction.CONTEXT, 3)
    assert signal.size == pytest.approx(543 / 3866 * 100 / 10)


def test_green_contacts_grew_while_no_figure_is_printed_for_red_ones():
    signal = shipped_signals("barnet", date(2019, 7, 31))["mash_24h", "unpublished"]
    assert signal.slots["volume"] == "the number of lower priority contacts about children"
    assert (signal.slots["volume_size"], signal.slots["volume_moved"]) == ("46%", "rose")
    assert signal.slots["measure"].endswith("among those rated red")
    assert "almost half" in {entry.value for entry in signal.cited}
    assert signal.direction is Direction.CAUTION
    assert (signal.dimension, signal.member) == ("", "")


def test_more_care_leavers_and_few_plans_up_to_date():
    signal = shipped_signals("barnet", date(2019, 7, 31))["cl_pathway_6m", "low"]
    assert (signal.slots["volume_size"], signal.slots["now"]) == ("58 (24.4%)", "66%")
    assert signal.direction is Direction.CONCERN


def test_each_measure_of_time_has_one_signal_though_several_volumes_grew():
    indicators = [indicator for indicator, _ in shipped_signals("barnet", date(2019, 7, 31))]
    assert sorted(indicators) == ["cl_pathway_6m", "mash_24h"]


def test_nothing_recent_is_in_the_later_papers():
    assert shipped_signals("barnsley", date(2023, 9, 12)) == {}


@pytest.mark.parametrize(
    ("before", "now", "case"),
    [
        (95.0, 95.0, "holding"),
        (93.0, 97.0, "holding"),
        (95.0, 92.5, "holding"),  # less than three points
        (97.0, 94.0, "low"),  # worsened by three points
        (60.0, 70.0, "low"),  # better, and three in ten are still late
        (90.0, 90.0, "low"),
        (None, 80.0, "low"),
    ],
)
def test_timeliness_beside_more_work(before, now, case):
    signals = found(*grew(), *timely(before, now))
    assert list(signals) == [("cl_pathway_6m", case)]
    signal = signals["cl_pathway_6m", case]
    offers_its_slots(signal)
    assert signal.direction is (Direction.CONCERN if case == "low" else Direction.CONTEXT)


def test_one_high_figure_alone_says_nothing():
    assert found(*grew(), *timely(None, 97.0)) == {}


def test_no_figure_of_timeliness_at_all():
    signal = found(*grew())["cl_pathway_6m", "unpublished"]
    offers_its_slots(signal)
    assert "now" not in signal.slots


def test_an_old_figure_of_timeliness_is_none():
    assert ("cl_pathway_6m", "unpublished") in found(*grew(), row("cl_pathway_6m", 99.0, LONG_AGO))


def test_old_growth_is_history():
    assert found(row("cl_n", 200.0, LONG_BEFORE), row("cl_n", 300.0, LONG_AGO)) == {}


@pytest.mark.parametrize(
    "rows",
    [
        grew(200, 219.9),  # less than ten per cent
        grew(300, 200),  # less work
        grew(10, 19),  # so few that they swing by themselves
        grew(status="estimated"),
        grew(status="forecast"),
        [row("cl_n", 300.0)],
    ],
)
def test_work_that_did_not_grow_enough_gives_no_signal(rows):
    assert found(*rows, *timely(80.0, 70.0)) == {}


def test_the_threshold_is_the_one_that_was_set():
    rows = [*grew(200, 220), *timely(80.0, 70.0)]
    assert found(*rows)["cl_pathway_6m", "low"].size == pytest.approx(1)
    assert found(*rows, settings=Settings(volume_percent=11)) == {}


def test_a_series_of_three_is_firmer_than_two_figures():
    rows = [*grew(), *timely(80.0, 70.0)]
    third = row("cl_n", 190.0, YEAR_BEFORE_THAT)
    assert found(*rows)["cl_pathway_6m", "low"].confidence == 2
    assert found(third, *rows)["cl_pathway_6m", "low"].confidence == 3


def test_timeliness_in_words_is_inferred():
    half = timely(None, 50.0, status="estimated", note="Upper bound: printed in words as almost half.")
    signal = found(*grew(), *half)["cl_pathway_6m", "low"]
    assert (signal.slots["now"], signal.confidence) == ("almost half", 1)


def test_growth_that_only_the_text_gives_a_size():
    said = claim("cl_n", "rose", size="24%", to="2022/23")
    signal = found(*timely(80.0, 70.0), claims=(said,))["cl_pathway_6m", "low"]
    offers_its_slots(signal)
    assert signal.slots["volume_size"] == "24%"


def test_figures_come_before_what_the_text_says_of_them():
    said = claim("cl_n", "rose", size="99%")
    assert found(*grew(), *timely(80.0, 70.0), claims=(said,))["cl_pathway_6m", "low"].slots["volume_size"] == (
        "100 (50.0%)"
    )


def test_what_an_old_document_says_is_history():
    said = claim("cl_n", "rose", size="40%", document=OLDER, locator="L9")
    assert found(*timely(80.0, 70.0), claims=(said,)) == {}


def test_of_two_volumes_the_firmer_is_named_before_the_larger():
    printed = row("mash_green_growth", 46.0, SINCE_LAST_YEAR)
    counted = [row("mash_contacts", value, year) for value, year in zip((90.0, 100.0, 120.0), YEARS, strict=True)]
    assert found(printed, *counted)["mash_24h", "unpublished"].slots["volume_size"] == "20 (20.0%)"
    two_figures = found(printed, *counted[1:])["mash_24h", "unpublished"]
    assert two_figures.slots["volume_size"] == "46.0%"


@pytest.mark.parametrize(
    "cells", [{"size": ""}, {"size": "4"}, {"size": "9%"}, {"size": "40%", "asserted": "fell"}], ids=str
)
def test_a_text_without_a_size_is_no_growth(cells):
    said = claim(**({"indicator": "cl_n", "asserted": "rose"} | cells))
    assert found(*timely(80.0, 70.0), claims=(said,)) == {}


def test_a_group_that_the_text_vouches_for_without_a_figure():
    rows = [row("mash_contacts", 2000.0, YEAR_BEFORE), row("mash_contacts", 3000.0), row("mash_24h", 97.0)]
    said = claim("mash_24h", "high", dimension="rating", member="Red")
    signal = found(*rows, claims=(said,))["mash_24h", "unpublished"]
    offers_its_slots(signal)
    assert signal.slots["group"] == "those rated red"
    of_red = row("mash_24h", 99.0, dimension="rating", member="Red")
    assert ("mash_24h", "unpublished") not in found(*rows, of_red, claims=(said,))
    in_words = row("mash_24h", 90.0, dimension="rating", member="Red", status="estimated")
    assert ("mash_24h", "unpublished") in found(*rows, in_words, claims=(said,))


@given(st.integers(20, 400), st.integers(0, 800), st.integers(20, 400), st.integers(0, 800))
def test_stock_and_flow_are_apart_exactly_where_they_moved_enough_and_in_opposite_ways(first, then, began, begun):
    """As a reader with a pencil would find it."""
    more_open = then * 10 >= first * 11 and begun * 20 <= began * 19
    fewer_open = then * 10 <= first * 9 and begun * 20 >= began * 21
    signals = found(*stock_and_flow((first, then), (began, begun)))
    assert (("eh_assess_started", "apart") in signals) == (more_open or fewer_open)
    for signal in signals.values():
        offers_its_slots(signal)


def test_so_few_cases_swing_by_themselves():
    assert found(*stock_and_flow((19, 40), (200, 100))) == {}
    assert found(*stock_and_flow((200, 300), (19, 10))) == {}


def test_stock_and_flow_of_different_years_are_not_set_against_each_other():
    rows = stock_and_flow((200, 300), (200, 100))
    later = [entry for entry in rows if entry["indicator"] == "eh_active"]
    flow = [row("eh_assess_started", 200.0, YEAR_BEFORE_THAT), row("eh_assess_started", 100.0, YEAR_BEFORE)]
    assert found(*rows)
    assert found(*later, *flow) == {}
