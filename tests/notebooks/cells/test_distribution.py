"""Where a council stands: national figures only, ties and missing in words, a joint return as one mark."""

from datetime import date

import pytest

from analytics.evidence.period import financial_year
from analytics.notebooks.cells.distribution import DistributionCell, render_distribution
from analytics.notebooks.form import filled, form_of, is_whole
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.view import CannotRender, View
from tests.charts.specs import marks, rows_of
from tests.notebooks.made_up_releases import authorities, national, nationwide, release
from tests.notebooks.made_up_views import all_authorities
from tests.shipped import shipped

AGENCY = "sw_agency_rate"


def shown(evidence, indicator: str = AGENCY, **asked: object) -> View:
    return render_distribution(DistributionCell(authority="barnsley", indicator=indicator, **asked), evidence)


def figures(*values: float | None, indicator: str = AGENCY, **cells: object) -> list[dict]:
    """Barnsley's figure first, then its neighbours', then others'."""
    return [
        national(indicator, area, value, **cells) for area, value in zip(authorities(len(values)), values, strict=True)
    ]


def test_rank_ties_quarter_and_missing_are_said_in_words():
    rows = figures(9.0, 5.0, 9.0, *(10.0 + place for place in range(9)), None, None)
    rows[-1]["missing_reason"] = "not_supplied"
    view = shown(nationwide(*rows, national(AGENCY, "england", 11.0)))
    assert view.title == "Agency rate: joint 2nd lowest of 12 authorities"
    assert "9.0% in 2023/24, joint 2nd lowest of 12 that have a figure, level with 1 other." in view.summary
    assert "lowest quarter. Lower is better." in view.summary
    why = "for 1 it is withheld because numbers are small and for 1 it was not supplied"
    assert f"2 authorities have no figure: {why}." in view.summary
    assert "England: 11.0%." in view.summary
    assert "Among its statistical neighbours (2025 list)" in view.summary


@pytest.mark.parametrize(
    ("values", "place", "quarter"),
    [
        ([5.0] * 3 + [9.0] * 9, "joint lowest of 12", "That is in the lowest quarter. Lower is better."),
        ([5.0] * 4 + [9.0] * 8, "joint lowest of 12", "level with 3 others. Lower is better."),
        ([9.0] * 3 + [5.0] * 9, "joint highest of 12", "That is in the highest quarter. Lower is better."),
        ([5.0] * 12, "joint highest of 12", "level with 11 others. Lower is better."),
    ],
    ids=["lowest", "lowest of two quarters", "highest", "all"],
)
def test_no_quarter_is_said_of_a_tie_that_covers_more_than_one(values, place, quarter):
    view = shown(nationwide(*figures(*values)))
    assert f": {place} authorities" in view.title
    assert quarter in view.summary


def test_a_tie_with_statistical_neighbours_is_said():
    def among(*similar: float) -> str:
        others = [20.0 + place for place in range(9)]
        said = shown(nationwide(*figures(5.0, *similar, *others))).summary
        return said.partition("(2025 list) it is the ")[2].partition(" of ")[0]

    assert among(*[5.0] * 10) == "joint highest"
    assert among(9.0, 5.0, *[1.0] * 8) == "joint 2nd highest"
    assert among(*[9.0] * 8, 5.0, 5.0) == "joint lowest"
    assert among(*[9.0] * 10) == "lowest"


def test_a_share_of_few_children_has_no_place_and_no_quarter_and_says_so():
    ours, *others = figures(*(50.0 + place for place in range(12)))
    view = shown(nationwide(ours | {"numerator": 9.0, "denominator": 18.0}, *others))
    assert view.title == "Agency rate: 50.0%, of fewer than 20"
    assert "fewer than 20, so one or two can decide it" in view.summary
    words = " ".join((view.title, view.summary, *(entry.text for row in view.table.rows for entry in row[:1])))
    assert not [word for word in ("lowest of", "highest of", "quarter", "Among its") if word in words]
    (place,) = (row[2].text for row in view.table.rows if row[0].text == "Barnsley (this council)")
    assert place == "Not ranked: of fewer than 20"
    assert any("counts in the places of the others" in caveat for caveat in view.caveats)
    enough = shown(nationwide(ours | {"numerator": 10.0, "denominator": 20.0}, *others))
    assert "lowest quarter" in enough.summary


def test_a_count_is_not_set_beside_that_of_the_whole_country():
    rows = figures(*(300.0 + place for place in range(12)), indicator="cp_n")
    view = shown(nationwide(*rows, national("cp_n", "england", 50000.0)), "cp_n")
    assert "England" not in view.summary
    assert "England" not in [row[0].text for row in view.table.rows]
    assert max(row["value"] for row in rows_of(view.charts[0].spec, "layer")) < 1000
    assert any("England’s is not set beside it" in caveat for caveat in view.caveats)


def test_no_place_among_amounts_is_the_best():
    rows = figures(*(20.0 + place for place in range(9)), indicator="sw_agency_fte")
    view = shown(nationwide(*rows), "sw_agency_fte")
    assert "better" not in view.summary
    assert view.table.columns[-1] == "Rank, highest first"
    ours = next(place for place, row in enumerate(view.table.rows) if row[0].text == "Barnsley (this council)")
    assert ours == 8


def test_a_neutral_measure_has_no_better_end():
    view = shown(nationwide(*figures(*(50.0 + place for place in range(9)), indicator="cic_rate")), "cic_rate")
    assert "Neither a high nor a low figure is by itself better." in view.summary
    assert view.table.columns[-1] == "Rank, highest first"
    ours = next(place for place, row in enumerate(view.table.rows) if row[0].text == "Barnsley (this council)")
    assert ours == 8  # the lowest of nine


def test_every_authority_is_a_mark_and_those_picked_out_have_shape_colour_and_name():
    view = shown(all_authorities())
    spec = view.charts[0].spec
    crowd = rows_of(spec, "layer")
    assert len(crowd) == 55  # 56 with a figure, two of which made one return
    scale = marks(spec, "point")[0]["encoding"]["shape"]["scale"]
    assert len(set(scale["range"])) == len(scale["domain"]) == 3
    named = [row["said"] for row in rows_of(spec, "said") if row["left"] is not None]
    assert len(named) == 11
    assert any(text.startswith("Barnsley ") for text in named)
    lines = {row["label"].split()[0] for row in rows_of(spec, "end")}
    assert lines == {"Lowest", "Median", "Highest", "England"}


def test_a_joint_return_is_one_mark_named_for_both_and_two_rows_of_the_csv():
    view = shown(all_authorities())
    one, other = (shipped().catalogue.area_name(area) for area in sorted(authorities(60)[40:42]))
    assert f"{one} and {other}" in {row[0].text for row in view.table.rows}
    assert f"{one} and {other} made one return together, so they are one mark." in view.caveats
    assert view.data.filter(view.data["area"].is_in(authorities(60)[40:42])).height == 2


def test_no_figure_of_ours_is_said_with_the_reason():
    view = shown(nationwide(*figures(None, *(5.0 + place for place in range(10)))))
    assert view.title == "Agency rate: no figure for Barnsley"
    assert view.summary.startswith(
        "Barnsley has no figure in 2023/24. It is withheld because numbers are small. Every other authority has one."
    )


def test_only_national_rows_are_ranked_and_none_printed_in_a_report():
    view = shown(all_authorities())
    assert set(view.data["document"]) == set(all_authorities().releases.documents)
    assert {source.document for source in view.sources} == set(view.data["document"])


def test_the_neighbours_are_those_of_the_list_that_is_asked_for():
    evidence = all_authorities()
    picked = {}
    for model in (2025, 2021):
        view = shown(evidence, neighbours={"model": model})
        picked[model] = {row[0].text for row in view.table.rows if "(statistical neighbour)" in row[0].text}
        assert f"Among its statistical neighbours ({model} list)" in view.summary
    assert "Rotherham (statistical neighbour)" in picked[2025] & picked[2021]
    assert "Dudley (statistical neighbour)" in picked[2025] - picked[2021]


def test_what_was_not_public_on_the_day_is_not_there():
    rows = figures(*(5.0 + place for place in range(10)))
    with pytest.raises(CannotRender, match="No imported release that was public on that day"):
        shown(nationwide(*rows), as_known_on=date(2024, 10, 31))
    assert shown(nationwide(*rows), as_known_on=date(2024, 11, 1)).table


def test_a_period_is_chosen_by_name_or_the_latest_with_enough():
    evidence = all_authorities()
    assert shown(evidence).subtitle.endswith("2023/24")
    assert shown(evidence, period="2021/22").subtitle.endswith("2021/22")
    with pytest.raises(CannotRender, match=r"for 1999/00: it takes 8\. The releases have figures for 2021/22, 2022/23"):
        shown(evidence, period="1999/00")


def test_without_a_release_it_says_where_figures_of_every_authority_come_from():
    with pytest.raises(
        CannotRender, match="Figures of every authority come from the national releases, and none has been imported yet"
    ):
        shown(shipped())
    with pytest.raises(CannotRender, match="No imported release has figures of every authority for"):
        shown(all_authorities(), "cic_rate")
    with pytest.raises(CannotRender, match="Too few authorities have a figure"):
        shown(all_authorities(), "sw_turnover")


def test_of_a_figure_that_a_release_gives_twice_the_row_with_a_value_counts():
    rows = figures(*(5.0 + place for place in range(10)))
    view = shown(nationwide(*figures(None), *rows))
    assert view.title == "Agency rate: lowest of 10 authorities"


def test_a_newer_release_corrects_an_older_one_and_is_not_counted_beside_it():
    older, newer = release(), release("children-in-need-2025", date(2025, 11, 1))
    rows = figures(*(5.0 + place for place in range(10)))
    rows += figures(20.0, document=newer.slug)
    view = shown(nationwide(*rows, documents={older.slug: older, newer.slug: newer}))
    assert view.title == "Agency rate: highest of 10 authorities"
    assert shown(
        nationwide(*rows, documents={older.slug: older, newer.slug: newer}), as_known_on=date(2025, 1, 1)
    ).title.startswith("Agency rate: lowest of 10")


@pytest.mark.parametrize(
    ("lower", "said"),
    [
        (0, "lowest"),
        (1, "2nd lowest"),
        (2, "3rd lowest"),
        (10, "11th lowest"),
        (12, "13th lowest"),
        (20, "21st lowest"),
    ],
)
def test_places_are_said_as_one_says_them(lower, said):
    others = [float(place) for place in range(50)]
    view = shown(nationwide(*figures(lower - 0.5, *others)))
    assert view.title == f"Agency rate: {said} of 51 authorities"


def test_year_after_year_is_one_period_each():
    rows = figures(*(5.0 + place for place in range(10)))
    rows += [row | {"row": None} for row in figures(*(9.0 + place for place in range(10)), period=financial_year(2022))]
    assert "5.0% in 2023/24" in shown(nationwide(*rows)).summary


def test_the_form_offers_what_the_releases_have_and_their_periods_newest_first():
    evidence, book = all_authorities(), Notebook(authority="barnsley")
    asks = filled({"kind": "distribution"}, book, evidence)
    offered = {field.name: field.options for field in form_of(asks, book, evidence)}
    assert set(offered["indicator"]) == {AGENCY, "sw_turnover"}
    periods = {field.name: [*field.options] for field in form_of(asks | {"indicator": AGENCY}, book, evidence)}[
        "period"
    ]
    assert periods == ["", "2023/24", "2022/23", "2021/22"]
    early = Notebook(authority="barnsley", as_known_on=date(2024, 10, 31))
    assert not is_whole(filled({"kind": "distribution"}, early, evidence))
