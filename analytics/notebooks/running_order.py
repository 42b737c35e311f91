"""What a reader made of the suggested lines: which are kept, dropped or added, in which order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from analytics.enquiry.line import Line
from analytics.enquiry.lines import Enquiry


@dataclass(frozen=True, slots=True)
class RunningOrder:
    """The reader's choices by the ids of lines. Every verb returns a new order and forgets nothing of the others.

    `order` names lines that were moved, in their order; the rest follow as ranked. `kept` marks those that the reader
    means to ask, `added` those brought up from the further lines.
    """

    order: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @classmethod
    def from_text(cls, order: str, dropped: str, kept: str, added: str = "") -> Self:
        """The choices that comma-separated texts name. Unknown and repeated names do no harm."""
        return cls(*(tuple(dict.fromkeys(filter(None, text.split(",")))) for text in (order, dropped, kept, added)))

    def as_text(self) -> dict[str, str]:
        """The texts by name."""
        return {name: ",".join(getattr(self, name)) for name in ("order", "dropped", "kept", "added")}

    def named(self, name: Callable[[str], str]) -> Self:
        """The same choices with another name for each line."""
        parts = (self.order, self.dropped, self.kept, self.added)
        return type(self)(*(tuple(map(name, part)) for part in parts))

    def arranged(self, enquiry: Enquiry) -> list[Line]:
        """The lines to show: those suggested first and those added, in the reader's order, without the dropped."""
        suggested = {line.id: line for line in enquiry.lines}
        added = {line.id: line for line in enquiry.more_lines if line.id in (*self.added, *self.kept)}
        offered = {name: line for name, line in (suggested | added).items() if name not in self.dropped}
        named = [name for name in self.order if name in offered]
        return [offered[name] for name in (*named, *(name for name in offered if name not in named))]

    def moved(self, name: str, by: int, shown: Sequence[str], enquiry: Enquiry) -> Self:
        """One line moved up (-1) or down (+1) among those shown; unmoved at either end.

        `shown` names the lines that the reader sees, in their order: where a theme or a witness was chosen, a line
        changes places with the next of them, so that no press is without effect. `enquiry` is what there is without
        that choice; the lines of it that are not shown keep their places.
        """
        if name not in shown:
            return self
        names = list(shown)
        target = min(max(names.index(name) + by, 0), len(names) - 1)
        names.insert(target, names.pop(names.index(name)))
        return replace(self, order=self._with(names, enquiry))

    def without(self, name: str) -> Self:
        """One line dropped."""
        return replace(self._let_go(name), dropped=(*_without(self.dropped, name), name))

    def restored(self) -> Self:
        """Every dropped line back, each in its place."""
        return replace(self, dropped=())

    def keeping(self, name: str, *, keep: bool) -> Self:
        """One line marked as meant to be asked, or no longer so. A further line that was kept stays among those shown.

        Keeping a dropped line brings it back.
        """
        if not keep:
            return self._let_go(name)
        return replace(self, kept=(*_without(self.kept, name), name), dropped=_without(self.dropped, name))

    def adding(self, name: str, shown: Sequence[str], enquiry: Enquiry) -> Self:
        """A further line put at the end of those shown."""
        names = [*_without(shown, name), name]
        return replace(
            self,
            order=self._with(names, enquiry),
            dropped=_without(self.dropped, name),
            added=(*_without(self.added, name), name),
        )

    def _let_go(self, name: str) -> Self:
        """One line no longer kept. Being kept may be all that brought it up from the further lines, so it is added."""
        if name not in self.kept:
            return self
        return replace(self, kept=_without(self.kept, name), added=(*_without(self.added, name), name))

    def _with(self, names: Sequence[str], enquiry: Enquiry) -> tuple[str, ...]:
        """The order in which these names stand as they do here and all others keep their places."""
        return _placed(self.order, _placed([line.id for line in self.arranged(enquiry)], names))


def _placed(everything: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """Everything, with the names that are in it put into their places in the order of the names, then the rest.

    >>> _placed(["a", "b", "c", "d"], ["d", "b", "e"])
    ('a', 'd', 'c', 'b', 'e')
    """
    rest = iter(names)
    return (*[next(rest) if one in names else one for one in everything], *rest)


def _without(names: Sequence[str], name: str) -> tuple[str, ...]:
    return tuple(one for one in names if one != name)
