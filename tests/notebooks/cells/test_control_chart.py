"""Control charts: a finding in plain words, every point with why it stands out, and a reason where there is none."""

import re

import pytest

from analytics.charts.control import KEY
from analytics.evidence.period import financial_year
from analytics.measures.control_chart import Variation
from analytics.notebooks.cells.control_chart import ControlChartCell, render_control_chart
from analytics.notebooks.view import CannotRender, View
from tests.charts.specs import marks, rows_of
from tests.notebooks.made_up import NEWER, evidence_of, level
from tests.notebooks.made_up import row as figure
from tests.notebooks.made_up_views import USUAL, control_charts, month_ends, months, more
from tests.shipped import shipped, texts_of

RATE = "rereferral_12m"


def shown(*rows: dict, indicator: str = RATE, targets: tuple[dict, ...] = ()) -> View:
    cell = ControlChartCell(authority="barnsley", indicator=indicator)
    return render_control_chart(cell, evidence_of(*rows, targets=targets))


def target(value: float, indicator: str = RATE) -> dict:
    return level(indicator, value, document=NEWER, locator="3.1")


def of_rate(values: list[float | None], **more: object) -> View:
    return shown(*months(RATE, values), **more)


@pytest.mark.parametrize(
    ("values", "title"),
    [
        (USUAL, "Re-referrals within 12 months had no unusual month"),
        ([*USUAL, 30.0], "Stood out as high in March 2023"),
        ([*USUAL, 10.0, *USUAL[:2]], "Had one unusual month in March 2023"),
        ([*USUAL, *more(1.5, USUAL[:8])], "Ran above the mean for eight months"),
        (
            [*USUAL, *(20 + 0.3 * place for place in range(8))],
            "Re-referrals within 12 months rose eight months in a row",
        ),
    ],
)
def test_the_title_is_the_finding_in_at_most_ten_words(values, title):
    assert of_rate(values).title == title
    assert len(title.split()) <= 10


def test_which_way_is_better_is_said_and_a_neutral_measure_is_neither():
    high = [*USUAL, 30.0]
    assert "That is worse: lower is better." in of_rate(high).summary
    neutral = shown(*months("cic_rate", high), indicator="cic_rate")
    assert "neither better nor worse" in neutral.summary
    assert "worse:" not in neutral.summary


@pytest.mark.parametrize(
    ("level_of", "said"),
    [
        (90.0, "met even at the worse end"),
        (5.0, "missed even at the better end"),
        (20.0, "lies within that range, so chance alone"),
    ],
)
def test_what_becomes_of_a_target_follows_from_the_limits_and_which_way_is_better(level_of, said):
    view = of_rate(USUAL, targets=(target(level_of),))
    assert f"The target of {level_of:g}%" in view.summary
    assert said in view.summary
    assert "target" not in of_rate(USUAL).summary


def test_no_reader_meets_a_word_of_statisticians():
    evidence = control_charts()
    for name in (RATE, "sw_agency_rate", "cp_visit_time", "cl_eet", "sw_caseload_avg"):
        view = render_control_chart(ControlChartCell(authority="barnsley", indicator=name), evidence)
        said = "\n".join(texts_of(view)).lower()
        assert not re.search(r"sigma|special cause|common cause|xmr|standard deviation|variation", said)


def test_every_point_stands_in_the_table_with_why_it_stands_out_and_in_the_csv():
    view = of_rate([*USUAL, 30.0])
    assert len(view.table.rows) == view.data.height == 15
    why = {row[0].text: row[-1].text for row in view.table.rows}
    assert why["March 2023"] == "◆ Above the upper limit"
    assert set(why.values()) == {"◆ Above the upper limit", "● Usual"}
    assert view.data.filter(variation="outside")["period"].to_list() == ["March 2023"]


def test_a_point_that_stands_out_has_another_shape_as_well_as_another_colour():
    (drawn,) = marks(of_rate([*USUAL, 30.0]).charts[0].spec, "point")
    for channel in ("shape", "color"):
        scale = drawn["encoding"][channel]["scale"]
        looks = dict(zip(scale["domain"], scale["range"], strict=True))
        assert looks["Outside the limits"] != looks["Within the usual range"]
    kinds = {row["period"]: row["kind"] for row in rows_of(of_rate([*USUAL, 30.0]).charts[0].spec, "kind")}
    assert [period for period, kind in kinds.items() if kind != "Within the usual range"] == ["March 2023"]


def test_limits_are_named_on_the_chart_with_their_figures_and_none_is_below_nothing():
    names = {row["label"] for row in rows_of(of_rate(USUAL).charts[0].spec, "label") if "period" not in row}
    assert {name.split()[0] for name in names if name} == {"Upper", "Mean", "Lower"}
    near_none = of_rate([1.0, 4.0] * 7)
    assert any(row["label"] == "Lower 0.0%" for row in rows_of(near_none.charts[0].spec, "label"))


def test_a_line_and_a_pattern_break_at_a_gap_which_is_a_caution():
    view = of_rate([*USUAL, None, *more(3, USUAL)])
    assert {row["run"] for row in rows_of(view.charts[0].spec, "run")} == {0, 1}
    assert any("No pattern is followed across a gap" in caveat for caveat in view.caveats)
    missing = next(row for row in view.table.rows if row[0].text == "March 2023")
    assert missing[-1].text == "No figure"


def test_limits_of_caseloads_are_indicative_and_those_of_a_rate_over_a_month_are_not_called_so():
    stock = shown(*month_ends("sw_caseload_avg", USUAL), indicator="sw_caseload_avg")
    assert any(caveat.startswith("The limits are indicative") for caveat in stock.caveats)
    assert not any(caveat.startswith("The limits are indicative") for caveat in of_rate(USUAL).caveats)


def test_figures_rounded_in_words_are_shown_and_not_counted():
    rows = months(RATE, [*USUAL, 45.0])
    rows[-1] |= {"status": "estimated"}
    view = shown(*rows)
    assert view.table.rows[0][-1].text == "Not counted: estimated"
    assert view.title == "Re-referrals within 12 months had no unusual month"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (months(RATE, USUAL[:12]), "There are 12 counted figures"),
        (months(RATE, [*USUAL[:6], *[None] * 12, *USUAL[6:12]]), "There are 12 counted figures"),
    ],
)
def test_too_few_figures_are_counted_and_what_it_takes_is_said(rows, said):
    with pytest.raises(CannotRender, match=rf"{said} .* takes at least 13 monthly or quarterly figures"):
        shown(*rows)


def test_annual_figures_have_no_limits_however_many_there_are():
    years = [figure(RATE, 20.0 + year % 3, financial_year(year)) for year in range(2003, 2019)]
    with pytest.raises(CannotRender, match=r"16 counted figures .* one for each year"):
        shown(*years)


def test_the_shipped_reports_have_too_few_and_say_so():
    with pytest.raises(CannotRender, match="takes at least 13"):
        render_control_chart(ControlChartCell(authority="barnsley", indicator="cic_n"), shipped())


def test_every_variation_has_words_of_its_own_in_the_key():
    assert set(KEY) == set(Variation)
    assert len({shape for _, shape in KEY.values()}) == len(Variation)
