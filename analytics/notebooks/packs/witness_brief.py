"""The brief to a witness: what the meeting is about, what it will look at, what is wanted and by when."""

from collections.abc import Iterator

from analytics.enquiry.library import Library, Role
from analytics.enquiry.line import Line
from analytics.enquiry.witnesses import listed_roles, role_of
from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import capital, day_in_words
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.chosen import Chosen, chosen_for
from analytics.notebooks.packs.dates import working_days_after
from analytics.notebooks.packs.front import council, cut_off, paper
from analytics.notebooks.packs.meeting import Meeting, Sharing
from analytics.notebooks.packs.members_only import Audience, for_witnesses, meeting_for_all
from analytics.notebooks.packs.strip import strip_view
from analytics.notebooks.report import Block, Bullets, Heading, Paragraph, Report, Shown
from analytics.notebooks.view import CannotRender


def witness_brief(notebook: Notebook, evidence: Evidence, meeting: Meeting, role: str) -> Report:
    """The brief to one role, by its id or its title. Raises CannotRender, naming those known, for another.

    It is made from lines, meeting and notebook that have been stripped of what is for members only.
    """
    sharing, meeting = meeting.themes_or_questions, meeting_for_all(meeting)
    notebook = for_witnesses(notebook, sharing=sharing)
    chosen = chosen_for(notebook, evidence, meeting).for_all()
    found = _role(role, chosen.papers.library)
    title = _title(found, role, chosen, meeting)
    mine = [line for line in chosen.lines if answers(line, found, chosen.papers.library)]
    blocks = [
        Heading("The meeting"),
        *_details(meeting),
        Heading("Why we are asking you"),
        *_purpose(found, notebook, evidence, chosen),
        Heading("Who else is invited"),
        *_others(found, chosen, meeting),
        Heading("Questions we would like to put" if sharing is Sharing.QUESTIONS else "Themes we would like to cover"),
        *(_questions(mine, meeting) if sharing is Sharing.QUESTIONS else _themes(mine, chosen)),
        Heading("The evidence the committee will use"),
        *_evidence(mine, chosen, notebook),
        Heading("Information we would like in writing"),
        *_written(found, mine, chosen, meeting),
        Heading("If a figure is wrong"),
        Paragraph(
            "Please tell us if a figure above is wrong, out of date or unfair as we show it, and what the right one is "
            f"and where it is published. What reaches us by {day_in_words(meeting.corrections_by)} can be put right "
            "before the evidence is locked. Tell us later ones too, and the Chair can have them read out."
        ),
        Heading("No individuals"),
        Paragraph(
            "Please speak about services, not about people who could be recognised. No child, family, carer or worker "
            "should be named or described, at the meeting or in writing. If an answer can only be given in private, "
            "tell us beforehand, so that the Chair can decide with advice how to hear it."
        ),
        Heading("On the day"),
        *_practicalities(meeting),
        Heading("What happens afterwards"),
        Paragraph(
            f"By {day_in_words(working_days_after(meeting.date, 5))} you will have a letter that says what the "
            "committee decided, and any action that falls to you. If the committee makes recommendations, you can "
            "check the facts in them before they are final."
        ),
    ]
    return paper(f"Brief for the {title}", notebook, evidence, meeting, Audience.WITNESSES, blocks)


def roles_offered(chosen: Chosen) -> tuple[str, ...]:
    """Whom one could invite: the roles that the recent papers list, as printed, then those whom the lines are for."""
    listed = (
        row["role"] for row in chosen.known.witnesses.iter_rows(named=True) if chosen.papers.is_recent(row["document"])
    )
    return tuple(dict.fromkeys((*listed, *(line.witness.title for line in chosen.arranged))))


def answers(line: Line, role: Role, library: Library) -> bool:
    """Whether a line is for a role: by itself, or because the role stands in for one who is not listed."""
    if line.witness.role == role.id:
        return True
    stands_in = role_of(line.witness.instead, library) if line.witness.instead else None
    return stands_in is not None and stands_in.id == role.id


def _role(role: str, library: Library) -> Role:
    found = library.roles.get(role) or role_of(role, library)
    if found is None:
        raise CannotRender(f"There is no role “{role}”. Known: {', '.join(library.roles)}.")
    return found


def _title(role: Role, asked: str, chosen: Chosen, meeting: Meeting) -> str:
    """The role as the meeting or the papers call it, else as the library does."""
    library = chosen.papers.library
    if asked not in library.roles:
        return asked
    invited = next((title for title in meeting.witnesses if role_of(title, library) == role), "")
    return invited or listed_roles(chosen.papers).get(role.id, "") or role.title(next(iter(chosen.themes), ""))


def _details(meeting: Meeting) -> Iterator[Block]:
    yield Paragraph(meeting.committee, "Committee")
    yield Paragraph(day_in_words(meeting.date) + (f", {meeting.time}" if meeting.time else ""), "Date")
    yield Paragraph(meeting.place or "To be confirmed.", "Place")
    if meeting.reference:
        yield Paragraph(meeting.reference, "Reference")


def _purpose(role: Role, notebook: Notebook, evidence: Evidence, chosen: Chosen) -> Iterator[Block]:
    on = f" It will look at {chosen.themes_in_words}." if chosen.themes_in_words else ""
    yield Paragraph(
        f"The committee wants to understand how services for children in {council(notebook, evidence)} are doing and "
        f"what would make them better.{on} It is not a trial: members want to learn what you know and how you know it."
    )
    yield Paragraph(f"In your role you can speak about {role.answers}.")


def _others(role: Role, chosen: Chosen, meeting: Meeting) -> Iterator[Block]:
    invited = meeting.witnesses or tuple(listed_roles(chosen.papers).values())
    others = [title for title in invited if role_of(title, chosen.papers.library) != role]
    if not others:
        yield Paragraph("Nobody else has been confirmed yet. We will tell you when that changes.")
        return
    yield Bullets(tuple(_as_printed(title, chosen, meeting) for title in others))


def _as_printed(title: str, chosen: Chosen, meeting: Meeting) -> str:
    """A role, with the name that a recent document prints beside just that role where the meeting wants names."""
    if not meeting.name_witnesses:
        return title
    for row in chosen.known.witnesses.filter(role=title).iter_rows(named=True):
        if chosen.papers.is_recent(row["document"]):
            return f"{title}: {row['name']}, as listed in {chosen.known.where(row['document'], row['locator'])}"
    return title


def _themes(mine: list[Line], chosen: Chosen) -> Iterator[Block]:
    themes = chosen.known.catalogue.themes
    if not mine:
        about = chosen.themes_in_words or "children’s services"
        yield Paragraph(f"No theme falls to you alone. The committee will look at {about} and may ask for your view.")
        return
    for name in dict.fromkeys(line.theme for line in mine):
        yield Paragraph(themes[name].why_it_matters, themes[name].name)
        yield Bullets(tuple(capital(line.measure) for line in mine if line.theme == name))


def _questions(mine: list[Line], meeting: Meeting) -> Iterator[Block]:
    yield Paragraph("The Chair has agreed to share these. Members may put them differently and ask more.")
    if mine:
        yield Bullets(tuple(meeting.wording(line.id, line.question) for line in mine), numbered=True)
    else:
        yield Paragraph("None of them is for you alone. Members may ask for your view on any theme.")


def _evidence(mine: list[Line], chosen: Chosen, notebook: Notebook) -> Iterator[Block]:
    yield Paragraph(cut_off(notebook, chosen.known))
    if not mine:
        yield Paragraph("No figure or passage is meant for you alone. The published papers hold all of it.")
    for place, line in enumerate(mine, 1):
        indicator = chosen.known.catalogue.indicators.get(line.indicator)
        name = indicator.short_name if indicator else chosen.known.catalogue.themes[line.theme].name
        yield Shown(strip_view(line, chosen.papers, f"Evidence {place}: {name}"), 2)


def _written(role: Role, mine: list[Line], chosen: Chosen, meeting: Meeting) -> Iterator[Block]:
    """What the lines need in writing, the requests to this role, and what the papers leave out."""
    enquiry = chosen.enquiry
    asked = [text for line in mine for text in line.in_writing]
    asked += [line.question for line in enquiry.requests if line.witness.role == role.id][:6]
    asked += [area.request for area in enquiry.absent if area.witness == role.id][:3]
    if not asked:
        yield Paragraph("Nothing at present.")
        return
    yield Paragraph(f"Please send these by {day_in_words(meeting.answers_by)}, so that members can read them in time.")
    yield Bullets(tuple(dict.fromkeys(asked)), numbered=True)
    yield Paragraph("If you cannot answer one of them, please say why, and who could.")


def _practicalities(meeting: Meeting) -> Iterator[Block]:
    yield Bullets(
        (
            "The meeting is in public unless the committee decides otherwise, and it may be recorded.",
            "You may bring a colleague. Please tell us who is coming, by role.",
            "You do not need to prepare a presentation. Please be ready to say what you know and what you do not.",
            "If you do not have a figure with you, offer to send it and say by when.",
            "Please tell us of anything you need to take part, such as step-free access, an interpreter or papers in "
            "another form.",
        )
    )
    contact = meeting.contact or f"the {meeting.author}"
    yield Paragraph(f"Any question before the day: please ask {contact}.")
