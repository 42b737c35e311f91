import re
import tomllib
from dataclasses import replace

import pytest

from analytics.evidence.catalogue import Authority
from analytics.evidence.loading import SHIPPED
from tests.evidence.shipped_evidence import shipped

CATALOGUE = shipped().catalogue


@pytest.mark.parametrize("code", ["E08000016", "E08000038", "370", 370, " E08000038 "])
def test_barnsley_is_one_authority_through_both_its_codes_and_its_number(code):
    assert CATALOGUE.authority_of(code).id == "barnsley"


def test_an_unknown_code_is_no_authority():
    assert CATALOGUE.authority_of("E99999999") is None
    assert CATALOGUE.authority_of("") is None


def test_every_authority_is_found_by_every_code_it_has_had():
    found = {
        (authority.id, code): getattr(CATALOGUE.authority_of(code), "id", None)
        for authority in CATALOGUE.authorities.values()
        for code in (*authority.codes, authority.dfe_number)
    }
    assert {key: authority for key, authority in found.items() if authority != key[0]} == {}


def test_every_upper_tier_council_of_england_is_there():
    open_now = [authority for authority in CATALOGUE.authorities.values() if authority.last_day is None]
    assert len(open_now) == 153


def test_successors_are_authorities_that_opened_the_day_after():
    for closed in CATALOGUE.authorities.values():
        assert bool(closed.successors) == (closed.last_day is not None)
        for successor in closed.successors:
            opened = CATALOGUE.authorities[successor].first_day
            assert opened is None or (opened - closed.last_day).days == 1


def test_cumbria_is_followed_by_its_two_successors_and_is_neither():
    cumbria = CATALOGUE.authorities["cumbria"]
    assert cumbria.successors == ("cumberland", "westmorland-and-furness")
    assert cumbria.last_day.isoformat() == "2023-03-31"
    assert CATALOGUE.authority_of("E10000006") is cumbria
    assert CATALOGUE.authority_of(909) is cumbria
    assert [CATALOGUE.authorities[name].dfe_number for name in cumbria.successors] == [942, 943]


@pytest.mark.parametrize("model", [2021, 2025])
@pytest.mark.parametrize("authority", ["barnsley", "barnet"])
def test_an_authority_has_ten_different_neighbours_in_each_model(authority, model):
    neighbours = [neighbour.id for neighbour in CATALOGUE.neighbours_of(authority, model)]
    assert len(neighbours) == len(set(neighbours)) == 10
    assert authority not in neighbours


def test_neighbours_are_nearest_first_and_of_their_own_model():
    assert [near.id for near in CATALOGUE.neighbours_of("barnsley", 2021)][:2] == ["redcar-and-cleveland", "doncaster"]
    assert [near.id for near in CATALOGUE.neighbours_of("barnsley", 2025)][:2] == ["rotherham", "wakefield"]


def test_neighbours_are_nearest_first_in_whatever_order_the_file_has_them():
    mixed = replace(CATALOGUE, neighbours=CATALOGUE.neighbours[::-1])
    assert mixed.neighbours_of("barnsley", 2021) == CATALOGUE.neighbours_of("barnsley", 2021)


def test_neighbours_that_nobody_gave_are_none():
    assert CATALOGUE.neighbours_of("barnsley", 2024) == ()
    assert CATALOGUE.neighbours_of("leeds", 2021) == ()


@pytest.mark.parametrize(
    ("area", "words"),
    [
        ("england", "England"),
        ("barnsley", "Barnsley"),
        ("region:Yorkshire and The Humber", "Yorkshire and The Humber"),
        ("neighbours:barnsley", "Barnsley’s statistical neighbours"),
    ],
)
def test_an_area_is_known_and_has_a_name(area, words):
    assert CATALOGUE.is_area(area)
    assert CATALOGUE.area_name(area) == words


@pytest.mark.parametrize(
    "area", ["", "England", "Barnsley", "E08000016", "region:", "region:Yorkshire", "neighbours:england", "north"]
)
def test_anything_else_is_no_area(area):
    assert not CATALOGUE.is_area(area)


def test_a_rating_is_found_by_its_word_its_name_or_an_alias_in_any_case():
    ofsted = CATALOGUE.scales["ofsted"]
    requires_improvement = ofsted.find("Requires improvement to be good")
    assert ofsted.find(" requires IMPROVEMENT ") is requires_improvement
    assert requires_improvement.plainly == "▲ Requires improvement to be good"
    signature = CATALOGUE.scales["signature-of-risk"]
    assert signature.find("amber/green") is signature.find("A/G")
    assert signature.find("A/G").plainly == "◐ Amber/Green"


@pytest.mark.parametrize("rating", ["", "-", "Splendid", "Go", "Requires"])
def test_a_rating_that_is_no_word_of_the_scale_is_not_found(rating):
    assert CATALOGUE.scales["ofsted"].find(rating) is None


def test_words_of_a_scale_differ_in_word_and_shape_and_are_in_order():
    for scale in CATALOGUE.scales.values():
        assert [word.order for word in scale.words] == list(range(1, len(scale.words) + 1))
        for told_apart_by in ("word", "short", "shape", "colour"):
            assert len({getattr(word, told_apart_by) for word in scale.words}) == len(scale.words)


def test_every_indicator_can_be_searched_for_by_what_documents_call_it():
    indicator = CATALOGUE.indicators["assess_45"]
    assert all(indicator.has_words(words) for words in (indicator.name, *indicator.aliases))


def test_a_search_finds_an_apostrophe_however_it_was_typed():
    indicator = CATALOGUE.indicators["fin_reserves"]
    assert indicator.has_words("children's services")
    assert indicator.has_words("CHILDREN’S")
    assert not indicator.has_words("children's dental")


@pytest.mark.parametrize(
    ("area", "words"),
    [
        ("england", "the figure for England"),
        ("region:South East", "the figure for the South East"),
        ("neighbours:barnsley", "the figure for Barnsley’s statistical neighbours"),
        ("neighbours:barnsley:2025:mean", "the average for Barnsley’s 2025 statistical neighbours"),
        (
            "neighbours:isle-of-wight:2021:median",
            "the middle figure for the Isle of Wight’s 2021 statistical neighbours",
        ),
    ],
)
def test_a_figure_of_others_can_be_read_aloud(area, words):
    assert CATALOGUE.figure_in_text(area) == words


def _words_of(value, key=""):
    """Every text of a file of the catalogue, with the key it stands under."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _words_of(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _words_of(inner, key)
    elif isinstance(value, str):
        yield key, value


def test_every_word_that_a_reader_sees_has_typographic_marks():
    """Aliases stand as documents print them, and a mapping names columns and categories as a release does."""
    ours = [SHIPPED / "catalogue" / f"{name}.toml" for name in ("glossary", "scales", "themes")]
    ours += [*(SHIPPED / "catalogue/indicators").glob("*.toml"), *(SHIPPED / "questions").glob("*.toml")]
    straight = [
        (path.name, key, text)
        for path in sorted(ours)
        for key, text in _words_of(tomllib.loads(path.read_text(encoding="utf-8")))
        if key != "aliases" and re.search("['\"]", text)
    ]
    assert not straight


def test_codes_of_an_authority_are_read_newest_first():
    row = {"id": "town", "name": "Town", "dfe_number": "999", "codes": "E2;E1", "region": "North West"}
    authority = Authority.model_validate(row | {"first_day": "", "last_day": "", "successors": ""})
    assert (authority.codes, authority.successors, authority.last_day) == (("E2", "E1"), (), None)
