"""What a reader made of the suggested lines: which are kept, which dropped, in which order."""

from dataclasses import dataclass, replace
from typing import Self

from analytics.enquiry.line import Line
from analytics.enquiry.lines import Enquiry


@dataclass(frozen=True, slots=True)
class RunningOrder:
    """The reader's choices by the ids of lines. Every verb returns a new order.

    `order` names lines that were moved or added, in their order; the rest follow as ranked. `kept` marks those that
    the reader means to ask.
    """

    order: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @classmethod
    def from_text(cls, order: str, dropped: str, kept: str) -> Self:
        """The choices that three comma-separated texts name. Unknown and repeated names do no harm."""
        return cls(*(tuple(dict.fromkeys(filter(None, text.split(",")))) for text in (order, dropped, kept)))

    def as_text(self) -> dict[str, str]:
        """The three texts by name."""
        return {"order": ",".join(self.order), "dropped": ",".join(self.dropped), "kept": ",".join(self.kept)}

    def arranged(self, enquiry: Enquiry) -> list[Line]:
        """The lines to show: those suggested first and those added, in the reader's order, without the dropped."""
        suggested = {line.id: line for line in enquiry.lines}
        added = {line.id: line for line in enquiry.more_lines if line.id in (*self.order, *self.kept)}
        offered = {name: line for name, line in (suggested | added).items() if name not in self.dropped}
        named = [name for name in self.order if name in offered]
        return [offered[name] for name in (*named, *(name for name in offered if name not in named))]

    def moved(self, name: str, by: int, enquiry: Enquiry) -> Self:
        """One line moved up (-1) or down (+1) among those shown; unmoved at either end."""
        names = [line.id for line in self.arranged(enquiry)]
        if name not in names:
            return self
        place = names.index(name)
        target = min(max(place + by, 0), len(names) - 1)
        names.insert(target, names.pop(place))
        return replace(self, order=tuple(names))

    def without(self, name: str) -> Self:
        """One line dropped."""
        return replace(
            self,
            dropped=(*(one for one in self.dropped if one != name), name),
            kept=tuple(one for one in self.kept if one != name),
        )

    def restored(self) -> Self:
        """Every dropped line back."""
        return replace(self, dropped=())

    def keeping(self, name: str, *, keep: bool) -> Self:
        """One line marked as meant to be asked, or no longer so."""
        others = tuple(one for one in self.kept if one != name)
        return replace(self, kept=(*others, name) if keep else others)

    def adding(self, name: str, enquiry: Enquiry) -> Self:
        """A further line put at the end of those shown."""
        names = [line.id for line in self.arranged(enquiry) if line.id != name]
        dropped = tuple(one for one in self.dropped if one != name)
        return replace(self, order=(*names, name), dropped=dropped)
