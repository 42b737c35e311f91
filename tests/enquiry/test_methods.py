"""The methods: complete, true of the code, in plain words, and each with an example that really is one."""

import re
from dataclasses import replace
from functools import lru_cache

import pytest
from pydantic import ValidationError

from analytics.enquiry.lines import enquiry_of
from analytics.enquiry.linter import lint_line, lint_question, lint_statement
from analytics.enquiry.linter.breach import Rule
from analytics.enquiry.linter.figures import check_evidence
from analytics.enquiry.linter.plain_words import check_plain
from analytics.enquiry.linter.right_witness import roles
from analytics.enquiry.linter.sentences import sentences_of, straight
from analytics.enquiry.methods import METHODS, Method, Part, find_method, load_methods
from analytics.enquiry.papers import Papers, papers_of
from analytics.enquiry.rules import RULES
from analytics.enquiry.score import TIER_WEIGHTS
from analytics.enquiry.settings import DEFAULTS, Settings
from analytics.enquiry.signal import Signal, SignalKind
from analytics.evidence.wording import capital
from analytics.measures.reconciliation.claims import check_claims
from analytics.measures.reconciliation.identities import check_identities
from analytics.measures.reconciliation.parts import check_parts, check_percentages
from analytics.measures.reconciliation.plans import check_roll_forward, check_states
from analytics.measures.reconciliation.rates import check_rates
from analytics.measures.reconciliation.repeats import find_repeats
from analytics.measures.reconciliation.result import Kind, Reconciliation
from analytics.measures.reconciliation.statements import find_conflicting_statements
from tests.enquiry.linter.made_up_line import MadeUpLine, rules
from tests.shipped import shipped

EVERY = [method for methods in load_methods().values() for method in methods]
SIGNALS, QUESTION_RULES, SUMS, RANKING = (
    {method.id: method for method in load_methods()[part]}
    for part in (Part.SIGNALS, Part.RULES, Part.RECONCILIATION, Part.RANKING)
)
# Every signal fires somewhere in the shipped documents. A signal that does not is named here, with the reason.
WITHOUT_A_SHIPPED_EXAMPLE: dict[str, str] = {}
# Every rule looks only at what is recent.
READ_BY_ALL = {"recent_days"}
# The rules on comparators share one table, which holds more than each of them needs.
READ_IN_PASSING = {"gap_points", "gap_percent", "material_points", "material_percent"}
ON_COMPARATORS = {SignalKind.BENCHMARKS_DISAGREE, SignalKind.AHEAD_BUT_SLIPPING, SignalKind.STALE}
CHECKS = (
    check_identities,
    check_parts,
    check_percentages,
    check_rates,
    check_roll_forward,
    check_states,
    check_claims,
    find_conflicting_statements,
    find_repeats,
)
# Read only for figures of a kind that no shipped document has in that place: measures that are no percentages with a
# target, an average above its maximum, a wrong statement on a comparator, sums of percentages or of a few people.
FOR_OTHER_PAPERS = {
    SignalKind.TARGET_MISSED: {"gap_percent"},
    SignalKind.AT_MAXIMUM: {"gap_percent"},
    SignalKind.VOLUME_AND_TIMELINESS: {"material_points"},
    SignalKind.TEXT_AGAINST_FIGURE: {"gap_points", "gap_percent"},
    SignalKind.SELECTIVE_TEXT: {"small_count"},
    SignalKind.DOES_NOT_ADD_UP: {"small_count", "material_points"},
}


def ids(methods: dict[str, Method]) -> list[str]:
    return list(methods)


@lru_cache
def papers_with(document: str) -> Papers:
    """The papers on the day on which a document became public."""
    held = shipped().documents[document].file
    return papers_of(shipped(), held.authority, held.available_from)


@lru_cache
def results_about(authority: str) -> tuple[Reconciliation, ...]:
    """What every check finds, also what another check has found before it."""
    evidence = shipped().about(authority)
    return tuple(result for check in CHECKS for result in check(evidence))


# Complete


def test_every_signal_has_exactly_one_method_and_none_is_left_over():
    assert ids(SIGNALS) == [kind.value for kind in SignalKind]
    assert [method.id for method in load_methods()[Part.SIGNALS]] == ids(SIGNALS)


def test_every_rule_has_exactly_one_method_and_none_is_left_over():
    assert ids(QUESTION_RULES) == [rule.value for rule in Rule]
    assert [method.id for method in load_methods()[Part.RULES]] == ids(QUESTION_RULES)


def test_every_kind_of_reconciliation_has_exactly_one_method_and_none_is_left_over():
    assert ids(SUMS) == [kind.name.lower() for kind in Kind]
    assert [method.id for method in load_methods()[Part.RECONCILIATION]] == ids(SUMS)


def test_no_two_methods_have_one_id_or_one_name():
    assert len({method.id for method in EVERY}) == len(EVERY)
    assert len({method.name for method in EVERY}) == len(EVERY)


def test_methods_are_called_what_the_pages_call_them():
    assert {kind.value: kind.plainly for kind in SignalKind} == {name: one.name for name, one in SIGNALS.items()}
    assert {rule.value: rule.plainly for rule in Rule} == {name: one.name for name, one in QUESTION_RULES.items()}
    assert {kind.name.lower(): capital(kind.value) for kind in Kind} == {name: one.name for name, one in SUMS.items()}


def test_every_setting_that_does_something_is_named_by_a_method():
    named = {name for method in EVERY for name in method.thresholds}
    assert set(Settings.model_fields) - named == set()


# True of the code


class Recorder:
    """Settings that remember which of them were read."""

    def __init__(self) -> None:
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> object:
        self.read.add(name)
        return getattr(DEFAULTS, name)


@pytest.mark.parametrize("kind", SignalKind, ids=lambda kind: kind.value)
def test_a_rule_reads_no_threshold_that_its_method_does_not_name(kind):
    recorder = Recorder()
    for document in shipped().documents:
        list(RULES[kind](replace(papers_with(document), settings=recorder)))
    in_passing = READ_IN_PASSING if kind in ON_COMPARATORS else set()
    named = set(SIGNALS[kind.value].thresholds)
    assert recorder.read - READ_BY_ALL - in_passing <= named
    assert named - recorder.read <= FOR_OTHER_PAPERS.get(kind, set())


@pytest.mark.parametrize("kind", SignalKind, ids=lambda kind: kind.value)
def test_a_setting_that_a_method_does_not_name_changes_nothing_in_what_its_rule_finds(kind):
    others = set(Settings.model_fields) - set(SIGNALS[kind.value].thresholds) - READ_BY_ALL
    for factor in (0.5, 2):
        changed = DEFAULTS.model_copy(update={name: getattr(DEFAULTS, name) * factor for name in others})
        for document in shipped().documents:
            papers = papers_with(document)
            assert list(RULES[kind](papers)) == list(RULES[kind](replace(papers, settings=changed)))


def signals_of(method: Method) -> list[Signal]:
    """What the rule finds on the indicator of the example, in its document."""
    papers = papers_with(method.example_document)
    return [
        signal
        for signal in RULES[SignalKind(method.id)](papers)
        if signal.indicator == method.example_indicator
        and any(entry.document == method.example_document for entry in signal.cited)
    ]


@pytest.mark.parametrize("method", SIGNALS.values(), ids=ids(SIGNALS))
def test_the_rule_of_a_signal_fires_on_its_example_with_those_figures(method):
    if method.id in WITHOUT_A_SHIPPED_EXAMPLE:
        assert not method.example_document
        return
    documents = shipped().documents
    found = [signal for signal in signals_of(method) if not strange_in(method.example, signal, documents)]
    assert found, [strange_in(method.example, signal, documents) for signal in signals_of(method)]


def strange_in(example: str, signal: Signal, documents: dict) -> list[str]:
    """The figures and months of an example that the signal does not have, nor the names of where it was printed."""
    places = [documents[entry.document].place(entry.locator) for entry in signal.cited]
    titles = [documents[entry.document].file.short_title for entry in signal.cited]
    thresholds = [f"{getattr(DEFAULTS, name):g}" for name in SIGNALS[signal.kind.value].thresholds]
    known = [*signal.slots.values(), *signal.arithmetic, *signal.caveats, *places, *titles, *thresholds]
    known += [text for entry in signal.cited for text in (entry.period, entry.value)]
    return [breach.what for breach in check_evidence(example, "example", known)]


@pytest.mark.parametrize("method", SUMS.values(), ids=ids(SUMS))
def test_the_example_of_a_reconciliation_is_found_and_its_arithmetic_is_that_of_the_example(method):
    held = shipped().documents[method.example_document].file
    found = [
        result
        for result in results_about(held.authority)
        if result.kind is Kind[method.id.upper()]
        and result.document == method.example_document
        and result.indicator == method.example_indicator
    ]
    strange = [
        check_evidence(
            method.example,
            "example",
            [result.arithmetic, result.printed, *places(result), held.short_title],
        )
        for result in found
    ]
    assert [] in strange, strange


def places(result: Reconciliation) -> list[str]:
    documents = shipped().documents
    rows = [row for row in (*result.figures, *result.claims) if row is not None and "document" in row]
    return [
        documents[result.document].place(result.locator),
        *(documents[row["document"]].place(row["locator"]) for row in rows),
    ]


def test_whether_a_sum_agrees_is_said_as_it_is():
    for name in ("percentage", "plan"):
        assert SUMS[name].example.endswith("and it agrees.")
    for name, method in SUMS.items():
        results = [
            result
            for result in results_about(shipped().documents[method.example_document].file.authority)
            if result.kind is Kind[name.upper()] and result.indicator == method.example_indicator
        ]
        fails = {result.fails for result in results if result.arithmetic.split(";")[0] in method.example}
        assert not fails or fails == {not method.example.endswith("and it agrees.")}, name


# Rules


def breaches_of(method: Method, text: str) -> set[Rule]:
    """The rules that a text breaks where the method's example puts it."""
    quoted = re.search("“(.*)”", method.given)
    match Rule(method.id):
        case Rule.EVIDENCE:
            return rules(lint_question(text, evidence=[method.given]))
        case Rule.IMPACT:
            return rules(lint_line(MadeUpLine(question=text, follow_ups=(quoted[1],))))
        case Rule.RIGHT_WITNESS:
            role = next(role for role, name in roles().items() if name in method.given)
            return rules(lint_line(MadeUpLine(question=text, witness_role=role)))
        case Rule.FOLLOW_UP:
            return rules(lint_line(MadeUpLine(question=quoted[1], follow_ups=(text,))))
        case Rule.OBSERVABLE:
            return rules(lint_line(MadeUpLine(good_answer=(text,))))
        case Rule.CAVEAT:
            fact, caution = re.fullmatch(r"(.*?\.)(?: ([A-Z].*))?", text).groups()
            evidence = (*MadeUpLine.evidence_texts, fact)
            line = MadeUpLine(finding=fact, caveats=(caution or "",), needs_caveat=True, evidence_texts=evidence)
            return rules(lint_line(line))
        case Rule.NEUTRAL:
            return rules(lint_statement(text, polarity_neutral=True))
        case Rule.LEADS_SOMEWHERE:
            return rules(lint_line(MadeUpLine(leads_to=text)))
        case Rule.NOT_ASKED_BEFORE:
            return rules(lint_line(MadeUpLine(question=text, asked_before=(quoted[1],))))
        case _:
            return rules(lint_question(text))


@pytest.mark.parametrize("method", QUESTION_RULES.values(), ids=ids(QUESTION_RULES))
def test_the_bad_example_breaks_its_rule_and_no_other_and_the_better_one_none(method):
    assert breaches_of(method, method.bad) == {Rule(method.id)}
    assert breaches_of(method, method.better) == set()


# Ranking


def lines_of(method: Method) -> list:
    held = shipped().documents[method.example_document].file
    known = shipped().about(held.authority).as_known_on(held.available_from)
    return list(enquiry_of(known, held.authority, held.available_from, "", "", DEFAULTS).every_line)


def line_of(method: Method):
    return next(line for line in lines_of(method) if line.id == method.example_indicator)


def test_the_example_of_a_score_is_the_score_of_that_line():
    assert line_of(RANKING["score"]).score.in_words in RANKING["score"].example


def test_the_examples_of_size_and_confidence_are_those_of_their_lines():
    size, sure, more, good = (RANKING[name] for name in ("size", "confidence", "further", "good-news"))
    assert max(round(signal.size, 1) for signal in line_of(size).signals) == 6.6
    assert "6.6 times" in size.example
    assert line_of(sure).score.confidence == 1
    assert f"{line_of(more).score.size:.2f}" in more.example
    assert f"{line_of(good).score.size:.2f}" in good.example


def test_the_example_of_an_opening_line_opens_so():
    line = line_of(RANKING["opening"])
    assert [signal.kind for signal in line.signals][:2] == [SignalKind.SELECTIVE_TEXT, SignalKind.DENOMINATOR_SHIFT]


def test_the_example_of_a_request_is_asked_in_writing():
    line = line_of(RANKING["writing"])
    assert line.mode == "written"
    assert {signal.kind for signal in line.signals} == {SignalKind.NO_COMPARATOR}


def test_the_example_of_a_weight_is_that_of_the_themes():
    themes = shipped().catalogue.themes
    weights = [(themes[name].tier, TIER_WEIGHTS[themes[name].tier]) for name in ("child_protection", "finance")]
    said = re.findall(r"tier (\d), and so its lines weigh (\d)", RANKING["weight"].example)
    assert [(int(tier), int(weight)) for tier, weight in said] == weights


def test_the_example_of_variety_is_what_the_limits_leave():
    held = shipped().documents["barnet-performance-report-2019"].file
    known = shipped().about(held.authority).as_known_on(held.available_from)
    enquiry = enquiry_of(known, held.authority, held.available_from, "", "", DEFAULTS)
    duties = [
        signal for signal in enquiry.signals if (signal.kind, signal.variant) == (SignalKind.TARGET_MISSED, "duty")
    ]
    opened = [line for line in enquiry.lines if line.lead in duties]
    assert (len(duties), len(opened)) == (7, DEFAULTS.most_of_a_kind)


def test_the_example_of_recent_figures_holds():
    papers = papers_with("barnsley-ofsted-inspection-2023")
    old = {
        signal.kind
        for rule in RULES.values()
        for signal in rule(papers)
        if any(entry.document.endswith("2018") for entry in signal.cited)
    }
    assert old == {SignalKind.REPEATED_FINDING, SignalKind.DOCUMENTS_CONFLICT}


# In plain words


@pytest.mark.parametrize("method", EVERY, ids=lambda method: method.id)
def test_no_abbreviation_goes_unexplained(method):
    explained: set[str] = set()
    unknown = [
        breach.what
        for text in method.texts()
        for breach in check_plain(text, method.id, explained=explained)
        if not breach.what.startswith("The sentence")
    ]
    assert not unknown


@pytest.mark.parametrize("method", EVERY, ids=lambda method: method.id)
def test_texts_are_sentences_of_ours_without_names_of_the_code(method):
    texts = [*method.texts(), method.bad]
    assert not [text for text in texts if re.search(r"[_`{}]|  |\bTODO\b|!", text)]
    for text in (method.what, method.why, method.problem, *method.limits, method.source):
        assert re.fullmatch(r"[A-Z0-9“£].*[.?”]", text) or not text, text


@pytest.mark.parametrize("method", EVERY, ids=lambda method: method.id)
def test_what_is_at_most_three_sentences(method):
    assert len(sentences_of(straight(method.what))) <= 3


# The model


def test_a_long_sentence_is_refused_with_its_words():
    with pytest.raises(ValidationError, match="S01: 31 words"):
        Method.model_validate(SIGNALS["S01"].model_dump() | {"what": "word " * 30 + "word."})


def test_a_setting_that_does_not_exist_is_refused():
    with pytest.raises(ValidationError, match="there is no setting enough_points"):
        Method.model_validate(SIGNALS["S01"].model_dump() | {"thresholds": ("enough_points",)})


@pytest.mark.parametrize("wrong", [{"example": ""}, {"bad": "Is it?", "better": "How far is it?"}])
def test_a_method_has_an_example_or_a_better_question_and_not_both(wrong):
    with pytest.raises(ValidationError, match="give an example"):
        Method.model_validate(SIGNALS["S01"].model_dump() | wrong)


def test_a_faulty_file_is_named(tmp_path):
    for path in METHODS.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "rules.toml").write_text('[[methods]]\nid = "R1"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="name") as error:
        load_methods(tmp_path)
    assert error.value.__notes__ == ["in rules.toml"]


def test_a_method_is_found_by_its_code_and_an_unknown_code_is_not():
    assert find_method("R12") == (Part.RULES, QUESTION_RULES["R12"])
    assert find_method("S99") is None
