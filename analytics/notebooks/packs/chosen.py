"""What a paper is about: its themes, its lines of enquiry in order, and what to ask for in writing."""

from dataclasses import dataclass, replace

from analytics.enquiry.line import Line
from analytics.enquiry.lines import Enquiry, enquiry_of
from analytics.enquiry.papers import Papers, papers_of
from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import listed
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.packs.members_only import line_for_all
from analytics.notebooks.view import CannotRender


@dataclass(frozen=True, eq=False)
class Chosen:
    """The papers a meeting rests on, its themes (none is all), and the lines its members chose, in their order.

    `arranged` are all the lines to choose from, in that order, also those that the papers leave out.
    """

    papers: Papers
    themes: tuple[str, ...]
    document: str
    lines: tuple[Line, ...]
    enquiry: Enquiry
    arranged: tuple[Line, ...] = ()

    @property
    def known(self) -> Evidence:
        """What was public about the council."""
        return self.papers.evidence

    @property
    def indicators(self) -> tuple[str, ...]:
        """The measures that the lines are on, each once."""
        return tuple(dict.fromkeys(line.indicator for line in self.lines if line.indicator))

    @property
    def themes_in_words(self) -> str:
        """The themes as a sentence names them; those of the lines where none was set."""
        names = self.themes or tuple(dict.fromkeys(line.theme for line in self.lines))
        return listed(self.known.catalogue.themes[name].name.lower() for name in names)

    def for_all(self) -> "Chosen":
        """The same without what is for members only."""
        return replace(
            self,
            lines=tuple(map(line_for_all, self.lines)),
            arranged=tuple(map(line_for_all, self.arranged)),
            enquiry=replace(
                self.enquiry,
                lines=tuple(map(line_for_all, self.enquiry.lines)),
                more_lines=tuple(map(line_for_all, self.enquiry.more_lines)),
                requests=tuple(map(line_for_all, self.enquiry.requests)),
            ),
        )


def chosen_for(notebook: Notebook, evidence: Evidence, meeting: Meeting) -> Chosen:
    """What the meeting is about. Raises CannotRender, with a way on, where that is nothing.

    The lines are those of the meeting's themes, else of the themes of the notebook's cells; of one document where the
    notebook's lines are. Among them the meeting's running order decides: the lines kept, else the first as ranked, also
    where no line that was kept is there any more.
    """
    known = notebook.known(evidence)
    unknown = [theme for theme in meeting.themes if theme not in evidence.catalogue.themes]
    if unknown:
        raise CannotRender(f"There is no theme called “{unknown[0]}”. Known: {listed(evidence.catalogue.themes)}.")
    document = _document_of(notebook)
    themes = meeting.themes or (() if document else themes_of(notebook, evidence))
    everything = enquiry_of(known, notebook.authority, notebook.as_known_on, "", document, notebook.settings)
    enquiry = _limited(everything, themes, meeting.most_lines)
    order = meeting.running_order
    arranged = order.arranged(enquiry)
    lines = [line for line in arranged if line.id in order.kept] or arranged
    papers = papers_of(known, notebook.authority, notebook.as_known_on, notebook.settings)
    return Chosen(papers, themes, document, tuple(lines[: meeting.most_lines]), enquiry, tuple(arranged))


def themes_of(notebook: Notebook, evidence: Evidence) -> tuple[str, ...]:
    """The themes that the notebook's cells name themselves or by their indicators, in the catalogue's order."""
    catalogue = evidence.catalogue
    named = {str(held.asks.get("theme", "")) for held in notebook.cells}
    for held in notebook.cells:
        indicator = catalogue.indicators.get(str(held.asks.get("indicator", "")))
        if indicator is not None:
            named.add(indicator.theme)
    return tuple(theme for theme in catalogue.themes if theme in named)


def _document_of(notebook: Notebook) -> str:
    """The document that the notebook's lines are limited to."""
    documents = (str(held.asks.get("document", "")) for held in notebook.cells if held.asks.get("kind") == "lines")
    return next(documents, "")


def _limited(enquiry: Enquiry, themes: tuple[str, ...], most: int) -> Enquiry:
    """The enquiry of some themes, with the highest ranked of all their lines put first."""
    if not themes:
        return enquiry
    aloud = [line for line in (*enquiry.lines, *enquiry.more_lines) if line.theme in themes]
    ranked = sorted(aloud, key=lambda line: (-line.score.total, line.id))
    return replace(
        enquiry,
        lines=tuple(ranked[:most]),
        more_lines=tuple(ranked[most:]),
        requests=tuple(line for line in enquiry.requests if line.theme in themes),
        absent=tuple(area for area in enquiry.absent if area.theme in themes),
    )
