"""A workspace with something of everything, and the addresses at which each page has the most to show."""

from datetime import date
from pathlib import Path
from random import Random

from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Repository
from tests.imported import evidence_with, figures, made_up_nation, release

NOTE = (
    "## What I make of it\n\n- one\n- [two](https://example.org)\n\n> said\n\n`code`\n\n| a | b |\n| - | - |\n| c | d |"
)
ASKED = (
    {"kind": "note", "text": NOTE},
    {"kind": "note", "text": "For us alone", "private": True},
    {"kind": "history", "indicator": "cl_eet"},
    {"kind": "latest", "theme": "workforce"},
    {"kind": "history", "indicator": "nobody_knows_it"},
)
WITNESS = "Service Director, Children's Social Care, Children's Services"
NATIONAL = "beside_other_councils?authority=barnet&indicator=icpc_15"
ADDRESSES = (
    "?authority=barnsley",
    "?authority=barnet",
    "lines_of_questioning?authority=barnsley",
    "lines_of_questioning?authority=barnet&line=cic_dental",
    "lines_of_questioning?authority=barnsley&print=1&members=1",
    "notebooks",
    "notebook?notebook=walked",
    "witness_briefs",
    "witness_briefs?notebook=walked",
    "indicators?authority=barnsley",
    "indicators?authority=barnet&indicator=sw_caseload_avg",
    "indicators?authority=barnsley&theme=stability",
    "beside_other_councils?authority=barnsley",
    NATIONAL,
    "workforce?authority=barnet",
    "workforce?authority=barnsley",
    "progress_and_judgements?authority=barnsley",
    "progress_and_judgements?authority=barnet",
    "figures_that_do_not_add_up?authority=barnsley",
    "findings?authority=barnet",
    "bring_in_figures",
    "documents_and_data?authority=barnsley&document=barnsley-self-evaluation-2018",
    "documents_and_data?authority=nowhere&known=never",
    "method",
    "about",
    "accessibility",
    "status",
    "people",
    "publishing",
    "published_notebooks",
)


def make_workspace(folder: Path) -> Path:
    """A workspace with national releases of two years, and a notebook with cells, notes and a meeting."""
    repository = Repository.open(f"sqlite:///{folder}/notebooks.db")
    day = date(2023, 9, 12)
    notebook = Notebook(id="walked", title="September", authority="barnsley", as_known_on=day)
    for asks in ASKED:
        notebook = notebook.adding(asks)
    repository.save(notebook.planning(date=day, witnesses=(WITNESS,)), None)
    repository.close()
    earlier = [row for row in made_up_nation(Random(7)) if not row["period"].endswith(("2025", "/25"))]
    changed = [row | {"value": row["value"] + 1} if row["value"] and row["value"] < 90 else row for row in earlier[::5]]
    evidence_with(
        folder / "releases", figures(release(2024), changed), figures(release(2025), made_up_nation(Random(7)))
    )
    return folder
