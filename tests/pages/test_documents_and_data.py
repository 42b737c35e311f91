import shutil

import pytest

from analytics.evidence.loading import SHIPPED
from pages.shared import library
from pages.shared.act import plainly
from tests.pages.opened import COUNCILS, followed, headings, html, links, opened, said, stands
from tests.shipped import shipped

FOLDER = SHIPPED / "documents" / "barnet-performance-report-2019"


@pytest.fixture
def only_barnet(tmp_path, monkeypatch):
    """A folder of evidence with one document, which the pages read."""
    held = tmp_path / "documents" / FOLDER.name
    shutil.copytree(FOLDER, held)
    monkeypatch.setattr(library, "DATA_FOLDER", tmp_path)
    return held


@pytest.mark.parametrize("document", sorted(shipped().documents))
def test_every_document_opens_with_its_particulars_and_every_figure(document):
    held = shipped().documents[document].file
    app = opened("documents_and_data", authority=held.authority, document=document)

    stands(app, "documents_and_data")
    assert said(app) == []
    figures = shipped().of_document(document).observations.height
    assert headings(app)[:2] == [held.short_title, f"{figures} figures in this document"]


@pytest.mark.parametrize("council", COUNCILS)
def test_list_of_documents_links_to_each_of_the_council(council):
    app = opened("documents_and_data", authority=council)

    titles = [headings(followed(link))[0] for link in links(app) if "document=" in link]
    assert sorted(titles) == sorted(
        held.file.short_title for held in shipped().documents.values() if held.file.authority == council
    )


@pytest.mark.parametrize(
    "address",
    [
        {"document": "nonsense"},
        {"authority": "barnet", "document": "barnsley-self-evaluation-2018"},
        {"authority": "barnsley", "known": "2020-01-01", "document": "barnsley-ofsted-inspection-2023"},
    ],
    ids=["unknown", "of another council", "not yet public"],
)
def test_document_that_is_not_here_is_said_and_the_list_shown(address):
    app = opened("documents_and_data", **address)

    stands(app, "documents_and_data")
    assert said(app) == [f"There is no document called `{address['document']}` here. Showing All documents instead."]
    assert headings(app)[-1] == "How to add a document"


def test_row_that_cannot_be_read_is_named_and_the_others_are_shown(only_barnet):
    with (only_barnet / "findings.csv").open("a", encoding="utf-8") as file:
        file.write("L9,no-such-theme,strength,Something is well.,\n")

    app = opened("documents_and_data")

    stands(app, "documents_and_data")
    [warning] = said(app)
    assert warning.startswith("1 row or file had to be left out.")
    assert plainly("barnet-performance-report-2019/findings.csv") in warning
    assert plainly("no-such-theme") in warning
    assert headings(app)[0].startswith("1 document")


def test_one_council_alone_is_the_council_shown(only_barnet):
    app = opened("before_the_meeting")

    assert app.selectbox(key="choose_authority").options == ["Barnet"]
    assert headings(app)[1].startswith("1 document")
    assert said(opened("before_the_meeting", authority="barnsley")) == [
        "There is no council called `barnsley` here. Showing Barnet instead."
    ]


def test_document_in_a_new_folder_is_there_at_the_next_interaction(only_barnet):
    app = opened("documents_and_data")
    new = only_barnet.parent / "barnsley-peer-challenge-2018"
    shutil.copytree(SHIPPED / "documents" / new.name, new)

    app.run()

    assert app.selectbox(key="choose_authority").options == ["Barnet", "Barnsley"]
    app.selectbox(key="choose_authority").set_value("barnsley").run()
    assert "Barnsley front door peer challenge, 2018" in html(app)
