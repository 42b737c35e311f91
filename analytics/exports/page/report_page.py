"""The whole page of a report."""

import re
from collections.abc import Callable
from html import escape

from analytics.exports.page.blocks import block_html
from analytics.exports.page.look import LARGE_PRINT, STYLE
from analytics.exports.page.outline import Outline
from analytics.notebooks.report import Report

# Nothing may run or be fetched, whatever gets into the text: the page is whole as it is.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def report_as_html(
    report: Report, progress: Callable[[int, int], None] | None = None, *, large_print: bool = False
) -> str:
    """The report as one HTML file: its style and charts are in it, it runs nothing and loads nothing.

    Made for WCAG 2.2 AA: landmarks, one title, headings in order, a text alternative for every chart, tables with
    captions. Printed on A4 it has the marking on every page, and lines to write on where the report leaves space.
    `progress` is told after each block how many of how many are done. In `large_print` no letter is smaller than 18
    points, in one column, and the rows of a table stand one below another.
    """
    outline, parts = Outline(), []
    for done, block in enumerate(report.blocks, 1):
        parts.append(block_html(block, outline))
        if progress:
            progress(done, len(report.blocks))
    body = "\n".join(parts)
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
{_author(report)}<title>{escape(_title(report))}</title>
<style>{STYLE}{_page_margins(report)}{LARGE_PRINT if large_print else ""}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header>
{_lines(("marking", report.marking))}<h1>{escape(report.title)}</h1>
{_lines(("subtitle", report.subtitle), ("known", report.as_known_on))}</header>
{outline.contents_html()}
<main id="main" tabindex="-1">
{body}
</main>
<footer>
{_lines(("made", report.made_from), ("reference", _reference(report)))}</footer>
</body>
</html>
"""


def _title(report: Report) -> str:
    return f"{report.title}: {report.subtitle}" if report.subtitle else report.title


def _author(report: Report) -> str:
    return f'<meta name="author" content="{escape(report.author)}">\n' if report.author else ""


def _reference(report: Report) -> str:
    said = (("Reference", report.reference), ("Author", report.author), ("Version", report.version))
    return " · ".join(f"{name}: {text}" for name, text in said if text)


def _lines(*texts: tuple[str, str]) -> str:
    return "".join(f'<p class="{kind}">{escape(text)}</p>\n' for kind, text in texts if text)


def _page_margins(report: Report) -> str:
    """Marking, title and page number in the margins of every printed page."""
    return (
        f"@page {{ @top-left {{ content: {_css_string(report.title)}; }}"
        f" @top-right {{ content: {_css_string(report.marking)}; font-weight: bold; }}"
        ' @bottom-right { content: "Page " counter(page) " of " counter(pages); } }'
    )


def _css_string(text: str) -> str:
    """A text as a string of CSS; whatever could end it, or the style it is in, is written as its code."""
    coded = re.sub(r"[\x00-\x1f\x7f\"'\\<>&]", lambda found: f"\\{ord(found[0]):x} ", text.replace("\x00", ""))
    return f'"{coded}"'
