import importlib.util
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from analytics.commands.evidence import app
from analytics.evidence.catalogue import Neighbour
from analytics.evidence.release_store import open_releases
from analytics.measures.national.build import batches, build_with_polars, write_as_text
from analytics.measures.national.context import context_of, plain
from analytics.measures.national.measures import measured
from tests.imported import evidence_with, figures, release
from tests.shipped import shipped

SIMILAR = [one.id for one in shipped().catalogue.neighbours_of("barnsley", 2025)]
runner = CliRunner()


@pytest.fixture
def store(tmp_path):
    rows = [
        {"area": area, "indicator": indicator, "period": period, "value": 50.0 + place}
        for indicator in ("icpc_15", "cp_rate")
        for period in ("2022/23", "2023/24", "2024/25")
        for place, area in enumerate(("barnsley", "england", *SIMILAR))
    ]
    folder = tmp_path / "releases"
    evidence_with(folder, figures(release(2025), rows))
    return folder


def build(store, out, *more):
    return runner.invoke(app, ["build", "--store", str(store), "--out", str(out), *more])


def test_build_writes_each_table_and_puts_the_new_one_in_the_place_of_the_old(store, tmp_path):
    for _time in range(2):
        result = build(store, tmp_path / "made")
        assert result.exit_code == 0, result.output
    latest = pl.read_parquet(tmp_path / "made" / "latest" / "*.parquet")
    assert latest.height == 2 * (1 + len(SIMILAR))
    by_area = pl.read_parquet(tmp_path / "made" / "latest_by_area.parquet")
    assert by_area["area"].is_sorted()
    assert by_area.sort("indicator", "area").equals(latest.sort("indicator", "area"))
    assert {path.name for path in tmp_path.iterdir()} == {"releases", "made"}


def test_a_build_that_cannot_be_put_in_its_place_leaves_the_one_before_it(store, tmp_path, monkeypatch):
    assert build(store, tmp_path / "made").exit_code == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")}
    rename = Path.rename

    def refused(path, target):
        if path.name.endswith(".unfinished"):
            raise PermissionError(13, "Permission denied", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    result = build(store, tmp_path / "made")
    assert result.exit_code == 1
    assert "Permission denied" in result.output
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")} == before


def test_build_puts_away_what_one_left_that_was_cut_off_while_it_was_put_in_its_place(store, tmp_path):
    assert build(store, tmp_path / "made").exit_code == 0
    (tmp_path / "made").rename(tmp_path / "made.before")
    assert build(store, tmp_path / "made").exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"releases", "made"}


def test_build_never_writes_over_a_folder_of_something_else(store, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear committee")
    result = build(store, tmp_path / "mine")
    assert result.exit_code == 1
    assert "is not an earlier build" in result.output
    assert (tmp_path / "mine" / "letter.txt").read_text() == "Dear committee"


def test_build_without_releases_says_what_to_do(tmp_path):
    result = build(tmp_path / "none", tmp_path / "made")
    assert result.exit_code == 1
    assert "scrutiny import" in result.output


def test_a_master_is_of_spark_only(store, tmp_path):
    result = build(store, tmp_path / "made", "--master", "local[2]")
    assert result.exit_code == 1
    assert "--engine spark" in result.output


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is not None, reason="PySpark is installed.")
def test_without_spark_build_says_how_to_get_it(store, tmp_path):
    result = build(store, tmp_path / "made", "--engine", "spark")
    assert result.exit_code == 1
    assert "pyspark is not installed. Run pip install" in result.output


def test_batches_give_what_all_at_once_gives(store, tmp_path, monkeypatch):
    monkeypatch.setattr("analytics.measures.national.build.ROWS_AT_ONCE", 1)
    releases = open_releases(store)
    context, shares = context_of(releases, shipped().catalogue), []
    build_with_polars(releases, context, tmp_path / "made", shares.append)
    at_once = measured(releases.rows().collect(), context)
    assert shares[-1] == 1
    assert len(list((tmp_path / "made" / "latest").iterdir())) == 2
    for table in ("series", "latest", "comparisons"):
        order = ["area", "indicator", {"series": "period", "latest": "unit", "comparisons": "comparator"}[table]]
        found = pl.read_parquet(tmp_path / "made" / table / "*.parquet")
        assert found.sort(order).equals(plain(getattr(at_once, table)).sort(order))


def test_categories_are_text_for_every_reader(tmp_path):
    frame = pl.DataFrame({"area": ["york", None, "barnsley", "york"], "value": [1.5, None, 2.5, 3.5]})
    write_as_text(frame.with_columns(pl.col("area").cast(pl.Categorical)), tmp_path / "one.parquet", 2)
    assert pl.read_parquet(tmp_path / "one.parquet").equals(frame)
    assert pl.read_parquet_schema(tmp_path / "one.parquet") == frame.schema
    if importlib.util.find_spec("pyarrow"):
        parquet = importlib.import_module("pyarrow.parquet")
        table = parquet.read_table(tmp_path / "one.parquet")
        assert str(table.schema.field("area").type) == "large_string"
        assert table.to_pylist() == frame.to_dicts()


def test_releases_without_a_figure_make_tables_without_a_row(tmp_path):
    listed = Neighbour(model=2025, authority="barnsley", rank=1, neighbour="leeds", closeness="close")
    evidence_with(tmp_path / "releases", neighbours=[listed])
    result = build(tmp_path / "releases", tmp_path / "made")
    assert result.exit_code == 0, result.output
    for name in ("series/*.parquet", "latest/*.parquet", "comparisons/*.parquet", "latest_by_area.parquet"):
        assert pl.read_parquet(tmp_path / "made" / name).is_empty()


def test_every_indicator_is_in_one_batch_and_none_is_too_large():
    counts = {f"i{number}": 1 + number * 7 % 5 for number in range(40)}
    found = list(batches(counts, 6))
    assert [one for some in found for one in some] == list(counts)
    assert all(sum(counts[one] for one in some) <= 6 for some in found)
