"""A notebook of ten cells: rendered cold, rendered again after one cell changed, and exported in every format.

    python tests/benchmarks/notebooks.py [rounds]

The aims: rendering again takes under 100 ms of the server, an export and a Word pack of eight charts under 5 s each.
Times are printed beside those of another way of doing the same, in one run, because a second is another second on
another machine; they are never asserted. Rendering is what a page does with the views: findings, charts and tables as
HTML, figures as CSV.
"""

# ruff: noqa: PLC0415 - the repository is no package that is installed, so its path comes first.

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COLD = (
    "import sys; sys.path.insert(0, {root!r}); from tests.benchmarks import notebooks as b; b.render_all(b.ten_cells())"
)


def ten_cells():
    """Charts, tables, lines and notes, as somebody would keep them for a meeting."""
    from analytics.notebooks.notebook import Held, Notebook

    asked = (
        {"kind": "note", "text": "# Who works with children\n\nBegin with how many posts are filled."},
        {"kind": "latest", "theme": "workforce"},
        {"kind": "history", "indicator": "cl_eet"},
        {"kind": "history", "indicator": "assess_45"},
        {"kind": "trends", "theme": "stability"},
        {
            "kind": "breakdown",
            "indicator": "sw_caseload_avg",
            "dimension": "",
            "document": "barnsley-scrutiny-report-2023",
        },
        {"kind": "programme", "measure": "counts"},
        {"kind": "findings", "theme": "workforce"},
        {"kind": "reconciliation"},
        {"kind": "lines", "theme": ""},
    )
    return Notebook(title="Ten cells", authority="barnsley", cells=tuple(Held(asks=one) for one in asked))


def render_all(notebook) -> int:
    """Everything that the page of a notebook lays out; how many letters of it there are."""
    from analytics.notebooks.view import CannotRender
    from pages.shared.library import shown

    letters = 0
    for held in notebook.cells:
        try:
            view = shown(notebook.cell(held))
        except CannotRender as reason:
            view = str(reason)
        if isinstance(view, str):
            raise SystemExit(f"A cell cannot be shown: {view}")
        letters += sum(map(len, (view.heading, view.charts, view.table, view.notes, view.csv)))
    return letters


def changed(notebook, turn: int):
    """The notebook with its first history about another measure: one that this process has not shown yet."""
    others = ("cic_offend", "cic_dental", "cic_health_ann", "cp_review_time", "rereferral_12m", "assess_nfa", "cic_pep")
    return notebook.changed(notebook.cells[2].id, {"kind": "history", "indicator": others[turn % len(others)]})


def lap(does: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and of the processor: the clock also counts what else the machine does meanwhile."""
    started, worked = time.perf_counter(), sum(os.times()[:4])
    does()
    return time.perf_counter() - started, sum(os.times()[:4]) - worked


def cold() -> None:
    command = [sys.executable, "-W", "ignore", "-c", COLD.format(root=str(ROOT))]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)


def rendering(rounds: int) -> None:
    from pages.shared import library

    notebook, laps = ten_cells(), {"a new process, with its imports": [lap(cold) for _ in range(3)]}
    render_all(notebook)
    for words in ("all ten anew, evidence loaded", "one cell changed", "nothing changed"):
        laps[words] = []
    for turn in range(rounds):
        library._shown.cache_clear()
        laps["all ten anew, evidence loaded"].append(lap(lambda: render_all(notebook)))
        for words in ("one cell changed", "nothing changed"):
            laps[words].append(lap(lambda: render_all(changed(notebook, turn))))  # noqa: B023 - called at once
    usual = statistics.median(worked for _, worked in laps["all ten anew, evidence loaded"])
    print(f"{'Ten cells, median of ms':36}{'clock':>10}{'processor':>11}{'of all anew':>13}")
    for words, times in laps.items():
        clock, worked = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"{words:36}{clock * 1000:10.0f}{worked * 1000:11.0f}{worked / usual:13.3f}")


def exporting(rounds: int) -> None:
    from analytics.exports.formats import Format, report_as
    from analytics.exports.jupyter import notebook_as_ipynb
    from analytics.exports.report_text import report_as_text
    from analytics.exports.word import report_as_word
    from analytics.notebooks.notebook_report import notebook_report
    from pages.shared.library import evidence
    from tests.benchmarks.exports import CHARTS, pack

    known, notebook, eight = evidence(), ten_cells(), pack()

    def report():
        return notebook_report(notebook, known, private=False)

    makers = {
        "text": lambda: report_as_text(report()).encode(),
        **{form.plainly: lambda form=form: report_as(form, report()) for form in Format if form is not Format.IPYNB},
        Format.IPYNB.plainly: lambda: notebook_as_ipynb(notebook, known),
        f"Word, pack of {CHARTS} charts": lambda: report_as_word(eight),
    }
    base = None
    print(f"\n{'Export with its views, s':30}{'first':>8}{'best':>8}{'processor':>11}{'of text':>9}{'kB':>7}")
    for name, make in makers.items():
        laps = [lap(make) for _ in range(rounds)]
        best, worked = min(clock for clock, _ in laps), min(worked for _, worked in laps)
        base = base or worked
        print(f"{name:30}{laps[0][0]:8.2f}{best:8.2f}{worked:11.2f}{worked / base:9.1f}{len(make()) / 1000:7.0f}")


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    rendering(rounds)
    exporting(rounds)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
