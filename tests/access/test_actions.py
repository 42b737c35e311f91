"""Every role with every action, as one table says; everything else is denied."""

from itertools import product

import pytest

from analytics.access.actions import MAY, Action, Role, role_may
from analytics.access.person import ALONE, Denied, Person, explained, name_from

# Written out anew, and not taken from the code: who reviews this sees what each may do.
TABLE = """
read                      viewer member officer administrator
open-notebooks                   member officer administrator
keep-notebooks                   member officer administrator
private-notes                    member officer administrator
export-for-members               member officer administrator
edit-notebooks-of-others                officer administrator
prepare-papers                          officer administrator
export-for-publication                  officer administrator
publish                                 officer administrator
bring-in-figures                        officer administrator
remove-releases                                 administrator
read-audit-log                                  administrator
change-roles                                    administrator
"""
ALLOWED = {(role, action) for action, *roles in map(str.split, TABLE.strip().splitlines()) for role in roles}


def test_the_table_names_everything_there_is():
    assert {action for _, action in ALLOWED} == {action.value for action in Action}
    assert {role for role, _ in ALLOWED} == {role.value for role in Role} == {role.value for role in MAY}


@pytest.mark.parametrize(("role", "action"), [(r.value, a.value) for r, a in product(Role, Action)])
def test_every_pair(role, action):
    person = Person("anna", "Anna", Role(role))
    allowed = (role, action) in ALLOWED
    assert role_may(role, action) == person.may(Action(action)) == allowed
    assert (" may not " not in explained(person, Action(action))) == allowed
    if allowed:
        person.require(Action(action))
    else:
        with pytest.raises(Denied, match="Ask an administrator of this workspace"):
            person.require(Action(action))


@pytest.mark.parametrize("action", ["", "Read", "READ", "delete-everything", "read "])
def test_an_unknown_action_is_denied_to_everybody(action):
    people = [Person("anna", "Anna", role) for role in (*Role, None)]
    assert not any(person.may(action) for person in (*people, ALONE))


@pytest.mark.parametrize("role", ["", "Officer", "root", "admin", None])
def test_an_unknown_role_may_do_nothing(role):
    assert not any(role_may(role, action) for action in Action)


@pytest.mark.parametrize("action", [action.value for action in Action])
def test_somebody_without_a_role_may_do_nothing_and_somebody_alone_everything(action):
    assert not Person("anna", "Anna").may(action)
    assert ALONE.may(action)
    assert "nobody has given Anna a role" in explained(Person("anna", "Anna"), Action(action))


def test_no_name_is_nobody():
    for text in ("", "  ", "a\nb", "x" * 255, "a\x00b"):
        with pytest.raises(ValueError, match="A name has 1 to 254 letters"):
            name_from(text)


@pytest.mark.parametrize(
    "text",
    [
        "o\ufb03cer@council.example",
        "\u212aate@council.example",
        "e\u0301va@council.example",
        "anna\uff20council.example",
    ],
    ids=["letters drawn as one", "Kelvin sign", "an accent of its own", "a wide sign"],
)
def test_a_name_that_only_looks_like_another_is_none(text):
    with pytest.raises(ValueError, match="only looks like another"):
        name_from(text)


def test_addresses_differ_as_the_provider_s_do():
    assert name_from("STRAUSS@council.example") == "strauss@council.example"
    assert name_from("Strauß@council.example") == "strauß@council.example"
    assert name_from("\u0456van@council.example") != name_from("ivan@council.example")
