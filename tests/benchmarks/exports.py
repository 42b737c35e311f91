"""How long a pack of eight charts takes to become a Word file and a PDF, and how large each is.

    python tests/benchmarks/exports.py [rounds]

The first round of a process also loads the fonts and the chart library; the aim is under 5 seconds even so. Timings are
printed and never asserted.
"""

# ruff: noqa: PLC0415 - the repository is no package that is installed, so its path comes first.

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHARTS = 8


def pack():
    from analytics.evidence.loading import load_evidence
    from analytics.notebooks.cells.history import HistoryCell
    from analytics.notebooks.render import render
    from analytics.notebooks.report import Heading, Report, Shown
    from analytics.notebooks.view import CannotRender

    evidence, shown = load_evidence(), []
    authority = evidence.authorities_with_documents()[0]
    rows = evidence.about(authority).observations
    for series in rows.select("indicator", "dimension", "member").unique(maintain_order=True).to_dicts():
        try:
            view = render(HistoryCell(authority=authority, **series), evidence)
        except CannotRender:
            continue
        if view.charts and len(shown) < CHARTS:
            shown.append(Shown(view))
    words = ("For members of the committee", "As known today.", "Made from a benchmark.")
    return Report("Pack of eight charts", "", *words, (Heading("The evidence"), *shown))


def main() -> None:
    from analytics.exports.pdf import report_as_pdf
    from analytics.exports.word import report_as_word

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    report = pack()
    print(f"{CHARTS} charts{'first, s':>16}{'best, s':>10}{'size, kB':>10}")
    for name, make in {"Word": report_as_word, "PDF": report_as_pdf}.items():
        laps = []
        for _ in range(rounds):
            started = time.perf_counter()
            file = make(report)
            laps.append(time.perf_counter() - started)
        print(f"{name:8}{laps[0]:16.2f}{min(laps):10.2f}{len(file) / 1000:10.0f}")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
