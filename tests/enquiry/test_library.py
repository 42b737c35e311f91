"""The question library: complete, unique, and every text of it within the rules."""

import tomllib
from collections import Counter

import pytest

from analytics.enquiry.library import LIBRARY, Angle, Mode, QuestionTemplate, load_library
from analytics.enquiry.linter import Severity, lint_question, lint_statement
from analytics.enquiry.signal import SignalKind
from analytics.enquiry.slots import CASES
from tests.shipped import shipped

library = load_library()
EVERY_CASE = [(kind, case) for kind, cases in CASES.items() for case in cases]
PEOPLE = ("child", "young people", "famil", "care leaver")


def test_there_are_at_least_eighty_questions_over_every_signal_and_angle():
    assert len(library.questions) >= 80
    assert {kind for one in library.questions for kind in one.signals} == set(SignalKind)
    assert {one.angle for one in library.questions} == set(Angle)


def test_every_id_is_used_once():
    assert [name for name, count in Counter(one.id for one in library.questions).items() if count > 1] == []


@pytest.mark.parametrize(("kind", "case"), EVERY_CASE)
def test_every_case_has_findings_and_questions_for_any_measure_of_any_theme(kind, case):
    general = [one for one in library.questions if one.fits(kind, case, "", "")]
    assert len({one.angle for one in general}) >= 2
    assert len([one for one in library.findings if one.fits(kind, case, "", "")]) >= 2


def test_every_name_in_a_template_exists():
    catalogue = shipped().catalogue
    for one in (*library.questions, *library.findings):
        assert set(one.themes) <= set(catalogue.themes)
        assert set(one.indicators) <= set(catalogue.indicators)
    assert {one.witness for one in library.questions} <= set(library.roles)
    for area in library.absent:
        assert area.theme in catalogue.themes
        assert area.witness in library.roles
        assert set(area.indicators) <= set(catalogue.indicators)
    for pair in library.together:
        assert {pair.first, pair.second} | ({pair.of} - {""}) <= set(catalogue.indicators)


@pytest.mark.parametrize("template", library.questions, ids=lambda one: one.id)
def test_every_question_speaks_of_children_and_asks_on(template: QuestionTemplate):
    asked = (template.question, *template.follow_ups)
    assert any(word in text.lower() for text in asked for word in PEOPLE)
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("template", library.questions, ids=lambda one: one.id)
def test_no_text_of_the_library_breaks_a_rule(template: QuestionTemplate):
    """With the slots as they stand: the rules on form, fairness and privacy need no figures."""
    written = template.mode is Mode.WRITTEN
    breaches = [
        breach
        for text in (template.question, *template.follow_ups)
        for breach in lint_question(_plain(text), written=written)
    ]
    breaches += [breach for text in (*template.good_answer, *template.worry) for breach in lint_statement(_plain(text))]
    assert [breach for breach in breaches if breach.severity is Severity.BLOCK] == []


def test_no_two_questions_to_one_witness_are_the_same():
    counted = Counter((one.question, one.witness) for one in library.questions)
    assert [asked for asked, count in counted.items() if count > 1] == []


def test_requests_for_what_is_absent_are_requests():
    for area in library.absent:
        assert area.request.startswith("Please")
        assert not any(character.isdigit() for character in area.request)
        assert max(len(sentence.split()) for sentence in area.request.split(". ")) <= 25


def test_an_unknown_slot_names_the_file_the_signal_and_the_slot(tmp_path):
    for name in ("witnesses.toml", "together.toml", "absent.toml"):
        (tmp_path / name).write_bytes((LIBRARY / name).read_bytes())
    wrong = (LIBRARY / "s26-ceiling.toml").read_text(encoding="utf-8").replace("{measure}", "{maximum}")
    (tmp_path / "wrong.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(ValueError, match="S26 'full' offers no maximum") as error:
        load_library(tmp_path)
    assert error.value.__notes__ == ["in wrong.toml"]


def test_every_file_is_read():
    names = {path.name for path in LIBRARY.glob("*.toml")}
    questions = sum(
        len(tomllib.loads((LIBRARY / name).read_text(encoding="utf-8")).get("questions", [])) for name in names
    )
    assert questions == len(library.questions)


def _plain(text: str) -> str:
    return text.replace("{", "").replace("}", "")
