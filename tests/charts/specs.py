"""Reading a chart's specification: its layers, the rows they draw and the colours they use."""

import re
from collections.abc import Iterator
from typing import Any

Spec = dict[str, Any]


def layers(spec: Spec) -> list[Spec]:
    """The layers, each with the rows it is given as `rows`, before any filter."""
    shared = spec.get("data")
    return [layer | {"rows": _rows(layer.get("data") or shared, spec)} for layer in spec["layer"]]


def _rows(data: Spec, spec: Spec) -> list[Spec]:
    return data["values"] if "values" in data else spec["datasets"][data["name"]]


def rows_of(spec: Spec, *columns: str) -> list[Spec]:
    """The rows that have all of some columns, each once."""
    found = {repr(row): row for layer in layers(spec) for row in layer["rows"] if set(columns) <= row.keys()}
    return list(found.values())


def marks(spec: Spec, kind: str) -> list[Spec]:
    """The layers of one kind of mark."""
    return [layer for layer in layers(spec) if layer["mark"]["type"] == kind]


def filters(layer: Spec) -> str:
    """The filters of a layer, one after the other."""
    return " ".join(str(step.get("filter")) for step in layer.get("transform", []))


def colours(part: Any, *, name: str = "") -> Iterator[tuple[str, str]]:
    """Every colour in a part of a specification, with the name of the setting it is in."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from colours(value, name=key)
    elif isinstance(part, list):
        for value in part:
            yield from colours(value, name=name)
    elif isinstance(part, str) and re.fullmatch(r"#[0-9A-Fa-f]{6}", part):
        yield name, part
