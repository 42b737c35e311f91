from datetime import date
from functools import cache

import pytest

from analytics.importers.importer import Importer, Refused
from analytics.importers.neighbours import NeighboursImporter
from analytics.importers.reading import read_tables
from tests.importers.made_up_tables import sheet_of, shipped_catalogue, table_of
from tests.importers.real_files import REAL, beside_the_repository

IMPORTER = NeighboursImporter(today=lambda: date(2026, 5, 1))
BARNSLEY_2025 = ("372", "384", "357", "371", "332", "894", "840", "390", "807", "394")


def heading(number="LA number", rank="SN{}", close="SNP"):
    pairs = [(rank.format(place), close.format(place)) for place in range(1, 11)]
    return ["LA num", "LA Name", number, *(cell for pair in pairs for cell in pair)]


def row(number, neighbours, close="Very Close "):
    return [number, "", number, *(cell for one in neighbours for cell in (one, close))]


def as_sheet(*rows):
    junk = [[chr(65 + place) for place in range(23)], [str(place) for place in range(23)]]
    return sheet_of([*junk, heading(), *rows])


def read(table, published=None, importer=IMPORTER):
    (imported,) = importer.read(table, shipped_catalogue(), published)
    return imported


def named_columns(lists):
    return table_of(list(lists), list(zip(*lists.values(), strict=True)), name="names.csv")


def ring(names):
    """Each name with the ten that come after it."""
    return {name: [names[(place + step) % len(names)] for step in range(1, 11)] for place, name in enumerate(names)}


def names(count):
    return [one.name for one in shipped_catalogue().authorities.values() if one.last_day is None][:count]


def test_a_workbook_with_rows_above_its_header_is_read_and_the_closeness_cleaned():
    importer: Importer = IMPORTER
    table = as_sheet(row("370", BARNSLEY_2025))
    assert importer.recognises(table)
    imported = read(table)
    assert [(one.rank, one.neighbour, one.closeness) for one in imported.neighbours[:2]] == [
        (1, "rotherham", "very close"),
        (2, "wakefield", "very close"),
    ]


def test_the_model_is_that_of_the_list_in_the_catalogue_that_agrees():
    imported = read(as_sheet(row("370", BARNSLEY_2025)))
    assert {one.model for one in imported.neighbours} == {2025}
    assert imported.release.id == "statistical-neighbours-2025"
    assert imported.release.published == date(2025, 12, 31)


def test_a_list_that_agrees_with_none_needs_the_year_and_is_refused_without():
    table = as_sheet(row("370", BARNSLEY_2025[::-1]))
    with pytest.raises(Refused) as refused:
        read(table)
    (problem,) = refused.value.problems
    assert "of which year" in problem.wrong
    assert "day on which the list was published" in problem.right
    assert {one.model for one in read(table, published=date(2028, 5, 2)).neighbours} == {2028}
    assert {one.model for one in read(table, importer=NeighboursImporter(model=2027)).neighbours} == {2027}


def test_the_columns_of_the_dashboards_list_are_read_too():
    table = table_of(
        heading("old_la_code", "SN_{}", "SN_{}P"), [row("370", BARNSLEY_2025, "Somewhat close ")], name="wide.csv"
    )
    assert {one.closeness for one in read(table).neighbours} == {"somewhat close"}


def test_lists_of_an_older_model_below_the_table_are_left_out_and_said():
    imported = read(as_sheet(row("370", BARNSLEY_2025), ["", "Old SNs:"], row("909", BARNSLEY_2025)))
    assert {one.authority for one in imported.neighbours} == {"barnsley"}
    assert imported.left_out == ("The lists below “Old SNs”: of authorities that are no more, by an older model.",)


def test_a_list_without_ten_different_others_is_left_out_and_said():
    table = as_sheet(row("370", BARNSLEY_2025), row("302", [*["372"] * 9, "399"]))
    short = read(table, published=date(2025, 5, 1))
    assert {one.authority for one in short.neighbours} == {"barnsley"}
    assert "302 and 399" in short.left_out[0]
    assert short.left_out[1].startswith("9 neighbours of authorities")


def test_a_column_an_authority_with_names_is_read_by_names():
    lists = ring(names(30))
    table = named_columns(lists)
    assert IMPORTER.recognises(table)
    imported = read(table, published=date(2028, 1, 1))
    catalogue = shipped_catalogue()
    assert {one.authority for one in imported.neighbours} == {
        one.id for one in catalogue.authorities.values() if one.name in lists
    }
    first = names(30)[0]
    own = [one for one in imported.neighbours if catalogue.authorities[one.authority].name == first]
    assert [catalogue.authorities[one.neighbour].name for one in own] == lists[first]


@pytest.mark.parametrize("columns", [5, 30])
def test_a_table_of_other_texts_is_not_a_list_of_neighbours(columns):
    table = table_of([f"c{place}" for place in range(columns)], [["text"] * columns] * 10)
    assert not IMPORTER.recognises(table)


def test_a_list_of_strangers_is_refused():
    with pytest.raises(Refused, match="None of its authorities"):
        read(as_sheet(row("990", BARNSLEY_2025)))


@cache
def real(path):
    (table, *_) = [one for one in read_tables(REAL / path) if IMPORTER.recognises(one)]
    return read(table)


@beside_the_repository
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lait/sn_may_2025.xlsx", "neighbours/sn_model_2025_wide.csv"),
        ("lait/sn_april_2021.xlsx", "neighbours/New_Statistical_Neighbour_Groupings_April_2021.csv"),
    ],
)
def test_two_published_files_of_one_model_agree(one, other):
    assert real(one).neighbours == real(other).neighbours
    assert len({entry.authority for entry in real(one).neighbours}) >= 152


@beside_the_repository
def test_the_published_names_are_those_of_the_2025_model():
    by_number = {(one.authority, one.rank): one.neighbour for one in real("lait/sn_may_2025.xlsx").neighbours}
    by_name = {(one.authority, one.rank): one.neighbour for one in real("neighbours/stat neighbours.csv").neighbours}
    assert by_name == by_number
    assert len(by_name) == 1530


@beside_the_repository
def test_the_shipped_lists_of_barnsley_and_barnet_are_the_published_ones():
    published = {*real("lait/sn_may_2025.xlsx").neighbours, *real("lait/sn_april_2021.xlsx").neighbours}
    shipped = shipped_catalogue().neighbours
    assert {one.authority for one in shipped} >= {"barnsley", "barnet"}
    assert set(shipped) <= published
