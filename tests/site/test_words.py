"""Tables of words as files: what the page shows, of which a spreadsheet runs nothing."""

import csv
import io
from dataclasses import replace

import polars as pl

from analytics.notebooks.report import Shown
from analytics.notebooks.view import Table, View, plain_row
from analytics.site.layout import Layout
from analytics.site.page import Folded, Page
from analytics.site.words import PART, table_as_csv, tables_as_csv, tables_of_words
from tests.shipped import shipped
from tests.site.made import one_council

NOTES = Table("Notes", ("What is odd", "A fair reading"), (plain_row("“1”, twice", "Typed again"),))
VIEW = View("Two notes", "About a paper", "", table=NOTES)


def rows(content):
    return [*csv.reader(io.StringIO(content.decode()))]


def laid_out(*blocks):
    page = Page("barnet/some.html", "Some", "", blocks)
    layout = Layout(one_council(), (page,))
    return layout.html(page).decode(), layout.files


def test_a_table_is_written_as_it_is_read():
    assert rows(table_as_csv(NOTES)) == [["What is odd", "A fair reading"], ["“1”, twice", "Typed again"]]


def test_no_word_of_a_table_is_a_formula():
    attack = replace(NOTES, rows=(plain_row("=HYPERLINK(1)", "@SUM(1)"), plain_row("+1+1", "-2+3")))
    for row in rows(table_as_csv(attack))[1:] + [row[1:] for row in rows(tables_as_csv([("a", attack)]))[1:]]:
        assert not [text for text in row if text.startswith(("=", "@", "+", "-"))]
        assert len(row) == 2


def test_a_table_alone_of_its_form_has_a_file_of_its_own():
    html, files = laid_out(Shown(VIEW))
    assert rows(files["barnet/some-notes.csv"]) == rows(table_as_csv(NOTES))
    assert 'href="some-notes.csv" download>Download the table of “Two notes”</a> (CSV, 1 KB)' in html


def test_a_folded_table_has_a_file_too():
    _, files = laid_out(Folded("A paper: 1 note", VIEW))
    assert [*files] == ["barnet/some-notes.csv"]


def test_tables_of_one_form_share_a_file_that_says_which_is_which():
    html, files = laid_out(Folded("A paper: 1 note", VIEW), Folded("Another: 1 note", VIEW))
    (content,) = files.values()
    assert rows(content) == [
        [PART, "What is odd", "A fair reading"],
        ["A paper: 1 note", "“1”, twice", "Typed again"],
        ["Another: 1 note", "“1”, twice", "Typed again"],
    ]
    assert html.count("download") == 1


def test_a_table_of_figures_has_its_figures_and_not_its_words():
    figures = replace(VIEW, data=pl.DataFrame({"value": [1.5]}), file_name="values.csv")
    _, files = laid_out(Shown(figures))
    assert files == {"barnet/values.csv": b"value\n1.5\n"}
    assert tables_of_words(Page("a.html", "", "", (Shown(figures),))) == {}


def test_the_glossary_the_sources_and_the_lines_are_files_too(site):
    terms = {term.term: term.meaning for term in shipped().catalogue.glossary}
    assert {word: meaning for word, _, meaning in rows(site.files["glossary.csv"])[1:]} == terms
    titles = [row[0] for row in rows(site.files["sources.csv"])[1:]]
    assert sorted(titles) == sorted(held.file.title for held in shipped().documents.values())
    lines = rows(site.files["barnet/lines/lines-of-questioning.csv"])
    pages = [path for path in site.files if path.startswith("barnet/lines/") and path.endswith(".html")]
    assert len(lines) - 1 == len(pages) - 1  # a head, and the page that lists them
