"""Charts as plain Vega-Lite data. Nothing outside this package knows how they are drawn."""
