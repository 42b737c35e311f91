"""Lines of questioning as cells, on every line that the shipped evidence gives."""

import re
from collections import Counter
from datetime import date

import polars as pl
import pytest

from analytics.enquiry.library import Angle, Mode
from analytics.enquiry.settings import Settings
from analytics.enquiry.signal import SignalKind
from analytics.measures.facts import facts_about
from analytics.notebooks.cells.line_words import IN_FEW_WORDS, beside, covered
from analytics.notebooks.cells.lines import (
    AbsentCell,
    LineCell,
    LinesCell,
    RequestsCell,
    SignalsCell,
    line_title,
    lines_frame,
)
from analytics.notebooks.render import render
from analytics.notebooks.view import CannotRender
from tests.notebooks.numbers import numbers_in
from tests.shipped import shipped, texts_of, views_of

DAY = date(2023, 9, 12)


def digits(*texts):
    return {found.rstrip(".,") for text in texts for found in re.findall(r"\d[\d,.]*", text)}


def known(cell):
    return shipped().about(cell.authority).as_known_on(cell.as_known_on)


def line_of(cell):
    return next(line for line in cell.enquiry(shipped()).every_line if line.id == cell.line)


def asked(council="barnsley", day=DAY, **more):
    return LinesCell(authority=council, as_known_on=day, **more)


def column(view, name):
    place = view.table.columns.index(name)
    return [row[place].text for row in view.table.rows]


def test_every_figure_of_a_line_is_in_its_evidence_or_worked_out_there():
    checked = 0
    for cell, view in views_of(LineCell).items():
        line, evidence = line_of(cell), known(cell)
        places = [evidence.where(one.document, one.locator) for one in line.cited]
        titles = [held.file.short_title for held in evidence.documents.values()]
        indicator = evidence.catalogue.indicators.get(line.indicator)
        names = (indicator.name, indicator.short_name) if indicator else ()
        allowed = digits(*line.evidence_texts, *places, *titles, *names)
        for text in (view.title, view.summary, line.question, *line.follow_ups, *line.in_writing):
            # “45 working days” is the name of a duty, and 100 what a percentage is of.
            assert digits(text) - allowed <= {"100", "45"}, (cell, text)
            checked += len(digits(text))
    assert checked > 500


def test_every_entry_of_the_evidence_stands_in_the_table_with_its_place():
    for cell, view in views_of(LineCell).items():
        line, evidence = line_of(cell), known(cell)
        rows = [tuple(entry.text for entry in row) for row in view.table.rows]
        assert rows[: len(line.cited)] == [
            (one.what, one.period, one.value, evidence.where(one.document, one.locator)) for one in line.cited
        ]
        assert [row[2] for row in rows[len(line.cited) :]] == list(line.arithmetic)
        assert view.data.height == len(line.cited)


def test_each_row_of_the_list_is_a_line_with_one_caveat_and_a_link_to_it():
    for cell, view in views_of(LinesCell).items():
        lines = cell.enquiry(shipped()).lines[: cell.most]
        assert [row[0].link for row in view.table.rows] == [f"line:{line.id}" for line in lines]
        assert column(view, "Ask") == [line.question for line in lines]
        assert column(view, "Be careful") == [line.caveats[0] if line.caveats else "" for line in lines]
        assert [text.partition("\n")[0] for text in column(view, "What was found")] == [line.finding for line in lines]
        assert view.data["question"].to_list() == [line.question for line in lines]


def test_the_comparator_beside_a_finding_is_printed_and_the_gap_between_the_two_is_right():
    found = 0
    for cell in views_of(LinesCell):
        evidence = known(cell)
        for line in cell.enquiry(shipped()).lines:
            said = beside(line, facts_about(evidence, cell.authority))
            if not said.sentence:
                assert said.place.is_empty()
                continue
            rows = evidence.observations.filter(
                (pl.col("indicator") == line.indicator)
                & (pl.col("dimension") == line.lead.dimension)
                & (pl.col("member") == line.lead.member)
                & pl.col("value").is_not_null()
            )
            theirs = rows.filter(pl.col("area").is_in(["england", f"neighbours:{cell.authority}"]))["value"].to_list()
            own = [number.size for number in numbers_in(line.finding)]
            sentence, _, then = said.sentence.partition(" In ")
            gap_and_theirs = numbers_in(sentence)
            assert gap_and_theirs[-1].is_printed(theirs)
            gaps = [mine - gap_and_theirs[-1].size for mine in own]
            assert all(number.is_rounded(gaps) for number in gap_and_theirs[:-1]), (line.finding, said.sentence)
            assert said.place.height == 1 + bool(then)
            before = rows.filter(pl.col("area") == cell.authority)["value"].to_list()
            assert all(
                number.is_rounded([mine - gap_and_theirs[-1].size for mine in before]) for number in numbers_in(then)
            ), said.sentence
            found += 1
    assert found > 5


def test_a_finding_that_names_its_comparator_is_not_told_it_again():
    for cell in views_of(LinesCell):
        for line in cell.enquiry(shipped()).lines:
            sentence = beside(line, facts_about(known(cell), cell.authority)).sentence
            theirs = {number.text for number in numbers_in(sentence.partition(" In ")[0])[-1:]}
            assert not theirs & {number.text for number in numbers_in(line.finding)}


def test_what_the_questions_are_about_is_counted_of_the_lines_shown():
    for cell, view in views_of(LinesCell).items():
        lines = cell.enquiry(shipped()).lines[: cell.most]
        counted = Counter(line.angle for line in lines)
        head, _, silent = view.summary.partition(" For ")
        for angle in Angle:
            assert (angle.value in head) == (counted[angle] > 0)
            assert (angle.value in silent) == (counted[angle] == 0)
            assert (f"{angle.value} ({counted[angle]})" in head) == (counted[angle] > 1)
    assert covered([]).startswith("The opening questions are about")


def test_what_is_for_members_only_is_in_no_view_and_no_file_of_lines():
    for cell, view in views_of(LinesCell, RequestsCell).items():
        lines = cell.enquiry(shipped()).every_line
        theirs = {text for line in lines for text in (*line.good_answer, *line.worry)}
        assert not theirs & set(texts_of(view))
        assert not {"good_answer", "worry"} & set(view.data.columns)


def test_requests_are_for_writing_and_the_file_has_all_of_them():
    for cell, view in views_of(RequestsCell).items():
        requests = cell.enquiry(shipped()).requests
        assert {line.mode for line in requests} == {Mode.WRITTEN}
        assert view.data.height == len(requests)
        assert len(view.table.rows) == min(len(requests), cell.most)


def test_an_absent_area_has_no_recent_figure():
    for cell in views_of(AbsentCell):
        evidence = known(cell)
        newest = max(held.file.data_to for held in evidence.documents.values())
        year = evidence.observations.filter(
            pl.col("value").is_not_null() & ((pl.lit(newest) - pl.col("period_end")).dt.total_days() <= 365)
        )
        there = set(year["indicator"])
        for area in cell.enquiry(shipped()).absent:
            assert not there & set(area.indicators), area.id


def test_signals_are_listed_with_the_numbers_of_the_file():
    for view in views_of(SignalsCell).values():
        assert len(view.table.rows) == view.data.height
        assert column(view, "Confidence") == [str(number) for number in view.data["confidence"]]
        assert column(view, "Size") == [f"{size:.2f}" for size in view.data["size"]]


def test_a_witness_limits_the_lines():
    every = asked().enquiry(shipped()).lines
    title = every[0].witness.title
    view = render(asked(witness=title), shipped())
    assert set(column(view, "Who can answer")) == {title}
    assert len(view.table.rows) == sum(line.witness.title == title for line in every)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (asked(witness="Nobody"), "Choose another theme, witness or document."),
        (asked(theme="no-such-theme"), "Choose another theme, witness or document."),
        (LineCell(authority="barnet", line="no-such-line"), "There is no such line for this council and day any more."),
    ],
)
def test_a_choice_that_gives_nothing_is_said_with_a_way_on(cell, reason):
    with pytest.raises(CannotRender, match=re.escape(reason)):
        render(cell, shipped())


def test_changed_thresholds_stand_below_the_lines_and_change_them():
    changed = Settings(most_lines=2, material_points=20)
    view = render(asked(settings=changed), shipped())
    assert len(view.table.rows) == 2
    assert [text for text in view.caveats if text.startswith("Changed to")] == [
        "Changed to 20: A percentage has changed materially when it moved by this many percentage points.",
        "Changed to 2: At most this many lines of questioning are put first.",
    ]


def test_a_file_of_no_lines_has_its_columns():
    assert lines_frame([]).columns == lines_frame(asked().enquiry(shipped()).lines).columns


def test_every_rule_has_three_words_at_most_for_a_title():
    assert set(IN_FEW_WORDS) == set(SignalKind)
    assert max(len(words.split()) for words in IN_FEW_WORDS.values()) <= 3


def test_titles_keep_to_one_colon():
    titles = {view.title for view in views_of(LineCell).values()}
    assert {title for title in titles if title.count(":") > 1} == set()


def test_a_chart_of_a_line_says_what_was_found_before_what_it_shows():
    charts = [
        (cell, chart) for cell, view in views_of(LineCell).items() if len(view.charts) == 1 for chart in view.charts
    ]
    assert charts
    assert all(chart.alt.startswith(line_of(cell).finding) for cell, chart in charts)


def test_title_of_a_line_is_that_of_its_row():
    view = render(asked(), shipped())
    lines = asked().enquiry(shipped()).lines
    assert [row[0].text for row in view.table.rows] == [line_title(line, shipped()) for line in lines]


def test_a_line_on_one_team_names_it_in_its_title():
    lines = LinesCell(authority="barnet").enquiry(shipped()).every_line
    [caseloads] = [line for line in lines if line.id == "sw_caseload_avg"]
    assert line_title(caseloads, shipped()) == "Average caseload in REACH rose to 14"


def test_a_share_that_a_document_gave_in_words_is_titled_with_the_words():
    lines = LinesCell(authority="barnsley").enquiry(shipped()).every_line
    [tax] = [line for line in lines if line.id == "cl_ctax"]
    assert line_title(tax, shipped()) == "Standard council tax exemption: “not provided as standard”"
