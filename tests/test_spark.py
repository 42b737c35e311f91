"""Spark makes what this machine makes, row for row. Skipped where PySpark or Java is not installed."""

import importlib.util
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from analytics.evidence.release_store import open_releases
from analytics.measures.national.build import build_with_polars
from analytics.measures.national.context import context_of
from tests.imported import evidence_with, figures, release
from tests.shipped import shipped

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT.parent / "shared" / "realdata"
PATH = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
ORDER = {"series": "period_end", "latest": "period", "comparisons": "comparator"}
COUNCILS = [*(one.id for one in shipped().catalogue.neighbours_of("barnsley", 2025)), "barnsley", "barnet"]

pytestmark = [
    pytest.mark.skipif(
        importlib.util.find_spec("pyspark") is None, reason="PySpark is not installed: pip install .[spark]"
    ),
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, which is not installed."),
]


def same_on_spark(folder, out):
    """Whether `scrutiny build` on two Spark workers, in a process of its own, writes what it writes without Spark."""
    releases = open_releases(folder)
    build_with_polars(releases, context_of(releases, shipped().catalogue), out / "polars", lambda share: None)
    command = [sys.executable, "-c", "from analytics.commands import main; main()", "build", "--engine", "spark"]
    command += ["--master", "local[2]", "--store", str(folder), "--out", str(out / "spark")]
    made = subprocess.run(
        command, check=False, cwd=ROOT, env={**os.environ, "PYTHONPATH": PATH}, capture_output=True, text=True
    )
    assert made.returncode == 0, made.stderr[-3000:]
    for table, column in ORDER.items():
        key = ["area", "indicator", "dimension", "member", column]
        here = pl.read_parquet(out / "polars" / table / "*.parquet").sort(key)
        there = pl.read_parquet(out / "spark" / table / "*.parquet").sort(key)
        assert here.height
        # Spark has no unsigned numbers.
        assert_frame_equal(there, here.cast({pl.UInt32: pl.Int64}), check_exact=True)


def test_spark_makes_what_this_machine_makes(tmp_path):
    chance = random.Random(7)
    given = []
    for year in (2024, 2025):
        rows = [
            {
                "area": area,
                "indicator": indicator,
                "period": f"{first}/{(first + 1) % 100}",
                "value": None if chance.random() < 0.1 else round(chance.uniform(5, 95), 1),
            }
            for indicator in ("icpc_15", "cp_rate", "cp_n")
            for first in range(2016, year)
            for area in (*COUNCILS, "england", "region:Yorkshire and The Humber")
        ]
        given.append(figures(release(year), rows))
    evidence_with(tmp_path / "store", *given)
    same_on_spark(tmp_path / "store", tmp_path)


@pytest.mark.skipif(not REAL.is_dir(), reason="The published data files are not beside the repository.")
def test_spark_makes_what_this_machine_makes_of_published_files(tmp_path):
    command = [sys.executable, "-c", "from analytics.commands import main; main()", "import"]
    command += [str(REAL / "dfe_cin"), "--store", str(tmp_path / "store")]
    made = subprocess.run(
        command, check=False, cwd=ROOT, env={**os.environ, "PYTHONPATH": PATH}, capture_output=True, text=True
    )
    assert open_releases(tmp_path / "store"), made.stdout + made.stderr
    same_on_spark(tmp_path / "store", tmp_path)
