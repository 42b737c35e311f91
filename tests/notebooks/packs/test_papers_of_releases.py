"""Papers made from national releases: theirs alone, called what they are, and no longer than they need to be."""

from datetime import date
from random import Random

import pytest

from analytics.evidence.national import Figures
from analytics.notebooks.notebook import Held, Notebook
from analytics.notebooks.packs.councillor_print import two_page_print
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.packs.member_pack import member_pack
from analytics.notebooks.packs.papers import cover_report, data_report, explainer_paper
from analytics.notebooks.packs.texts import texts_of, views_of
from analytics.notebooks.packs.witness_brief import witness_brief
from tests.imported import evidence_with, figures, made_up_nation, release

MEETING = Meeting(date=date(2026, 1, 13))
# Barnsley has reports of its own too, and the notebook asks for the releases.
BOOK = Notebook(
    authority="barnsley",
    figures=Figures.RELEASES,
    cells=tuple(Held(asks={"kind": "theme", "theme": theme}) for theme in ("child_protection", "workforce")),
)


@pytest.fixture(scope="module")
def evidence(tmp_path_factory):
    rows = [row for row in made_up_nation(Random(3)) if row["area"] in ("barnsley", "england")]
    older = [row for row in rows if "2020" in row["period"]]
    of = (figures(release(2025), rows), figures(release(2021), older))
    return evidence_with(tmp_path_factory.mktemp("papers"), *of)


PAPERS = {
    "member": member_pack,
    "member, full": lambda *asked: member_pack(*asked, full=True),
    "cover": cover_report,
    "data": data_report,
    "explainer": explainer_paper,
    "witness": lambda *asked: witness_brief(*asked, "service-director"),
    "print": two_page_print,
}


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_every_figure_and_word_is_of_the_releases_and_none_of_the_councils_reports(evidence, kind):
    paper = PAPERS[kind](BOOK, evidence, MEETING)

    for view in views_of(paper.blocks):
        if view.data is not None and "document" in view.data.columns:
            assert set(view.data["document"]) <= {"made-up-2025", "made-up-2021"}
    said = " ".join(texts_of(paper))
    assert "Barnsley self-evaluation" not in said
    assert "scrutiny report" not in said
    # The committee's own papers are papers. What the figures are printed in are releases.
    assert not [words for words in ("these papers", "These papers", "all the papers") if words in said]


def test_the_short_pack_describes_the_releases_that_its_lines_rest_on_and_counts_the_others(evidence):
    short, full = (" ".join(texts_of(PAPERS[kind](BOOK, evidence, MEETING))) for kind in ("member", "member, full"))

    assert "1 more release has figures of Barnsley that no line here rests on." in short
    assert "Published" in short
    assert "no line here rests on" not in full


def test_one_measure_has_and_several_have(evidence):
    said = " ".join(texts_of(PAPERS["member"](BOOK, evidence, MEETING)))

    assert "1 have" not in said
