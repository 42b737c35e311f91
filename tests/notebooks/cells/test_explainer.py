"""What the explainer says of every indicator of the shipped evidence, on every day on which it is asked for."""

import re
from collections.abc import Iterator
from functools import lru_cache

import polars as pl
import pytest

from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Polarity, Unit
from analytics.notebooks.cells.explainer import ExplainerCell, render_explainer
from analytics.notebooks.view import CannotRender, View
from tests.notebooks.numbers import Said, numbers_in
from tests.shipped import DAYS, every_result, shipped, texts_of, views_of

HEADINGS = (
    "What does it count, and what does it not?",
    "Should it be high or low, and why does it matter?",
    "How is it counted nationally, and does this report differ?",
    "How many children is it?",
    "Who set the target, and when was it last met?",
    "What is it compared with, and what is missing?",
    "How fresh is it, and how firm?",
    "What would one have to ask for?",
)
# Counts that may be as small as they like, because nobody is among what they count.
NOT_PEOPLE = {
    "adopt_share_rank",
    "audit_inadequate_teams_n",
    "cl_accom_plan_years",
    "cp_visit_low_teams_n",
    "cyp_teams_n",
    "ey_settings_good_rank",
    "foster_hubs_n",
    "oversight_interval_months",
    "peer_challenges_n",
    "plan_major",
    "plan_new",
    "residential_units_n",
    "sufficiency_plan_years",
}
FEW = (
    r"\b(?:[1-5]|two|three|four|five) "
    r"(?:child|children|young people|care leavers?|staff|people|workers?|posts?|families|managers)\b"
)
DAY = re.compile(r"\b(?:\d{1,2} (?:[A-Z][a-z]+ (?:20\d\d )?)?to )?\d{1,2} [A-Z][a-z]+ 20\d\d\b")
PLACE = re.compile(r"\b(?:lines?|paragraphs?|item) \d[\d.]*(?: to \d[\d.]*)?")


def known(cell: ExplainerCell) -> Evidence:
    return shipped().about(cell.authority).as_known_on(cell.as_known_on)


def answers(view: View) -> dict[str, str]:
    return {asked.text: answer.text for asked, answer in view.table.rows}


def figures_of(cell: ExplainerCell, *indicators: str) -> pl.DataFrame:
    return known(cell).observations.filter(pl.col("indicator").is_in([name for name in indicators if name]))


def test_every_council_indicator_and_day_gives_a_view_once_a_document_is_public():
    for cell, result in every_result().items():
        if isinstance(cell, ExplainerCell):
            assert isinstance(result, View) == bool(known(cell).documents), cell
    asked = {(cell.authority, cell.indicator) for cell in views_of(ExplainerCell)}
    assert asked == {
        (authority, indicator)
        for authority in shipped().authorities_with_documents()
        for indicator in shipped().about(authority).observations["indicator"]
    }


def test_every_question_is_there_and_answered():
    for cell, view in views_of(ExplainerCell).items():
        assert tuple(answers(view)) == HEADINGS, cell
        assert all(line.strip() == line != "" for text in answers(view).values() for line in text.split("\n")), cell


def test_an_explainer_holds_all_that_a_definition_holds():
    for view in views_of(ExplainerCell).values():
        entry = next(
            one for one in shipped().catalogue.indicators.values() if view.subtitle.startswith(f"{one.name}, ")
        )
        text = " ".join(texts_of(view))
        parts = (entry.definition, entry.counts, entry.timescale, entry.why_it_matters, *entry.aliases, *entry.caveats)
        assert all(part in text for part in parts), entry.id


def test_answers_are_short():
    for cell, view in views_of(ExplainerCell).items():
        for asked, text in answers(view).items():
            assert len(text.split()) <= 150, (cell, asked)


def test_a_neutral_measure_is_neither_better_nor_worse():
    neutral = {name for name, entry in shipped().catalogue.indicators.items() if entry.polarity is Polarity.NEITHER}
    for cell, view in views_of(ExplainerCell).items():
        if cell.indicator in neutral:
            said = [answers(view)[heading] for heading in HEADINGS[4:]]
            assert not re.search(r"\b(?:better|worse|met|missed)\b", " ".join(said)), cell
            assert answers(view)[HEADINGS[1]].startswith("Neither."), cell


def test_no_number_of_one_to_five_people_stands_in_any_text():
    for cell, view in views_of(ExplainerCell).items():
        assert not [text for text in texts_of(view) if re.search(FEW, text)], cell


def test_a_count_of_one_to_five_is_said_only_of_what_is_no_person():
    catalogue, said = shipped().catalogue.indicators, set()
    for cell, view in views_of(ExplainerCell).items():
        small = view.data.filter(
            pl.col("value").is_between(0.01, 5) & pl.col("unit").is_in([Unit.COUNT.value, Unit.POSTS.value])
        )
        said |= set(small["indicator"])
        own = figures_of(cell, cell.indicator).filter(pl.col("area") == cell.authority)["value"].drop_nulls().to_list()
        unit = catalogue[cell.indicator].unit
        if unit in (Unit.COUNT, Unit.POSTS) and own and max(own) <= 5 and 0 not in own:
            told = " ".join((view.summary, *(answers(view)[heading] for heading in HEADINGS[3:7])))
            is_withheld = "oo few to print" in told
            assert is_withheld != (cell.indicator in NOT_PEOPLE), cell
    assert said <= NOT_PEOPLE


def allowed(cell: ExplainerCell) -> Iterator[float]:
    """Every number that an answer may give as printed."""
    entry = shipped().catalogue.indicators[cell.indicator]
    rows = figures_of(cell, cell.indicator, entry.of, entry.rate_of)
    for column in ("value", "numerator", "denominator"):
        yield from rows[column].drop_nulls()
    yield from known(cell).targets.filter(pl.col("indicator") == cell.indicator)["value"]
    notes = [*rows["note"], *known(cell).targets["note"]]
    catalogue = (entry.definition, entry.counts, entry.basis, entry.timescale, entry.why_it_matters, entry.phrase)
    counted = [shipped().catalogue.indicators[name].phrase for name in (entry.of, entry.rate_of) if name]
    for text in (*notes, *catalogue, *counted, *entry.breakdowns, *entry.caveats):
        yield from (number.size for number in numbers_in(text))


def worked_out(cell: ExplainerCell) -> Iterator[float]:
    """Every number that the arithmetic of an answer can give: counts and rests, gaps, and ages in months and years."""
    entry = shipped().catalogue.indicators[cell.indicator]
    own, of = (figures_of(cell, name).filter(pl.col("value").is_not_null()) for name in (cell.indicator, entry.of))
    for whole in of["value"]:
        for percent in own["value"]:
            yield from (percent * whole / 100, (100 - percent) * whole / 100)
    for one in own["value"]:
        for other in own["value"]:
            yield one - other
            if other:
                yield (one - other) / other * 100
    newest = max(held.file.available_from for held in known(cell).documents.values())
    for end in own["period_end"]:
        days = ((cell.as_known_on or newest) - end).days
        yield from (days / 30.44, days // 30.44 // 12, (days / 30.44 + 0.5) // 12)


@lru_cache
def known_numbers(cell: ExplainerCell) -> tuple[list[float], list[float]]:
    return sorted(set(allowed(cell))), sorted(set(worked_out(cell)))


def unexplained(cell: ExplainerCell, text: str) -> list[Said]:
    printed, results = known_numbers(cell)
    bare = PLACE.sub(" ", DAY.sub(" ", text))
    return [
        number
        for number in numbers_in(bare)
        if not number.is_printed(printed) and not number.is_rounded(results) and not _is_rounded_more(number, results)
    ]


def _is_rounded_more(number: Said, results: list[float]) -> bool:
    """Whether it is a large number given to its hundreds, as a share of a large population is."""
    return number.size >= 1000 and number.size % 100 == 0 and any(abs(number.size - one) <= 500 for one in results)


def test_every_number_is_printed_in_the_catalogue_or_arithmetic():
    checked = 0
    for cell, view in views_of(ExplainerCell).items():
        for text in (view.title, view.summary, *answers(view).values()):
            assert not unexplained(cell, text), (cell, text)
            checked += len(numbers_in(text))
    assert checked > 1500


def test_a_number_from_nowhere_would_be_found():
    cell = ExplainerCell(authority="barnet", indicator="cic_lt12m")
    assert not unexplained(cell, "65% of 319 children is about 207. The rest is about 112.")
    assert [number.text for number in unexplained(cell, "65% of 319 children is about 210.")] == ["210"]


def test_nothing_is_told_that_was_not_public_on_the_day():
    for cell, view in views_of(ExplainerCell).items():
        named = {source.document for source in view.sources}
        assert named <= set(known(cell).documents), cell
        assert set(view.data["document"]) <= named, cell
        later = {held.file.short_title for held in shipped().documents.values()} - {
            held.file.short_title for held in known(cell).documents.values()
        }
        assert not [title for title in later for text in texts_of(view) if title in text], cell


def test_a_target_is_cited_with_its_place():
    view = views_of(ExplainerCell)[ExplainerCell(authority="barnet", indicator="cl_touch")]
    assert "July 2019 91.2%, met." in answers(view)[HEADINGS[4]]
    assert any("line 208" in place for source in view.sources for place in source.places)


def test_the_days_differ_where_the_papers_do():
    early, late = (
        answers(
            views_of(ExplainerCell)[ExplainerCell(authority="barnsley", indicator="sw_caseload_avg", as_known_on=day)]
        )
        for day in (DAYS[2], None)
    )
    assert early[HEADINGS[4]] == "No target is printed."
    assert "Maximum (Social workers): 20" in late[HEADINGS[4]]


def test_an_indicator_that_the_catalogue_does_not_know_is_said():
    with pytest.raises(CannotRender, match="no indicator called “league_place”"):
        render_explainer(ExplainerCell(authority="barnsley", indicator="league_place"), shipped())


def test_an_indicator_without_a_figure_is_explained_all_the_same():
    view = render_explainer(ExplainerCell(authority="barnsley", indicator="posts_agency"), shipped())
    assert view.summary == "No figure for it is printed in these papers about Barnsley."
    assert view.data.is_empty()
