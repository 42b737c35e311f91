from analytics.charts.distribution import Level, Mark, Whose, distribution_chart
from tests.charts.specs import rows_of


def test_a_name_on_two_lines_starts_above_its_mark_so_that_it_does_not_run_into_the_next():
    marks = [
        Mark("Bournemouth, Christchurch and Poole", 560, "560", Whose.NEIGHBOUR),
        Mark("Salford", 563, "563", Whose.NEIGHBOUR),
        Mark("Leeds", 1498, "1,498", Whose.OWN),
    ]
    names = {Whose.OWN: "Leeds", Whose.NEIGHBOUR: "Statistical neighbours"}
    spec, _ = distribution_chart(marks, [Level(458, "Median 458", is_middle=True)], names, percent=False)
    lifts = {row["said"]: row["lift"] for row in rows_of(spec, "said", "lift")}
    assert lifts["Salford 563"] == lifts["Leeds 1,498"] == 0
    assert lifts["Bournemouth, Christchurch\nand Poole 560"] < 0
