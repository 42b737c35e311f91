"""A drawing in fewer letters: the same to the eye, without what is neither seen nor heard."""

import re
from itertools import groupby
from xml.etree import ElementTree

from analytics.exports.page.chart import with_own_ids

_SVG = "http://www.w3.org/2000/svg"
ElementTree.register_namespace("", _SVG)

# An image has one text alternative for all of it, so what its parts would say to a screen reader is never heard.
_UNHEARD = re.compile(r"aria-.*|role|class|pointer-events|version")
# What an element hands on to those inside it: said once for all of them where they agree.
_HANDED_ON = (
    *("fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-dasharray"),
    *("font-family", "font-size", "font-weight", "text-anchor"),
)
_LINE_LOOKS = ("stroke-width", "stroke-linejoin", "stroke-dasharray")
_LONG = re.compile(r"-?\d+\.\d{2,}")
_MOVED = re.compile(r"translate\(([-\d.]+),([-\d.]+)\)")
_ROUND = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0Z?")
_FEWEST_ALIKE = 3


def lighter(svg: str) -> str:
    """The same drawing in fewer letters, to tenths of a pixel. Worked out from the drawing alone."""
    root = ElementTree.fromstring(svg)
    _lighten(root, is_filled=True, is_stroked=False)
    text = ElementTree.tostring(root, encoding="unicode")
    return with_own_ids(text.replace(" />", "/>"), "i")


def _lighten(parent: ElementTree.Element, *, is_filled: bool, is_stroked: bool) -> None:
    """Make an element, and all that is in it, say no more than is seen. Told whether what it is in has it painted."""
    is_filled = parent.get("fill", "" if is_filled else "none") != "none"
    is_stroked = parent.get("stroke", "" if is_stroked else "none") != "none"
    _shorten(parent, is_stroked=is_stroked)
    children = list[ElementTree.Element]()
    for child in parent:
        if child.tag != _tag("defs"):
            _lighten(child, is_filled=is_filled, is_stroked=is_stroked)
        if _is_seen(child, is_painted=is_filled or is_stroked):
            children.append(child)
    parent[:] = children
    if parent.tag == _tag("g"):
        _hand_up(parent)
    flat = [one for child in parent for one in (child if child.tag == _tag("g") and not child.attrib else [child])]
    parent[:] = _alike_together(flat) if parent.tag == _tag("g") else flat


def _shorten(element: ElementTree.Element, *, is_stroked: bool) -> None:
    kept = {name: _LONG.sub(_rounded, value) for name, value in element.attrib.items() if not _UNHEARD.fullmatch(name)}
    if kept.get("opacity") == "1":
        del kept["opacity"]
    if kept.get("transform") == "translate(0,0)":
        del kept["transform"]
    if not is_stroked and not len(element):
        kept = {name: value for name, value in kept.items() if name not in _LINE_LOOKS}
    place, outline = _MOVED.fullmatch(kept.get("transform", "")), _ROUND.fullmatch(kept.get("d", ""))
    if place and element.tag == _tag("text") and not len(element):
        del kept["transform"]
        kept = {"x": place[1], "y": place[2]} | kept
    if place and outline and element.tag == _tag("path"):
        element.tag = _tag("circle")
        del kept["transform"], kept["d"]
        kept = {"cx": place[1], "cy": place[2], "r": outline[1]} | kept
    element.attrib.clear()
    element.attrib.update(kept)


def _is_seen(element: ElementTree.Element, *, is_painted: bool) -> bool:
    if element.tag == _tag("g"):
        return len(element) > 0
    if element.tag != _tag("path"):
        return True
    paints = is_painted or element.get("fill", "none") != "none" or element.get("stroke", "none") != "none"
    return paints and element.get("display") != "none" and element.get("d", "") not in ("", "M0,0h0v0h0Z")


def _hand_up(group: ElementTree.Element) -> None:
    """Say once on the group what all that is in it says."""
    for name in _HANDED_ON:
        said = {child.get(name) for child in group}
        if len(said) == 1 and (value := said.pop()) is not None:
            group.set(name, value)
            for child in group:
                del child.attrib[name]


def _alike_together(children: list[ElementTree.Element]) -> list[ElementTree.Element]:
    """The same children in their order, those that follow each other and look alike in a group that says so once."""
    made = list[ElementTree.Element]()
    for look, alike in groupby(children, key=_look):
        some = list(alike)
        if len(some) < _FEWEST_ALIKE or not look:
            made += some
            continue
        group = ElementTree.Element(_tag("g"), dict(look))
        for child in some:
            for name, _ in look:
                del child.attrib[name]
        group[:] = some
        made.append(group)
    return made


def _look(element: ElementTree.Element) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name in _HANDED_ON if (value := element.get(name)) is not None)


def _tag(name: str) -> str:
    return f"{{{_SVG}}}{name}"


def _rounded(number: re.Match[str]) -> str:
    return f"{round(float(number[0]), 1):g}"
