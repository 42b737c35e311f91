"""Every paper of every starter for both councils, made once for all the tests that read them."""

from datetime import date
from functools import cache
from pathlib import Path

from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.councillor_print import two_page_print
from analytics.notebooks.packs.meeting import Meeting, Sharing
from analytics.notebooks.packs.member_pack import member_pack
from analytics.notebooks.packs.members_only import Audience
from analytics.notebooks.packs.papers import cover_report, data_report, explainer_paper
from analytics.notebooks.packs.witness_brief import witness_brief
from analytics.notebooks.report import Report
from analytics.notebooks.starters import starters
from tests.shipped import shipped

STARTERS = Path(__file__).parents[3] / "data" / "notebooks"
COUNCILS = ("barnsley", "barnet")
MEETINGS = {
    "barnsley": Meeting(date=date(2023, 9, 12), place="Council Chamber"),
    "barnet": Meeting(date=date(2019, 9, 12), place="Committee Room 1"),
}
DAYS = {"barnsley": date(2023, 9, 12), "barnet": date(2019, 9, 12)}
# For publication or for a witness, and for members.
FOR_ALL = ("witness", "witness, questions agreed", "cover", "data", "explainer")
FOR_MEMBERS = ("member", "cover, members", "data, members", "explainer, members", "print")
PAPERS = (*FOR_ALL, *FOR_MEMBERS)


@cache
def starter(name: str, council: str = "barnsley") -> Notebook:
    """A starter about a council as known on the day of its meeting."""
    return next(one.notebook for one in starters(STARTERS) if one.name == name).about(council, DAYS[council])


def names() -> list[str]:
    """The names of the starters."""
    return [one.name for one in starters(STARTERS)]


def make(kind: str, notebook: Notebook, meeting: Meeting, role: str = "service-director") -> Report:
    """One paper."""
    agreed = meeting.model_copy(update={"themes_or_questions": Sharing.QUESTIONS})
    match kind:
        case "witness":
            return witness_brief(notebook, shipped(), meeting, role)
        case "witness, questions agreed":
            return witness_brief(notebook, shipped(), agreed, role)
        case "member":
            return member_pack(notebook, shipped(), meeting)
        case "print":
            return two_page_print(notebook, shipped(), meeting)
    paper = {"cover": cover_report, "data": data_report, "explainer": explainer_paper}[kind.partition(",")[0]]
    audience = Audience.MEMBERS if kind.endswith("members") else Audience.PUBLIC
    return paper(notebook, shipped(), meeting, audience)


@cache
def made(kind: str, name: str, council: str) -> Report:
    """One paper of one starter about one council."""
    return make(kind, starter(name, council), MEETINGS[council])
