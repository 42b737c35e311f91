"""What is for members only is in no paper for anybody else: a canary in every private field, and every real text."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.enquiry import lines as enquiry_lines
from analytics.notebooks.cells import lines as line_cells
from analytics.notebooks.packs import chosen as chosen_module
from analytics.notebooks.packs.chosen import chosen_for
from analytics.notebooks.packs.meeting import Meeting, Sharing
from analytics.notebooks.packs.members_only import (
    MEMBERS_ONLY,
    Audience,
    for_members,
    for_publication,
    for_witnesses,
    line_for_all,
    meeting_for_all,
)
from analytics.notebooks.packs.texts import texts_of
from tests.notebooks.packs.made import COUNCILS, FOR_ALL, FOR_MEMBERS, MEETINGS, PAPERS, made, make, names, starter
from tests.shipped import shipped

CANARY = "CANARY"


@pytest.fixture
def canaries(monkeypatch):
    """Every private field of every line, note and meeting holds a canary that names it."""

    def with_canaries(*asked):
        enquiry = enquiry_lines.enquiry_of(*asked)
        secret = {"good_answer": (f"{CANARY} good",), "worry": (f"{CANARY} worry",)}
        kinds = ("lines", "more_lines", "requests")
        return replace(
            enquiry, **{kind: tuple(replace(line, **secret) for line in getattr(enquiry, kind)) for kind in kinds}
        )

    monkeypatch.setattr(chosen_module, "enquiry_of", with_canaries)
    monkeypatch.setattr(line_cells, "enquiry_of", with_canaries)
    book = starter("care-leavers", "barnet")
    # Every cell of lines, so that what they show and what lies in the file beside them is read too.
    for kind in ("lines", "requests", "signals", "absent"):
        book = book.adding({"kind": kind})
    line = chosen_for(book, shipped(), MEETINGS["barnet"]).lines[0].id
    book = book.adding({"kind": "line", "line": line})
    book = book.adding({"kind": "note", "text": f"{CANARY} private note", "private": True})
    meeting = MEETINGS["barnet"].model_copy(
        update={"notes": {line: f"{CANARY} note"}, "own_wordings": {line: f"{CANARY} wording?"}}
    )
    return book, meeting


def found(report):
    """The canaries in a report."""
    return {text[text.index(CANARY) :] for text in texts_of(report) if CANARY in text}


@pytest.mark.parametrize("kind", FOR_ALL)
def test_no_canary_is_in_a_paper_for_a_witness_or_for_publication(canaries, kind):
    book, meeting = canaries
    agreed = {f"{CANARY} wording?"} if kind == "witness, questions agreed" else set()
    for role in ("head-of-service", "service-director"):
        assert found(make(kind, book, meeting, role)) <= agreed


def test_the_brief_holds_own_wordings_once_the_chair_agreed(canaries):
    book, meeting = canaries
    roles = ("head-of-service", "principal-social-worker", "service-director", "director")
    briefs = [make("witness, questions agreed", book, meeting, role) for role in roles]
    assert set().union(*map(found, briefs)) == {f"{CANARY} wording?"}


def test_the_members_pack_holds_what_is_for_members_but_no_private_note(canaries):
    book, meeting = canaries
    assert found(make("member", book, meeting)) == {
        f"{CANARY} good",
        f"{CANARY} worry",
        f"{CANARY} note",
        f"{CANARY} wording?",
    }


@pytest.mark.parametrize("kind", FOR_MEMBERS)
def test_no_paper_at_all_holds_a_private_note(canaries, kind):
    assert f"{CANARY} private note" not in found(make(kind, *canaries))


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("name", names())
def test_no_good_answer_or_worry_of_the_library_is_in_a_paper_for_others(name, council):
    book = starter(name, council)
    enquiry = chosen_for(book, shipped(), MEETINGS[council]).enquiry
    secret = {text for line in enquiry.every_line for text in (*line.good_answer, *line.worry)}
    for kind in FOR_ALL:
        said = "\n".join(texts_of(made(kind, name, council)))
        assert not {text for text in secret if text in said}, kind


@pytest.mark.parametrize("name", names())
def test_themes_are_shared_and_no_question_is_before_the_chair_agreed(name):
    lines = chosen_for(starter(name), shipped(), MEETINGS["barnsley"]).lines
    said = "\n".join(texts_of(made("witness", name, "barnsley")))
    assert not {line.question for line in lines if line.question in said}
    assert not {text for line in lines for text in line.follow_ups if text in said}


@pytest.mark.parametrize("kind", PAPERS)
def test_every_paper_says_who_may_read_it(kind):
    audience = Audience.MEMBERS if kind in FOR_MEMBERS else Audience.WITNESSES if "witness" in kind else Audience.PUBLIC
    assert {made(kind, name, council).marking for name in names() for council in COUNCILS} == {audience.value}


def test_questions_leave_the_notebook_of_a_witness_and_stay_in_the_public_one():
    book = starter("care-leavers").adding({"kind": "signals"}).adding({"kind": "note", "text": "x", "private": True})

    def kinds(one):
        return {held.asks["kind"] for held in one.cells}

    assert "lines" not in kinds(for_witnesses(book))
    assert "signals" not in kinds(for_witnesses(book, sharing=Sharing.QUESTIONS))
    assert "lines" in kinds(for_witnesses(book, sharing=Sharing.QUESTIONS)) & kinds(for_publication(book))
    for stripped in (for_members(book), for_publication(book), for_witnesses(book)):
        assert not [held for held in stripped.cells if held.asks.get("private")]
        assert stripped.public == book.public


def test_a_note_whose_privacy_cannot_be_read_is_private():
    book = starter("care-leavers")
    assert for_publication(book.adding({"kind": "note", "text": "x", "private": "perhaps"})) == book


def test_a_stripped_line_and_meeting_keep_everything_else():
    line = chosen_for(starter("care-leavers", "barnet"), shipped(), MEETINGS["barnet"]).lines[0]
    assert line_for_all(line) == replace(line, good_answer=(), worry=())
    meeting = Meeting(date=date(2023, 9, 12), notes={"a": "x"}, own_wordings={"a": "y"}, minutes=45, place="Here")
    assert meeting_for_all(meeting) == Meeting(date=date(2023, 9, 12), place="Here")


def test_every_private_field_that_is_declared_has_a_reason_in_a_sentence():
    assert all(reason.endswith(".") and len(reason.split()) > 5 for reason in MEMBERS_ONLY.values())
