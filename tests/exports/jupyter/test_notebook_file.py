"""A notebook in Jupyter: it holds its evidence, says what the views say, runs, and keeps what is private out."""

import ast
import io
import json
import re
from datetime import date
from functools import lru_cache

import altair
import nbformat
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbclient import NotebookClient

from analytics.enquiry.settings import Settings
from analytics.exports.jupyter import notebook_as_ipynb
from analytics.exports.jupyter.code import data_code, history_code, in_quotes
from analytics.notebooks.cells.history import HistoryCell
from analytics.notebooks.notebook import Held, Notebook, asks_of
from analytics.notebooks.render import AnyCell, render
from tests.exports.sampled import NOTE, sampled
from tests.shipped import NOT_IN_SHIPPED, every_cell, shipped

any_text = st.text(
    st.sampled_from("\"'\\\n\r\t\x00\x0b\x1c\u2028{}") | st.characters(exclude_categories=["Cs"]), max_size=12
)


def holding(*asked: dict, **parts: object) -> Notebook:
    said = {"title": "What to ask", "authority": "barnsley"} | parts
    return Notebook(**said, cells=tuple(Held(asks=asks) for asks in asked))


def note(text: str, **more: object) -> dict:
    return {"kind": "note", "text": text, **more}


def made(notebook: Notebook, **more: bool) -> nbformat.NotebookNode:
    file = nbformat.reads(notebook_as_ipynb(notebook, shipped(), **more).decode(), as_version=4)
    nbformat.validate(file)
    return file


def run(file: nbformat.NotebookNode, folder: object) -> nbformat.NotebookNode:
    NotebookClient(file, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    return file


def words(file: nbformat.NotebookNode) -> str:
    return "\n\n".join(cell.source for cell in file.cells if cell.cell_type == "markdown")


def code(file: nbformat.NotebookNode) -> list[str]:
    return [cell.source for cell in file.cells if cell.cell_type == "code"]


def of_shipped() -> list[AnyCell]:
    """One cell of every kind that the shipped evidence can fill: a notebook is rendered from that evidence."""
    return [cell for cell in sampled() if not isinstance(cell, NOT_IN_SHIPPED)]


@pytest.fixture(scope="module")
def everything() -> Notebook:
    """A notebook of every kind of cell, and of cells that give no view."""
    cells = [asks_of(cell) for cell in (*of_shipped(), next(iter(drawn_again())))]
    return holding(*cells, note(NOTE), note("kept to myself", private=True), {"kind": "of tomorrow"})


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_it_runs_from_top_to_bottom_and_shows_every_frame_and_chart(everything, tmp_path, monkeypatch):
    monkeypatch.delenv("PYTHONPATH", raising=False)
    file = run(made(everything), tmp_path)
    shown = [cell for cell in file.cells if cell.cell_type == "code" and "import" not in cell.source]
    assert len(shown) > 30
    assert all(any("text/html" in output.get("data", {}) for output in cell.outputs) for cell in shown)
    assert not [output for cell in shown for output in cell.outputs if output.output_type in ("error", "stream")]


def test_it_needs_polars_and_altair_and_nothing_else(everything):
    imported = set()
    for source in code(made(everything)):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            assert not isinstance(node, ast.ImportFrom)
    assert imported == {"io", "json", "altair", "polars"}


def test_it_says_what_every_view_says(everything):
    text = re.sub(r"\\(.)", r"\1", words(made(everything)))
    for shown in [sampled()[cell] for cell in of_shipped()]:
        assert shown.title in text
        assert all(" ".join(caveat.split()) in text for caveat in shown.caveats)
        assert all(source.title in text and all(place in text for place in source.places) for source in shown.sources)


def test_every_frame_is_read_back_as_it_was(everything):
    sources = [source for source in code(made(everything)) if source.startswith("figures_")]
    views = [render(notebook_cell, shipped()) for notebook_cell in (*of_shipped(), next(iter(drawn_again())))]
    frames = [shown.data for shown in views if shown.data is not None and not shown.data.is_empty()]
    assert len(sources) == len(frames) > 20
    for source, frame in zip(sources, frames, strict=True):
        assert as_run(source).equals(
            frame.with_columns(pl.col(name).list.join(";") for name, kind in frame.schema.items() if kind == pl.List)
        )


def as_run(source: str) -> pl.DataFrame:
    """The frame that a cell of data leaves."""
    *_, name = source.splitlines()
    names: dict[str, object] = {"io": io, "pl": pl}
    exec(source, names)
    return names[name]


def test_the_same_notebook_gives_the_same_bytes_whatever_its_cells_are_called(everything):
    once = notebook_as_ipynb(everything, shipped())
    renamed = holding(*(held.asks for held in everything.cells))
    assert notebook_as_ipynb(renamed, shipped()) == once


def test_a_private_note_is_in_it_only_when_asked_for():
    asked = holding(note("for everyone"), note("kept to myself", private=True))
    assert b"kept to myself" not in notebook_as_ipynb(asked, shipped())
    assert made(asked).cells[1:] == made(holding(note("for everyone"))).cells[1:]
    assert b"kept to myself" in notebook_as_ipynb(asked, shipped(), private=True)


def test_a_note_that_cannot_be_read_may_be_private_and_stays_out():
    broken = holding(note("kept to myself", private="no such word"))
    assert b"kept to myself" not in notebook_as_ipynb(broken, shipped())
    assert "Not shown" not in words(made(broken))


def test_the_front_says_who_it_is_for_whom_it_is_about_and_what_was_known():
    asked = holding(as_known_on=date(2019, 7, 31), settings=Settings(small_count=30))
    front = made(asked).cells[0].source
    assert front.startswith("# What to ask")
    assert all(text in front for text in ("For publication", "Barnsley", "31 July 2019", "Changed to 30"))
    assert "not for publication" in made(asked, private=True).cells[0].source


def test_a_cell_that_gives_no_view_leaves_its_reason():
    text = words(made(holding({"kind": "of tomorrow"}, {"kind": "history", "indicator": "nothing"})))
    assert text.count("**Not shown.**") == 2
    assert "There is no indicator called “nothing”" in text


def test_ids_are_in_order_and_long_code_is_folded(everything):
    file = made(everything)
    assert [cell.id for cell in file.cells] == [f"cell-{number}" for number in range(1, len(file.cells) + 1)]
    long = [cell for cell in file.cells if cell.cell_type == "code" and '"""' in cell.source]
    assert len(long) > 30
    assert all(cell.metadata.jupyter.source_hidden for cell in long)


def histories() -> list[HistoryCell]:
    return [cell for cell in every_cell() if isinstance(cell, HistoryCell) and cell.as_known_on is None]


@lru_cache
def drawn_again() -> dict[HistoryCell, str]:
    """The histories that are drawn again from their data, with the code that does."""
    found = {}
    for cell in histories()[:150]:
        shown = render(cell, shipped())
        for chart in shown.charts:
            again = history_code("figures", chart, {"barnsley": "Barnsley", "barnet": "Barnet", "england": "England"})
            if again:
                found[cell] = again
    return found


def test_a_simple_history_is_a_line_for_each_area_with_the_figures_of_its_view():
    found = drawn_again()
    assert len(found) > 5
    for cell, source in found.items():
        shown = render(cell, shipped())
        names: dict[str, object] = {"alt": altair, "pl": pl, "figures": shown.data}
        *setting, last = ast.parse(source).body
        exec(compile(ast.Module(setting, []), "cell", "exec"), names)
        chart = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
        spec = chart.to_dict()
        (values,) = spec["datasets"].values()
        ours = {(row["period"], row["value"]) for row in values if row["value"] is not None}
        drawn = {row["value"] for row in shown.charts[0].spec["data"]["values"] if row["value"] is not None}
        assert {value for _, value in ours} == drawn
        assert spec["mark"]["type"] == "line"
        assert spec["description"] == shown.charts[0].alt
        scale = shown.charts[0].spec["layer"][0]["encoding"]["y"]["scale"]
        assert spec["encoding"]["y"]["scale"] == {
            "domain": pytest.approx(scale["domain"]),
            "zero": scale.get("zero", True),
        }
        assert {row["area"] for row in values} & {"Barnsley", "Barnet"}


def test_a_line_that_breaks_or_a_target_is_drawn_as_it_was():
    for cell in set(histories()[:150]) - set(drawn_again()):
        for chart in render(cell, shipped()).charts:
            rows = chart.spec["data"]["values"]
            breaks = len({(row["series"], row["run"]) for row in rows}) > len({row["series"] for row in rows})
            assert breaks or any("data" in layer for layer in chart.spec["layer"])


@given(any_text)
def test_any_text_is_a_literal_of_python_that_reads_it_back(text):
    assert ast.literal_eval(in_quotes(text)) == text


@given(
    st.lists(
        st.tuples(
            st.none() | any_text, st.none() | st.floats(allow_nan=False, allow_infinity=False), st.none() | st.dates()
        )
    ),
)
def test_any_frame_is_read_back_with_its_types(rows):
    schema = {"text": pl.String, "value": pl.Float64, "day": pl.Date}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    assert as_run(data_code("figures", frame)).equals(frame)


@given(any_text.filter(lambda text: bool(text.strip())), any_text)
def test_any_words_leave_a_valid_file_that_says_them(title, text):
    file = made(holding(note(text), title=title))
    assert file.metadata.title == title
    assert json.loads(notebook_as_ipynb(holding(note(text), title=title), shipped()))["nbformat"] == 4
