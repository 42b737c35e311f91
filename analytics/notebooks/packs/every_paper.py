"""Every paper that a meeting has, each with who may read it and how it is made."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from analytics.evidence.evidence import Evidence
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.councillor_print import large_print, two_page_print
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.packs.member_pack import member_pack
from analytics.notebooks.packs.members_only import Audience
from analytics.notebooks.packs.papers import cover_report, data_report, explainer_paper
from analytics.notebooks.packs.witness_brief import witness_brief
from analytics.notebooks.report import Report

Make = Callable[[Notebook, Evidence, Meeting], Report]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: the name of its file, what it is called, what it is good for, and who may read it.

    `make_large` makes what is laid out otherwise in large print.
    """

    name: str
    title: str
    use: str
    audience: Audience
    make: Make
    make_large: Make | None = None

    def report(self, notebook: Notebook, evidence: Evidence, meeting: Meeting, *, large: bool = False) -> Report:
        """The paper of a meeting. Raises CannotRender, in words, where there is nothing to make it from."""
        make = self.make_large if large and self.make_large else self.make
        return make(notebook, evidence, meeting)


def papers_of_meeting(meeting: Meeting) -> tuple[Paper, ...]:
    """The papers in the order in which they are needed, those for members first; a brief for every witness."""
    return (
        Paper(
            "members-pack",
            "Members’ pack",
            "The whole: summary, lines with what a good answer holds and your notes, figures, findings.",
            Audience.MEMBERS,
            member_pack,
        ),
        Paper(
            "members-pack-in-full",
            "Members’ pack in full",
            "To look things up in: the same with every indicator, every cell and all that does not add up.",
            Audience.MEMBERS,
            partial(member_pack, full=True),
        ),
        Paper(
            "print",
            "Print for your own notes",
            "Six lines on two sides of A4, with room to write. In large print it has as many sides as it needs.",
            Audience.MEMBERS,
            two_page_print,
            large_print,
        ),
        *_committee_papers(Audience.MEMBERS),
        *_briefs(meeting.witnesses),
        *_committee_papers(Audience.PUBLIC),
    )


def _committee_papers(audience: Audience) -> tuple[Paper, ...]:
    whose, end = (" for members", "-for-members") if audience is Audience.MEMBERS else ("", "")
    questions = ", with starter questions and who can answer" if audience is Audience.MEMBERS else ""
    return (
        Paper(
            f"cover-report{end}",
            f"Cover report{whose}",
            f"What the committee is asked to do, and possible areas for investigation{questions}.",
            audience,
            partial(cover_report, audience=audience),
        ),
        Paper(
            f"data-report{end}",
            f"Data report{whose}",
            "Every indicator of the themes with its target, history and comparators.",
            audience,
            partial(data_report, audience=audience),
        ),
        Paper(
            f"understanding-the-figures{end}",
            f"Understanding the figures{whose}",
            "What each figure counts, how fresh it is, and what to ask for.",
            audience,
            partial(explainer_paper, audience=audience),
        ),
    )


def _briefs(roles: Iterable[str]) -> Iterator[Paper]:
    """A brief a role; of two whose plain names are the same, the later has its number in the name."""
    taken: Counter[str] = Counter()
    for role in roles:
        plain = "-".join("".join(letter if letter.isalnum() else " " for letter in role.lower()).split()) or "witness"
        taken[plain] += 1
        yield _brief(role, f"brief-{plain}{f'-{taken[plain]}' if taken[plain] > 1 else ''}")


def _brief(role: str, name: str) -> Paper:
    return Paper(
        name,
        f"Brief for the {role}",
        "What the meeting looks at, the evidence, what is wanted in writing, and how to correct a figure.",
        Audience.WITNESSES,
        partial(witness_brief, role=role),
    )
