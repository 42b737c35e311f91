"""Parts of a view as HTML that reads without styles, prints, and keeps its table a table on a phone."""

from base64 import b64encode
from collections.abc import Callable
from html import escape

from analytics.charts.style import as_svg
from analytics.notebooks.view import Chart, Entry, Source, Table, View

LinkTo = Callable[[str], str]
"""The address of what an entry links to, such as "indicator:cl_eet"; blank for no link."""
Drawn = Callable[[Chart], str]
"""A drawing in a cell as HTML."""
Coloured = Callable[[str], str]
"""The attributes that give an element with the class `rating` a colour such as #12436D."""
Fold = Callable[[str, str], str]
"""HTML under a line of words that opens it: the words, and the HTML."""


def heading_html(view: View, level: int = 2) -> str:
    """The finding, what it is about, and the sentence that says it in full."""
    return f'<h{level} class="finding">{escape(view.title)}</h{level}><p class="about">{escape(view.subtitle)}</p>' + (
        f'<p class="summary">{escape(view.summary)}</p>' if view.summary else ""
    )


def charts_html(charts: tuple[Chart, ...]) -> str:
    """Charts side by side as images with a text alternative, as many to a row as there is room for."""
    figures = "".join(
        f"<figure><figcaption>{escape(chart.title)}</figcaption>"
        f'<img alt="{escape(chart.alt)}" src="data:image/svg+xml;base64,{_encoded(chart)}"></figure>'
        for chart in charts
    )
    return f'<div class="charts">{figures}</div>'


def table_html(table: Table, link_to: LinkTo, drawn: Drawn | None = None, coloured: Coloured | None = None) -> str:
    """The table, with roles of its own so that it stays one to a screen reader when a phone shows rows as blocks.

    `drawn` draws what is in a cell; without it, as an image that is part of the page. `coloured` gives a rating its
    colour; without it, by a style of its own. See `narrow_table_html` for one that a phone need not take apart.
    """
    head = "".join(f'<th scope="col" role="columnheader">{escape(name)}</th>' for name in table.columns)
    body = "".join(
        '<tr role="row">'
        + "".join(
            _blank(name)
            if name in table.to_write_in
            else _entry(entry, name, name in table.figures, link_to, place, drawn or _small, coloured or _styled)
            for place, (entry, name) in enumerate(cells)
        )
        + "</tr>"
        for row in table.rows
        for cells in [list(zip(row, table.columns, strict=True))]
    )
    return (
        f'<table role="table"><caption>{escape(table.caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def narrow_table_html(table: Table) -> str:
    """A table of few words whose rows stay rows on a phone, in half the letters. Of its entries only the texts."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
    body = "".join(
        f'<tr><th scope="row">{escape(first.text)}</th>'
        + "".join(f"<td>{escape(entry.text)}</td>" for entry in others)
        + "</tr>"
        for first, *others in table.rows
    )
    return (
        f'<table class="narrow"><caption>{escape(table.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def notes_html(
    caveats: tuple[str, ...],
    sources: tuple[Source, ...],
    *,
    folded: bool = True,
    link_to: LinkTo = lambda _: "",
    fold: Fold | None = None,
) -> str:
    """What to be careful about, and where the figures were printed.

    All but the first three caveats and the sources are folded, unless the reader may have them on paper: by `fold`,
    without it in `details`. `link_to` gives the address of a document, such as
    "document:barnsley-self-evaluation-2018".
    """
    under = fold or in_details
    listed = "".join(_source(source, link_to) for source in sources)
    parts = []
    if not folded:
        for label, kind, items in (
            ("Be careful", "caveats", _items(caveats)),
            ("Where this was printed", "sources", listed),
        ):
            parts.append(f'<p class="label">{label}</p><ul class="{kind}">{items}</ul>' if items else "")
        return "".join(parts)
    if caveats:
        parts.append(f'<p class="label">Be careful</p><ul class="caveats">{_items(caveats[:3])}</ul>')
    if caveats[3:]:
        summary = "One more caution" if len(caveats) == 4 else f"{len(caveats) - 3} more cautions"
        parts.append(under(summary, f'<ul class="caveats">{_items(caveats[3:])}</ul>'))
    if sources:
        parts.append(under("Where this was printed", f'<ul class="sources">{listed}</ul>'))
    return "".join(parts)


def in_details(words: str, html: str) -> str:
    """HTML under a line of words that opens it."""
    return f"<details><summary>{escape(words)}</summary>{html}</details>"


def _items(texts: tuple[str, ...]) -> str:
    return "".join(f"<li>{escape(text)}</li>" for text in texts)


def _source(source: Source, link_to: LinkTo) -> str:
    places = f": {'; '.join(source.places)}" if source.places else ""
    address = link_to(f"document:{source.document}")
    title = f"<cite>{escape(source.title)}</cite>"
    linked = f'<a href="{escape(address)}">{title}</a>' if address else title
    return f"<li>{linked} ({escape(source.published)}){escape(places)}</li>"


def _entry(  # noqa: PLR0917
    entry: Entry, column: str, is_figure: bool, link_to: LinkTo, place: int, drawn: Drawn, coloured: Coloured
) -> str:
    text = escape(entry.text)
    address = link_to(entry.link) if entry.link else ""
    if address:
        text = f'<a href="{escape(address)}" target="_self">{text}</a>'
    if entry.colour:
        text = f"<span {coloured(entry.colour)}>{text}</span>"
    if entry.chart:
        text = f'<span class="drawing">{drawn(entry.chart)}</span> {text}'
    tag, role = ("th", "rowheader") if place == 0 else ("td", "cell")
    scope = ' scope="row"' if tag == "th" else ""
    # A figure stays on one line; the reason why there is none may take two.
    classes = (' class="figure long"' if len(entry.text) > 20 else ' class="figure"') if is_figure else ""
    return f'<{tag}{scope} role="{role}" data-column="{escape(column)}"{classes}>{text}</{tag}>'


def _styled(colour: str) -> str:
    return f'class="rating" style="border-left-color:{escape(colour)}"'


def _blank(column: str) -> str:
    """A cell to write in: blank on a screen, high enough for a pen on paper."""
    return f'<td role="cell" data-column="{escape(column)}" class="write"></td>'


def _small(chart: Chart) -> str:
    """A drawing of its own size as an image; blank where it cannot be drawn: the text beside it says the same."""
    try:
        encoded = b64encode(as_svg(chart.spec).encode()).decode()
    except ValueError:
        return ""
    return f'<img alt="{escape(chart.alt)}" src="data:image/svg+xml;base64,{encoded}" style="display: block">'


def _encoded(chart: Chart) -> str:
    """A chart of its own width, because an image has no container to fill."""
    return b64encode(as_svg({**chart.spec, "width": 300}).encode()).decode()
