"""The papers: every one builds for every starter and council, in its order, and says nothing the evidence does not."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pytest

from analytics.enquiry.linter.individuals import check_no_individual
from analytics.evidence.period import financial_year
from analytics.evidence.wording import day_in_words
from analytics.exports.formats import Format, report_as
from analytics.measures.facts import facts_about
from analytics.notebooks.packs.chosen import chosen_for
from analytics.notebooks.packs.councillor_print import MOST_LINES
from analytics.notebooks.packs.dates import work_plan
from analytics.notebooks.packs.indicator_table import COLUMNS, history_entry, indicator_views
from analytics.notebooks.packs.meeting import Meeting, Sharing
from analytics.notebooks.packs.member_pack import member_pack
from analytics.notebooks.packs.papers import data_report
from analytics.notebooks.packs.strip import comparator_in_words, figure_in_words, strip_lines
from analytics.notebooks.packs.texts import block_texts, texts_of, views_of
from analytics.notebooks.packs.witness_brief import witness_brief
from analytics.notebooks.report import Bullets, Gap, Heading, Markdown, PageBreak, Paragraph, Shown, Space
from analytics.notebooks.running_order import RunningOrder
from analytics.notebooks.view import CannotRender, View
from tests.charts.specs import rows_of
from tests.notebooks.made_up import evidence_of
from tests.notebooks.made_up import row as figure_of
from tests.notebooks.numbers import numbers_in
from tests.notebooks.packs.made import COUNCILS, MEETINGS, PAPERS, made, make, names, starter
from tests.shipped import shipped

_PLACE = re.compile(r"lines? \d+(?: to \d+)?|paragraphs? [\d.]+(?: to [\d.]+)?(?:, item \d+)?|after [\d.]+")
EVERY = pytest.mark.parametrize(("name", "council"), [(name, council) for name in names() for council in COUNCILS])


def headings(report, level=1):
    return [block.text for block in report.blocks if isinstance(block, Heading) and block.level == level]


def labelled(report, label):
    """The texts of paragraphs with a label, or of the list under it."""
    found = []
    for block, after in zip(report.blocks, (*report.blocks[1:], None), strict=True):
        if isinstance(block, Paragraph) and block.label == label:
            found += list(after.items) if not block.text and isinstance(after, Bullets) else [block.text]
    return found


def lines_of(name, council):
    return chosen_for(starter(name, council), shipped(), MEETINGS[council]).lines


@EVERY
@pytest.mark.parametrize("kind", PAPERS)
def test_every_paper_of_every_starter_builds_and_says_what_it_is_made_from(kind, name, council):
    report = made(kind, name, council)
    assert report.blocks
    assert report.title.endswith(starter(name).title) or kind.startswith("witness")
    assert day_in_words(MEETINGS[council].date) in report.subtitle
    assert report.as_known_on.startswith(f"Evidence as known on {day_in_words(MEETINGS[council].date)}")
    assert shipped().version in report.made_from
    assert all(text == text.strip() and "  " not in text for text in block_texts(report.blocks) if "\n" not in text)


@EVERY
def test_the_members_pack_has_its_seven_parts_in_order(name, council):
    report = made("member", name, council)
    full = member_pack(starter(name, council), shipped(), MEETINGS[council], full=True)
    parts = [
        "Summary",
        "Lines of enquiry",
        "Indicators and charts",
        "What inspectors, peers and the council found",
        "Previous recommendations",
        "How far the figures can be trusted",
        "Notes and outcomes",
    ]
    # Barnet has one document, its own: nobody from outside asked for anything in it, so nothing is said of that.
    held = [part for part in parts if council == "barnsley" or part != "Previous recommendations"]
    assert headings(report) == headings(full) == held
    assert isinstance(report.blocks[-1], Space)


def test_the_short_pack_is_short_enough_to_be_read(tmp_path):
    assert pages(made("member", "improvement-programme", "barnsley"), tmp_path) < 15
    assert pages(made("member", "workforce-and-caseloads", "barnsley"), tmp_path) < 15


@pytest.mark.parametrize("name", ["improvement-programme", "workforce-and-caseloads"])
def test_the_full_pack_has_every_cell_and_the_short_one_none_of_their_tables(name):
    book, meeting = starter(name), MEETINGS["barnsley"]
    short, full = (member_pack(book, shipped(), meeting, full=one) for one in (False, True))
    cells = {
        view.title
        for held, view in book.views(shipped())
        if isinstance(view, View) and held.asks["kind"] not in ("lines", "signals", "latest", "note")
    }
    tables = [{view.title for view in views_of(one.blocks) if view.table} for one in (short, full)]
    assert cells <= tables[1]
    assert not cells & tables[0]
    # What is asked, and what to listen for, is in both word for word.
    for label in ("What was found", "Starter question", "A good answer holds", "Worry if you hear", "Then"):
        assert labelled(short, label) == labelled(full, label)
    assert all(one in labelled(full, "Be careful") for one in labelled(short, "Be careful"))


def test_what_peers_asked_for_is_said_with_what_later_papers_say_and_no_judgement_of_what_became_of_it():
    pack = made("member", "improvement-programme", "barnsley")
    (asked,) = [view for view in views_of(pack.blocks) if view.title == "7 requests of inspectors and peers"]
    rows = {row[1].text: (row[0].text, row[2].text) for row in asked.table.rows}
    assert len(rows) == 7
    text, later = rows["Barnsley front door peer challenge, 2018, paragraph 3.14, item 7"]
    assert text.startswith("Peers asked that urgent safety plans be put in writing")
    assert later == "None"  # the report of 2023 has no finding on child protection
    assert "status in writing" in asked.summary
    assert "Requires improvement to be good (June 2014)." in labelled(
        pack, "Ofsted’s judgement overall, the latest first"
    )


def test_an_inspection_gives_what_it_says_needs_to_improve_and_an_older_report_the_questions_it_suggested():
    december = date(2023, 12, 12)
    book = starter("improvement-programme").about("barnsley", december)
    report = member_pack(book, shipped(), Meeting(date=december))
    titles = [view.title for view in views_of(report.blocks)]
    assert "12 requests of inspectors and peers" in titles  # five of the inspection's, seven of the peers'
    assert "11 questions suggested to an earlier meeting" in titles
    september = [view.title for view in views_of(made("member", "improvement-programme", "barnsley").blocks)]
    assert not [title for title in september if "earlier meeting" in title]


def test_nothing_asked_for_before_is_said_by_nothing():
    report = made("member", "care-leavers", "barnet")
    assert "Previous recommendations" not in headings(report)
    assert "recommendations" not in "\n".join(block_texts(report.blocks))


def pages(report, folder):
    """How many pages the report has as a PDF."""
    pdfinfo = shutil.which("pdfinfo")
    if pdfinfo is None:
        pytest.skip("pdfinfo is not installed: Debian has it in poppler-utils")
    file = folder / "paper.pdf"
    file.write_bytes(report_as(Format.PDF, report))
    told = subprocess.run([pdfinfo, str(file)], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"^Pages:\s+(\d+)$", told, re.MULTILINE)[1])


@EVERY
def test_the_summary_fits_one_page(name, council, tmp_path):
    report = made("member", name, council)
    first = report.blocks[: next(place for place, one in enumerate(report.blocks) if isinstance(one, PageBreak))]
    summary = replace(report, blocks=first)
    assert headings(summary) == ["Summary"]
    assert len([one for one in first if isinstance(one, Bullets) and len(one.items) > 5]) == 0
    assert pages(summary, tmp_path) == 1


@EVERY
def test_every_line_of_the_pack_has_all_that_a_member_needs(name, council):
    report, lines = (
        member_pack(starter(name, council), shipped(), MEETINGS[council], full=True),
        lines_of(name, council),
    )
    assert len(lines) <= 8
    if not lines:
        assert Gap in {type(block) for block in report.blocks}
        return
    assert labelled(report, "Starter question") == [line.question for line in lines]
    assert labelled(report, "Who can answer") == [f"{line.witness.plainly}." for line in lines]
    assert labelled(report, "A good answer holds") == [text for line in lines for text in line.good_answer]
    assert labelled(report, "Worry if you hear") == [text for line in lines for text in line.worry]
    assert labelled(report, "Be careful") == [text for line in lines for text in line.caveats]
    assert len(labelled(report, "Time")) == len(labelled(report, "What it can lead to")) == len(lines)


@EVERY
def test_every_number_of_a_line_is_printed_or_worked_out_from_what_is(name, council):
    papers = chosen_for(starter(name, council), shipped(), MEETINGS[council]).papers
    for line in lines_of(name, council):
        rows = papers.evidence.observations.filter(indicator=line.indicator)
        values = [value for value in rows["value"] if value is not None]
        values += papers.evidence.targets.filter(indicator=line.indicator)["value"].to_list()
        worked_out = [a - b for a in values for b in values]
        worked_out += [(a - b) / b * 100 for a in values for b in values if b]
        said = [text for _, text in strip_lines(line, papers)]
        said += [figure_in_words(line, papers), comparator_in_words(line, papers)]
        # A passage in our own words is cited with its figures; the measure's name may hold a number of its own.
        known = {one.text for text in (*line.evidence_texts, line.measure) for one in numbers_in(text)}
        for number in numbers_in("\n".join(said)):
            assert number.is_printed(values) or number.is_rounded(worked_out) or number.text in known, number.text


@EVERY
def test_no_other_number_is_in_a_paper_than_those_of_lines_documents_and_the_calendar(name, council):
    meeting, catalogue = MEETINGS[council], shipped().catalogue
    chosen = chosen_for(starter(name, council), shipped(), meeting)
    enquiry = chosen.enquiry
    texts = [text for line in enquiry.every_line for text in (*line.sentences, *line.caveats, line.why_it_matters)]
    texts += [text for line in chosen.lines for _, text in strip_lines(line, chosen.papers)]
    texts += [text for line in enquiry.every_line for text in (figure_in_words(line, chosen.papers), line.measure)]
    texts += [text for area in enquiry.absent for text in (area.name, area.why, area.request)]
    texts += [text for held in chosen.known.documents.values() for text in (held.file.summary, *held.file.cautions)]
    texts += [text for held in chosen.known.documents.values() for text in (held.file.title, held.file.published)]
    texts += [text for held in chosen.known.documents.values() for text in (held.file.short_title,)]
    texts += [day_in_words(held.file.data_to) for held in chosen.known.documents.values()]
    texts += [day_in_words(step.due) for step in work_plan(meeting.date)] + [day_in_words(meeting.date)]
    texts += [theme.why_it_matters for theme in catalogue.themes.values()]
    # How many lines, parts and minutes there are, and the two points of a near miss.
    counts = {*map(str, range(1, 10)), str(meeting.minutes), str(meeting.minutes_each(chosen.lines))}
    counts.add(str(len(enquiry.absent) - 4))  # “and so many more”
    known = counts | {one.text for text in texts for one in numbers_in(text)}
    latest = chosen.papers.facts.latest
    printed = [*latest["value"].drop_nulls(), *latest["previous_value"].drop_nulls()]
    changes = latest["change"].drop_nulls().to_list()
    changes += [row["change"] / row["previous_value"] * 100 for row in latest.to_dicts() if row["previous_value"]]
    for kind in PAPERS:
        report = made(kind, name, council)
        own = [block for block in report.blocks if not isinstance(block, Shown | Markdown | Gap)]
        for text in block_texts(own):
            if text.startswith("Of the measures in all the papers about"):
                continue  # counted by the view of what the papers cannot tell
            for number in numbers_in(_PLACE.sub("", text)):
                is_latest = number.is_printed(printed) or number.is_rounded(changes)
                assert number.text in known or is_latest, (kind, number.text, text)


@EVERY
def test_no_paper_names_a_person(name, council):
    printed = set(shipped().witnesses["name"])
    for kind in PAPERS:
        said = "\n".join(texts_of(made(kind, name, council)))
        assert not {person for person in printed if person in said}
        own = [block for block in made(kind, name, council).blocks if isinstance(block, Heading | Paragraph | Bullets)]
        breaches = [one.what for text in block_texts(own) for one in check_no_individual(text, "")]
        assert not [what for what in breaches if "names a person" in what]


@EVERY
def test_the_print_has_one_figure_one_comparator_one_caution_a_line_and_room_to_write(name, council):
    report, lines = made("print", name, council), lines_of(name, council)[:MOST_LINES]
    if not lines:
        assert isinstance(report.blocks[0], Gap)
        return
    # The last of six is left out where two sides have no room for it.
    lines = lines[: max(len(headings(report)), min(len(lines), 5))]
    assert len(headings(report)) == len(lines)
    assert len(labelled(report, "Beside it")) == len(lines)
    assert len(labelled(report, "Figure")) + len(labelled(report, "The papers say")) == len(lines)
    asked = [
        block.text for block in report.blocks if isinstance(block, Paragraph) and block.label.startswith("Ask the ")
    ]
    assert asked == [line.question for line in lines]
    assert labelled(report, "Be careful") == [line.caveats[0] for line in lines if line.caveats]
    ruled = [block.lines for block in report.blocks if isinstance(block, Space)]
    assert len(ruled) == len(lines)
    assert min(ruled) >= 2


@EVERY
def test_the_print_fits_two_sides(name, council, tmp_path):
    assert pages(made("print", name, council), tmp_path) <= 2


@EVERY
def test_the_data_report_has_one_row_an_indicator_and_the_same_columns(name, council):
    chosen = chosen_for(starter(name, council), shipped(), MEETINGS[council])
    views = indicator_views(chosen.papers, chosen.themes)
    rows = [row[0].text for view in views for row in view.table.rows]
    assert len(rows) == len(set(rows))
    wanted = {
        chosen.papers.indicator(one).short_name
        for one in chosen.papers.facts.latest["indicator"].unique()
        if not chosen.themes or chosen.papers.indicator(one).theme in chosen.themes
    }
    assert set(rows) == wanted
    for view in views:
        assert [column for column in COLUMNS if column in view.table.columns] == list(view.table.columns)
        assert set(COLUMNS) - set(view.table.columns) <= {"Comparators", "Target and rating"}
        untold = "These papers print no target for any of these." in view.caveats
        assert untold == ("Target and rating" not in view.table.columns)
        assert view.sources


def test_a_rating_is_a_shape_and_a_word():
    views = views_of(made("data", "care-leavers", "barnet").blocks)
    table = next(view.table for view in views if view.title.startswith("Care leavers: 12"))
    rated = {row[0].text: row[table.columns.index("Target and rating")].text for row in table.rows}
    assert rated["Care leavers in education or work"] == "Target 65%: ▲ just missed"  # 64%
    assert rated["Care leavers in touch"] == "Target 90%: ✓ met"  # 91.2%
    assert rated["Pathway plans up to date"] == "○ no target in these papers"


def test_parts_are_held_against_their_own_maximum():
    views = views_of(made("data", "workforce-and-caseloads", "barnsley").blocks)
    table = next(view.table for view in views if view.title.startswith("Caseloads:"))
    row = next(row for row in table.rows if row[0].text == "Average caseload")
    texts = dict(zip(table.columns, (entry.text for entry in row), strict=True))
    assert texts["Target and rating"] == (
        "Newly qualified social workers: Maximum 14: ✓ within it\nSocial workers: Maximum 20: ✓ within it"
    )


def test_history_and_comparators_each_have_their_own_period():
    book = starter("children-in-care").about("barnsley", date(2018, 12, 31))
    report = data_report(book, shipped(), Meeting(date=date(2019, 1, 15)))
    table = next(view.table for view in views_of(report.blocks) if view.title.startswith("Stability"))
    texts = dict(zip(table.columns, (entry.text for entry in table.rows[0]), strict=True))
    assert texts["History"] == "2014/15 to 2017/18: 70.5%, 75.0%, 77.2%, 67.9%"
    assert texts["Comparators"] == (
        "Barnsley’s statistical neighbours 66.8% in 2016/17: ▲ above by 1.1 percentage points, better\n"
        "England 68.0% in 2016/17: ● about the same"
    )
    assert texts["Latest and direction"] == "67.9% in 2017/18\n▼ down 9.3 percentage points, worse"


@pytest.mark.parametrize("council", COUNCILS)
def test_a_sparkline_says_in_words_what_it_draws_and_needs_three_figures(council):
    papers = chosen_for(starter(names()[0], council), shipped(), MEETINGS[council]).papers
    by_name = {one.short_name: one.id for one in shipped().catalogue.indicators.values()}
    counts = {True: set(), False: set()}
    for view in indicator_views(papers, ()):
        for entry, *_, history in ((*row, row[view.table.columns.index("History")]) for row in view.table.rows):
            points = papers.facts.points(council, by_name[entry.text])
            points = points.filter(points["value"].is_not_null())
            counts[history.chart is not None].add(points.height)
            if history.chart is None:
                continue
            values = [one["value"] for one in rows_of(history.chart.spec, "day")]
            assert values == points["value"].to_list()
            assert all(one["period"] in history.chart.alt for one in points.tail(5).to_dicts())
            held = view.data.filter(indicator=by_name[entry.text], area=council, member="")
            assert set(values) <= set(held["value"].to_list())
    # Barnet's one report prints three figures of nothing.
    assert min(counts[True], default=3) >= 3
    assert max(counts[False]) < 3
    assert bool(counts[True]) == (council == "barnsley")


def test_a_sparkline_never_joins_figures_across_a_gap():
    papers = chosen_for(starter("children-in-care"), shipped(), MEETINGS["barnsley"]).papers
    years = [financial_year(year) for year in (2013, 2014, 2016, 2017)]
    figures = evidence_of(*(figure_of("cic_health_ann", 90.0 + place, year) for place, year in enumerate(years)))
    made_up = replace(papers, evidence=figures, facts=facts_about(figures, "barnsley"))
    entry = history_entry(made_up, made_up.facts.latest.row(0, named=True))
    runs = [one["run"] for one in rows_of(entry.chart.spec, "day")]
    assert runs == [1, 1, 2, 2]
    # With a gap each figure keeps its own period in words.
    assert entry.text == "2013/14: 90.0%\n2014/15: 91.0%\n2016/17: 92.0%\n2017/18: 93.0%"


def test_members_lines_are_theirs_in_order_and_words():
    book, meeting = starter("workforce-and-caseloads"), MEETINGS["barnsley"]
    lines = chosen_for(book, shipped(), meeting).lines
    kept = (lines[3].id, lines[1].id)
    mine = meeting.model_copy(
        update={
            "running_order": RunningOrder(order=kept, kept=kept),
            "own_wordings": {kept[0]: "How are children told?"},
            "big_question": "Who stays?",
        }
    )
    report = member_pack(book, shipped(), mine)
    assert labelled(report, "The Big Question") == ["Who stays?"]
    assert labelled(report, "Starter question, in our own words") == ["How are children told?"]
    assert labelled(report, "Starter question") == [lines[1].question]
    assert ["30 minutes." in text for text in labelled(report, "Who can answer")] == [True] * 2


def test_the_themes_of_the_meeting_come_before_those_of_the_notebook():
    meeting = MEETINGS["barnsley"].model_copy(update={"themes": ("finance",)})
    assert {line.theme for line in chosen_for(starter("front-door"), shipped(), meeting).lines} == {"finance"}
    unknown = meeting.model_copy(update={"themes": ("weather",)})
    with pytest.raises(CannotRender, match=r"There is no theme called “weather”\. Known: population"):
        chosen_for(starter("front-door"), shipped(), unknown)


def test_lines_of_one_document_cite_it():
    book = starter("document-barnsley-self-evaluation-2018")
    meeting = Meeting(date=date(2019, 1, 15))
    lines = chosen_for(book.about("barnsley", date(2018, 12, 31)), shipped(), meeting).lines
    assert lines
    slug = "barnsley-self-evaluation-2018"
    assert all(any(one.document == slug for one in line.cited) for line in lines)


def test_the_witness_brief_has_its_parts_days_and_what_is_wanted():
    report = made("witness", "workforce-and-caseloads", "barnsley")
    assert headings(report) == [
        "The meeting",
        "Why we are asking you",
        "Who else is invited",
        "Themes we would like to cover",
        "The evidence the committee will use",
        "Information we would like in writing",
        "If a figure is wrong",
        "No individuals",
        "On the day",
        "What happens afterwards",
    ]
    said = "\n".join(block_texts(report.blocks))
    # Answers for the draft, corrections before the lock, a letter after five working days.
    assert all(day in said for day in ("by 29 August 2023", "by 31 August 2023", "By 19 September 2023"))
    assert "Nobody" not in said
    assert "Evidence as known on 12 September 2023" in said


def test_every_line_that_is_asked_aloud_falls_to_one_of_those_briefed():
    book, meeting = (
        starter("workforce-and-caseloads"),
        MEETINGS["barnsley"].model_copy(update={"themes_or_questions": Sharing.QUESTIONS}),
    )
    lines = chosen_for(book, shipped(), meeting).lines
    roles = {line.witness.role for line in lines}
    said = "\n".join(text for role in roles for text in texts_of(witness_brief(book, shipped(), meeting, role)))
    assert all(line.question in said for line in lines)


def test_a_name_is_given_only_as_a_document_prints_it_and_only_where_the_meeting_wants_names():
    title = "Executive Director, Children's Services"
    meeting = MEETINGS["barnsley"].model_copy(update={"witnesses": (title, "Service Director"), "name_witnesses": True})
    book, printed = starter("workforce-and-caseloads"), shipped().witnesses.filter(role=title)["name"][0]
    said = "\n".join(texts_of(witness_brief(book, shipped(), meeting, "Service Director")))
    assert f"{title}: {printed}, as listed in Barnsley scrutiny report, September 2023" in said
    without = meeting.model_copy(update={"name_witnesses": False})
    assert printed not in "\n".join(texts_of(witness_brief(book, shipped(), without, "Service Director")))


def test_an_unknown_role_names_those_known():
    with pytest.raises(CannotRender, match=r"There is no role “gardener”\. Known: cabinet-member"):
        witness_brief(starter("front-door"), shipped(), MEETINGS["barnsley"], "gardener")


@pytest.mark.parametrize("kind", PAPERS)
def test_before_any_document_a_paper_says_from_when_there_is_one(kind):
    book = starter("front-door").about("barnsley", date(2018, 1, 1))
    with pytest.raises(CannotRender, match="30 April 2018"):
        make(kind, book, MEETINGS["barnsley"])


def test_terms_are_explained_only_where_they_are_used():
    pack = made("member", "care-leavers", "barnet")
    glossary = next(view for view in views_of(pack.blocks) if view.title == "Words used in this paper")
    said = "\n".join(block_texts(block for block in pack.blocks if getattr(block, "view", None) is not glossary))
    for row in glossary.table.rows:
        term, _, short = row[0].text.removesuffix(")").partition(" (")
        assert term.lower() in said.lower() or (short and short in said)
    assert "Pathway plan" in {row[0].text for row in glossary.table.rows}
