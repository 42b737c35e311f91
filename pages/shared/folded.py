"""A table on a screen: a narrow one stays a table on a phone, and a long one is folded in parts."""

from html import escape

from analytics.exports.html import LinkTo, table_html
from analytics.notebooks.view import Table

# So few columns of so few letters stand beside each other on the smallest screen.
_MOST_COLUMNS, _MOST_LETTERS = 3, 36


def parts_html(table: Table, link_to: LinkTo) -> str:
    """The table, each named part of it folded under its name. A browser's own search opens what it finds in one."""
    parts = "".join(
        f'<details class="part"><summary>{escape(name)}</summary>{table_html(part, link_to)}</details>'
        if name
        else table_html(part, link_to)
        for name, part in table.in_parts()
    )
    return f'<div class="narrow">{parts}</div>' if _is_narrow(table) else parts


def _is_narrow(table: Table) -> bool:
    return len(table.columns) <= _MOST_COLUMNS and not any(
        len(entry.text) > _MOST_LETTERS or entry.chart or entry.colour for row in table.rows for entry in row
    )
