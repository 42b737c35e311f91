from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.evidence import OBSERVATIONS
from analytics.evidence.releases import ReleaseKind
from analytics.evidence.vocabulary import Polarity, Unit
from analytics.importers.importer import Importer, ReadsTogether, Refused
from analytics.importers.lait import LaitImporter
from tests.importers.lait.made_up_tool import MEASURES, data, dictionary
from tests.importers.made_up_tables import shipped_catalogue, table_of

DAY = date(2026, 4, 8)
IMPORTER = LaitImporter(today=lambda: date(2026, 5, 1))


def read(*tables, published=DAY):
    (imported,) = IMPORTER.read_together(tables, shipped_catalogue(), published)
    return imported


def rows_of(imported, indicator, area="barnsley"):
    among = (pl.col("indicator") == indicator) & (pl.col("area") == area)
    return imported.observations.filter(among).sort("period_end").to_dicts()


def test_it_is_an_importer_that_reads_together():
    importer: Importer = IMPORTER
    assert importer.recognises(data())
    assert importer.recognises(dictionary())
    assert not importer.recognises(table_of(("Years", "Values"), [("2025", "1")]))
    assert isinstance(IMPORTER, ReadsTogether)


def test_without_the_dictionary_only_measures_of_the_catalogue_are_taken_and_the_rest_is_said():
    imported = read(data())
    assert set(imported.observations["indicator"]) == {"cin_rate", "rereferral_12m"}
    assert imported.indicators == ()
    assert imported.left_out[0].startswith("3 measures that the catalogue does not know.")
    assert "lait_data_dictionary.csv" in imported.left_out[0]


def test_the_dictionary_alone_is_refused_and_told_what_it_lacks():
    with pytest.raises(Refused) as refused:
        read(dictionary())
    (problem,) = refused.value.problems
    assert "holds no figures" in problem.wrong
    assert "bds_long_0.parquet" in problem.right


def test_a_file_of_unknown_measures_alone_is_refused():
    with pytest.raises(Refused, match="None of its measures"):
        read(data([("Nobody", "2025", "Barnsley", "1", "370")]))


def test_a_stock_is_of_a_day_and_a_dash_is_missing_with_its_reason():
    first, second = rows_of(read(data()), "cin_rate")
    assert (first["period"], first["value"], first["printed"], first["status"]) == (
        "31 March 2024",
        331.3,
        "331.3",
        "final",
    )
    assert (second["value"], second["missing_reason"], second["status"], second["printed"]) == (
        None,
        "not_available",
        None,
        "",
    )
    assert (first["unit"], first["locator"], first["row"]) == (Unit.RATE_PER_10K, "made-up.csv#Values", 2)


def test_a_flow_is_of_the_financial_year_and_the_noise_of_spreadsheets_is_gone():
    (row,) = rows_of(read(data()), "rereferral_12m")
    assert (row["period"], row["value"], row["printed"]) == ("2024/25", 17.6, "17.6")


def test_places_are_known_by_their_numbers_and_regions_by_every_spelling():
    areas = set(read(data()).observations["area"])
    assert areas == {
        "barnsley",
        "england",
        "poole",
        "region:Yorkshire and The Humber",
        "region:London",
        "region:Inner London",
        "region:Outer London",
    }


def test_what_was_left_out_is_said():
    imported = read(data())
    said = " ".join(imported.left_out)
    assert "“Atlantis”" in said
    assert "1 rows whose year could not be read: “0”." in said
    # Poole was there in March 2019 and not in 2025.
    assert "1 empty rows of authorities for years when there was no such authority." in said
    assert [row["period"] for row in rows_of(imported, "cin_rate", "poole")] == ["31 March 2019"]
    (warning,) = imported.warnings
    assert (warning.row, warning.column) == (14, "Values")
    assert "“n/k” is not a number" in warning.wrong


def test_the_rows_have_the_columns_of_the_evidence_and_no_value_is_both_there_and_missing():
    rows = read(data(), dictionary()).observations
    assert dict(rows.schema) == OBSERVATIONS
    assert rows.filter(pl.col("value").is_null() != pl.col("missing_reason").is_not_null()).is_empty()
    assert rows.filter(pl.col("value").is_null() != pl.col("status").is_null()).is_empty()
    assert set(rows["document"]) == {"local-authority-interactive-tool-2026-04-08"}


def test_a_measure_that_the_catalogue_lacks_comes_from_the_dictionary_of_the_release():
    imported = read(data(), dictionary())
    found = {one.id: one for one in imported.indicators}
    assert set(found) == {"lait_odd_and_measure_percent", "lait_spend_total"}
    odd = found["lait_odd_and_measure_percent"]
    assert odd.from_release == imported.release.id
    # Of its two topics the one that is nearer to social care.
    assert (odd.theme, odd.unit, odd.polarity) == ("children_in_care", Unit.PERCENT, Polarity.LOWER)
    assert odd.definition.startswith("First line. Another sentence")
    assert odd.definition.endswith("description.")
    assert len(odd.definition) <= 600
    assert len(odd.name) <= 70
    assert odd.name.endswith("…")
    assert odd.aliases == ("Odd&Measure%",)


def test_provisional_figures_are_marked_and_a_small_figure_is_not_shown_as_nought():
    firm, provisional = rows_of(read(data(), dictionary()), "lait_odd_and_measure_percent")
    assert (firm["status"], firm["value"], firm["printed"]) == ("final", 0.001, "0.001")
    assert (provisional["status"], provisional["value"], provisional["printed"]) == ("provisional", 0.04798, "0.05")


def test_pounds_become_millions_and_the_place_says_so():
    (row,) = rows_of(read(data(), dictionary()), "lait_spend_total")
    assert row["value"] == pytest.approx(16.376764)
    assert (row["unit"], row["printed"], row["period"]) == (Unit.GBP_MILLION, "16.38", "2024/25")
    assert row["locator"] == "made-up.csv#Values / 1,000,000"


def test_a_measure_whose_years_mean_nothing_known_is_left_out():
    strange = ("Early Years", "Strange", "Nobody", "-", "Number", "Some text.", "0", "Blue Moon")
    imported = read(data(), dictionary((*MEASURES, strange)))
    assert "does not say what their years are: “Nobody”." in imported.left_out[0]


def test_of_two_figures_for_one_year_the_firm_one_is_taken():
    twice = [
        ("Odd&Measure%", years, "Barnsley", value, "370") for years, value in (("2025", "2"), ("2025 (prov)", "3"))
    ]
    imported = read(data(twice), dictionary())
    (row,) = rows_of(imported, "lait_odd_and_measure_percent")
    assert (row["value"], row["status"]) == (2.0, "final")
    assert imported.left_out[-1].startswith("1 figures that the file gives twice")


def test_the_release_is_a_compilation_of_the_day_given_or_of_the_import():
    given, otherwise = read(data()).release, read(data(), published=None).release
    assert given.kind is ReleaseKind.COMPILATION
    assert (given.id, given.published) == ("local-authority-interactive-tool-2026-04-08", DAY)
    assert (otherwise.published, otherwise.id[-10:]) == (date(2026, 5, 1), "2026-05-01")
    assert "the day on which the file was imported" in otherwise.published_basis.lower()
    assert given.data_to == date(2025, 3, 31)


@given(st.lists(st.floats(-1e7, 1e7, allow_subnormal=False), min_size=1, max_size=8))
def test_the_digits_shown_are_the_figure_to_two_places_and_never_nought_for_a_figure(numbers):
    places = [f"{2000 + place}" for place in range(len(numbers))]
    rows = [("CIN", year, "Barnsley", repr(number), "370") for year, number in zip(places, numbers, strict=True)]
    for row, number in zip(rows_of(read(data(rows)), "cin_rate"), numbers, strict=True):
        assert row["value"] == number
        if 0 < abs(number) < 1e-6:
            continue  # smaller than any measure of the tool
        assert (float(row["printed"]) == 0) == (number == 0)
        assert abs(float(row["printed"]) - number) <= 0.005 + 1e-6 * abs(number)
