"""Text alternatives that do not say again what the page said just above."""

from dataclasses import replace

from analytics.notebooks.view import Chart, View


def unsaid(view: View) -> tuple[Chart, ...]:
    """The charts of a view, each with the text alternative of one who has just heard the view’s title and summary.

    A chart that says no more than these says where it is said, so that nobody hears a long finding twice.
    """
    return tuple(replace(chart, alt=_rest(chart, view)) for chart in view.charts)


def _rest(chart: Chart, view: View) -> str:
    caption = chart.title if chart.title != view.title else ""
    rest = _without(_without(_without(chart.alt, caption), view.title), view.summary)
    # A line of questioning begins with what was found, and goes on with all that the chart itself would say.
    rest = _without(rest, caption)
    if rest:
        return rest
    table = ", and the table below has its figures" if view.table else ""
    return f"Chart: {chart.title or view.title}. The text above says what it shows{table}."


def _without(text: str, said: str) -> str:
    """The text without a sentence that it begins with; all of it where it begins otherwise."""
    sentence = said if said.endswith((".", "?")) else f"{said}."
    return text.removeprefix(sentence).lstrip() if said and f"{text} ".startswith(f"{sentence} ") else text
