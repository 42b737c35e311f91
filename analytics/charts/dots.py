"""One row a team, one mark a date: where each team stands, where it came from, and the maximum it should keep to."""

from dataclasses import dataclass
from typing import Any

import altair as alt

from analytics.charts.style import DARK_BLUE, DARK_PINK, GREY, INK, TURQUOISE, WRAPPED_LABEL, finished, inline


@dataclass(frozen=True, slots=True)
class Dot:
    """A team's figure at a date. `recent` orders the dates: 0 is the latest."""

    team: str
    date: str
    value: float
    label: str
    recent: int


@dataclass(frozen=True, slots=True)
class Maximum:
    """The maximum for a team, and the words beside its mark."""

    team: str
    value: float
    label: str


def dot_chart(dots: list[Dot], maxima: list[Maximum], axis_title: str) -> dict[str, Any]:
    """The chart, teams with the highest latest figure first, starting at 0."""
    latest = {dot.team: dot.value for dot in sorted(dots, key=lambda dot: -dot.recent)}
    teams = sorted(latest, key=lambda team: -latest[team])
    dates = list(dict.fromkeys(dot.date for dot in sorted(dots, key=lambda dot: -dot.recent)))
    colours = [*[GREY, TURQUOISE][-(len(dates) - 1) :], DARK_BLUE] if len(dates) > 1 else [DARK_BLUE]
    shapes = [*["triangle-up", "square"][-(len(dates) - 1) :], "circle"] if len(dates) > 1 else ["circle"]
    rows = [
        {"team": dot.team, "date": dot.date, "value": dot.value, "label": dot.label, "recent": dot.recent}
        for dot in dots
    ]
    highest = max([dot.value for dot in dots] + [entry.value for entry in maxima])
    x = alt.X(
        "value:Q",
        scale=alt.Scale(domain=[0, highest * 1.1], nice=False),
        axis=alt.Axis(title=axis_title, tickCount=6, orient="bottom"),
    )
    y = alt.Y(
        "team:N",
        sort=teams,
        scale=alt.Scale(domain=teams),
        axis=alt.Axis(title=None, labelLimit=170, grid=True, ticks=False, labelExpr=WRAPPED_LABEL),
    )
    base = alt.Chart(width="container", height=120 + 56 * len(teams))
    key = alt.Color("date:N", scale=alt.Scale(domain=dates, range=colours[-len(dates) :]))
    shape = alt.Shape("date:N", scale=alt.Scale(domain=dates, range=shapes[-len(dates) :]))
    tooltip = [
        alt.Tooltip("team:N", title="Team"),
        alt.Tooltip("date:N", title="When"),
        alt.Tooltip("label:N", title="Average"),
    ]
    layers: list[Any] = []
    if maxima:
        marks = alt.Chart(
            inline([{"team": entry.team, "value": entry.value, "label": entry.label} for entry in maxima])
        )
        layers += [
            marks.mark_tick(color=DARK_PINK, thickness=3, size=34).encode(x=x, y=y),
            marks.mark_text(color=DARK_PINK, dy=24, fontSize=12).encode(x=x, y=y, text=alt.Text("label:N")),
        ]
    newest = base.transform_filter("datum.recent == 0")
    # White around it, so that the mark of a maximum behind a figure does not strike it out.
    on_white = newest.mark_text(
        dy=-15, color="white", stroke="white", strokeWidth=6, strokeJoin="round", fontWeight="bold"
    )
    layers += [
        base.mark_line(color="#8C8C8C", strokeWidth=2).encode(
            x=x, y=y, detail=alt.Detail("team:N"), order=alt.Order("recent:Q")
        ),
        base.mark_point(filled=True, size=120, opacity=1).encode(x=x, y=y, color=key, shape=shape, tooltip=tooltip),
        on_white.encode(x=x, y=y, text=alt.Text("label:N")),
        newest.mark_text(dy=-15, color=INK, fontWeight="bold").encode(x=x, y=y, text=alt.Text("label:N")),
    ]
    return finished(alt.layer(*layers, data=inline(rows)))
