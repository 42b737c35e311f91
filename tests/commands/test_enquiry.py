"""`scrutiny signals`, `scrutiny questions` and `scrutiny reconcile`: what they write and what they refuse."""

import csv
import io
import json
from datetime import date

import polars as pl
import pytest
from typer.testing import CliRunner

from analytics.commands import app
from analytics.enquiry.settings import Settings
from tests.shipped import shipped

ASKED = ("--authority", "barnsley", "--as-known-on", "2023-09-12")
BOTH = pytest.mark.parametrize("command", ["signals", "questions"])


def scrutiny(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


def read(*arguments):
    """The JSON that a command writes."""
    result = scrutiny(*arguments, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def rows(*arguments):
    """The CSV that a command writes."""
    result = scrutiny(*arguments, "--format", "csv")
    assert result.exit_code == 0
    return list(csv.DictReader(io.StringIO(result.stdout)))


@pytest.fixture(scope="module")
def lines():
    return read("questions", *ASKED)


def test_a_question_in_json_has_everything_that_makes_it_traceable(lines):
    assert [line["rank"] for line in lines] == list(range(1, len(lines) + 1))
    assert {line["authority"] for line in lines} == {"barnsley"}
    for line in lines:
        texts = ("indicator", "finding", "question", "witness_role", "mode", "why_it_matters", "theme", "leads_to")
        lists = ("signals", "follow_ups", "good_answer", "worry", "caveats", "evidence", "in_writing", "also_found")
        assert all(isinstance(line[name], str) for name in texts)
        assert all(isinstance(line[name], list) for name in lists)
        assert all(line[name] for name in ("finding", "question", "witness_role", "why_it_matters", "signals"))
        assert line["good_answer"]
        assert line["worry"]
        assert line["mode"] in ("oral", "written")


def test_the_parts_of_a_score_multiply_to_its_total(lines):
    for line in lines:
        score = line["score"]
        assert list(score) == ["total", "tier", "weight", "size", "confidence"]
        assert score["total"] == pytest.approx(score["weight"] * score["size"] * score["confidence"], abs=0.051)
    oral = [line for line in lines if line["mode"] == "oral"]
    assert oral[0]["score"]["total"] == max(line["score"]["total"] for line in oral[:8])


def test_evidence_of_a_question_is_printed_where_it_says(lines):
    evidence = shipped()
    assert all(line["evidence"] for line in lines)
    for line in lines:
        for entry in line["evidence"]:
            assert {"document", "locator", "period", "value"} <= set(entry)
            assert entry["document"] in evidence.documents
            frames = (evidence.observations, evidence.findings, evidence.claims, evidence.ratings, evidence.targets)
            places = [
                frame.filter((pl.col("document") == entry["document"]) & (pl.col("locator") == entry["locator"])).height
                for frame in frames
            ]
            assert sum(places) > 0 or "reviewer" in entry["what"].lower(), entry


def test_a_question_cites_nothing_that_was_not_public(lines):
    known = set(shipped().about("barnsley").as_known_on(date(2023, 9, 12)).documents)
    assert {entry["document"] for line in lines for entry in line["evidence"]} <= known


def test_questions_as_csv_are_those_of_the_json_without_what_is_for_members(lines):
    table = rows("questions", *ASKED)
    assert [row["question"] for row in table] == [line["question"] for line in lines]
    assert [row["indicator"] for row in table] == [line["indicator"] for line in lines]
    assert [row["signals"].split("; ") for row in table] == [line["signals"] for line in lines]
    assert not {"good_answer", "worry"} & set(table[0])


def test_questions_as_text_are_numbered_with_finding_witness_and_evidence(lines):
    text = scrutiny("questions", *ASKED).stdout
    assert text.startswith("\nBarnsley\n")
    for rank, line in enumerate([line for line in lines if line["mode"] == "oral"][:8], 1):
        assert f"\n{rank}. {line['finding']}" in text
        assert f"   Ask: {line['question']}\n" in text
        assert all(f"   Then: {asked}\n" in text for asked in line["follow_ups"])
    for line in lines:
        assert line["question"] in text
    assert "\nTo ask for in writing\n" in text
    assert "\nNo recent figure in these papers\n" in text
    assert "\nThresholds in force:\n" in text
    assert "(changed)" not in text


def test_a_signal_in_json_has_rule_size_confidence_and_evidence():
    found = read("signals", *ASKED)
    for signal in found:
        assert list(signal) == [
            "signal",
            "name",
            "case",
            "indicator",
            "area",
            "dimension",
            "member",
            "direction",
            "size",
            "confidence",
            "arithmetic",
            "caveats",
            "evidence",
        ]
        assert signal["confidence"] in (1, 2, 3)
        assert signal["size"] > 0
        assert signal["evidence"]
    table = rows("signals", *ASKED)
    assert [(row["signal"], row["indicator"], float(row["size"])) for row in table] == [
        (signal["signal"], signal["indicator"], signal["size"]) for signal in found
    ]


def test_signals_as_text_name_rule_and_place():
    text = scrutiny("signals", *ASKED).stdout
    found = read("signals", *ASKED)
    assert text.count("\n  Size ") == len(found)
    assert "(Barnsley scrutiny report, September 2023, paragraph" in text
    assert " , " not in text
    assert "\nThresholds in force:\n" in text


def test_signals_behind_a_question_are_among_the_signals(lines):
    kinds = {(signal["signal"]) for signal in read("signals", *ASKED)}
    assert {kind for line in lines for kind in line["signals"]} <= kinds


@BOTH
def test_a_theme_limits_what_is_found(command):
    few, every = read(command, *ASKED, "--theme", "finance"), read(command, *ASKED)
    assert 0 < len(few) < len(every)
    if command == "questions":
        assert {line["theme"] for line in few} == {"finance"}


@BOTH
def test_a_document_limits_what_is_found_to_what_cites_it(command):
    document = "barnsley-self-evaluation-2018"
    found = read(command, "--authority", "barnsley", "--as-known-on", "2018-12-31", "--document", document)
    assert found
    if command == "signals":
        assert all(document in {entry["document"] for entry in signal["evidence"]} for signal in found)


@BOTH
def test_a_threshold_that_is_changed_changes_what_is_found_and_is_marked(command):
    found = read(command, "--authority", "barnsley", "--as-known-on", "2018-12-31")
    strict = ["--set", "material_points=30", "--set", "material_percent=90", "--set", "step_points=60"]
    fewer = read(command, "--authority", "barnsley", "--as-known-on", "2018-12-31", *strict)
    assert fewer != found
    text = scrutiny(command, *ASKED, "--set", "material_points=5").stdout
    assert text.count("(changed)") == 1
    assert "  5 (changed): A percentage has changed materially" in text


def test_the_most_lines_can_be_set():
    text = scrutiny("questions", *ASKED, "--set", "most_lines=2").stdout
    assert "\n2. " in text
    assert "\n3. " not in text


@BOTH
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (("--theme", "money"), ["The theme “money” is not known. Known: ", "finance", "workforce"]),
        (("--document", "no-such"), ["The document “no-such” is not known. Known: barnsley-"]),
        (("--set", "points=5"), ["There is no threshold “points”. Known: material_points, "]),
        (("--set", "material_points"), ["material_points", "material_points=3"]),
        (("--set", "material_points=much"), ["material_points=much will not do", "number"]),
        (("--set", "material_points=0"), ["material_points=0 will not do", "greater than 0"]),
        (("--set", "most_lines=2.5"), ["most_lines=2.5 will not do", "integer"]),
        (("--set", "material_points=inf"), ["material_points=inf will not do", "finite number"]),
        (("--set", "material_points=nan"), ["material_points=nan will not do", "finite number"]),
    ],
)
def test_a_choice_that_does_not_exist_is_refused_with_those_that_do(command, wrong, words):
    result = scrutiny(command, *ASKED, *wrong)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert [word for word in words if word not in result.stderr] == []
    assert "pydantic" not in result.stderr


@BOTH
def test_every_threshold_that_will_not_do_is_said_at_once(command):
    result = scrutiny(command, *ASKED, "--set", "few=0", "--set", "points=1", "--set", "stale_days=soon")
    assert result.exit_code == 1
    assert all(words in result.stderr for words in ("few=0", "“points”", "stale_days=soon"))


@BOTH
@pytest.mark.parametrize("day", ["2001-01-01", "2018-04-29"])
def test_a_day_before_any_document_is_refused_with_a_way_on(command, day):
    result = scrutiny(command, "--authority", "barnsley", "--as-known-on", day)
    assert result.exit_code == 1
    assert "The first here was public on 30 April 2018: choose that day or a later one." in result.stderr


@BOTH
def test_an_authority_without_documents_is_refused(command):
    without = next(
        name for name in shipped().catalogue.authorities if name not in shipped().authorities_with_documents()
    )
    result = scrutiny(command, "--authority", without)
    assert result.exit_code == 1
    assert "has been added. There are documents about Barnet and Barnsley." in result.stderr


@BOTH
def test_a_day_before_any_document_of_any_authority_is_refused(command):
    result = scrutiny(command, "--as-known-on", "2001-01-01")
    assert result.exit_code == 1
    assert result.stderr == "No document was public by then. Choose a later day, or leave out --as-known-on.\n"


@BOTH
def test_an_authority_with_no_document_by_that_day_is_left_out_where_both_are_asked(command):
    found = scrutiny(command, "--as-known-on", "2018-12-31", "--format", "csv").stdout
    assert "barnsley-self-evaluation-2018" in found
    assert "barnet" not in found


def test_reconcile_in_json_has_each_check_with_both_figures_and_a_fair_reading():
    found = read("reconcile", "--authority", "barnet")
    for check in found:
        wanted = [
            "kind",
            "document",
            "locator",
            "printed",
            "computed",
            "difference",
            "explained_by_rounding",
            "charitable_reading",
        ]
        assert [name for name in wanted if name not in check] == []
        assert check["document"] in shipped().documents
        assert isinstance(check["explained_by_rounding"], bool)
        assert check["printed"]
        assert check["charitable_reading"] or not check["fails"]
    text = scrutiny("reconcile", "--authority", "barnet").stdout
    assert text.splitlines()[-1].endswith(f" of {len(found)} do not add up.")
    assert len(rows("reconcile", "--authority", "barnet")) == len(found)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (("--theme", "money"), "The theme “money” is not known."),
        (("--document", "x"), "The document “x” is not known."),
    ],
)
def test_reconcile_refuses_what_it_does_not_know(wrong, words):
    result = scrutiny("reconcile", *wrong)
    assert result.exit_code == 1
    assert words in result.stderr


def test_the_thresholds_named_by_a_refusal_are_all_of_them():
    message = scrutiny("questions", "--set", "x=1").stderr
    assert all(name in message for name in Settings.model_fields)
