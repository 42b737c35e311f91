"""What can be done in a workspace, and which role may do it. What is not listed here is denied."""

from enum import StrEnum


class Action(StrEnum):
    """Something that somebody may or may not do. The value is what it is called on the command line."""

    READ = "read"
    OPEN_NOTEBOOKS = "open-notebooks"
    KEEP_NOTEBOOKS = "keep-notebooks"
    PRIVATE_NOTES = "private-notes"
    EXPORT_FOR_MEMBERS = "export-for-members"
    EDIT_NOTEBOOKS_OF_OTHERS = "edit-notebooks-of-others"
    PREPARE_PAPERS = "prepare-papers"
    EXPORT_FOR_PUBLICATION = "export-for-publication"
    PUBLISH = "publish"
    BRING_IN_FIGURES = "bring-in-figures"
    REMOVE_RELEASES = "remove-releases"
    READ_AUDIT_LOG = "read-audit-log"
    CHANGE_ROLES = "change-roles"

    @property
    def plainly(self) -> str:
        """The action in a sentence that follows “may”."""
        return _PLAINLY[self]


_PLAINLY = {
    Action.READ: "read every figure, finding and line of questioning, with what is for members in them",
    Action.OPEN_NOTEBOOKS: "open notebooks of the workspace and those that somebody shared with them",
    Action.KEEP_NOTEBOOKS: "begin, change, share and delete notebooks of their own, and change those shared with them",
    Action.PRIVATE_NOTES: "write notes that are for members only",
    Action.EXPORT_FOR_MEMBERS: "take a notebook along as a file with what is for members in it",
    Action.EDIT_NOTEBOOKS_OF_OTHERS: "change, give away and delete notebooks that belong to the workspace",
    Action.PREPARE_PAPERS: "plan a meeting, choose its lines and witnesses, and lock its evidence",
    Action.EXPORT_FOR_PUBLICATION: "make files and papers that may leave the building",
    Action.PUBLISH: "publish notebooks and own figures, take them back, and choose which small numbers to withhold",
    Action.BRING_IN_FIGURES: "bring in data files, and say what the columns of unknown ones are",
    Action.REMOVE_RELEASES: "remove figures that were brought in",
    Action.READ_AUDIT_LOG: "read who signed in, exported, published and changed roles",
    Action.CHANGE_ROLES: "give and take away roles",
}


class Role(StrEnum):
    """What somebody is in a workspace."""

    VIEWER = "viewer"
    MEMBER = "member"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"


# One list a role, each written out, so that what a role may do is read in one place and follows from no other.
MAY: dict[Role, frozenset[Action]] = {
    Role.VIEWER: frozenset({Action.READ}),
    Role.MEMBER: frozenset({
        Action.READ,
        Action.OPEN_NOTEBOOKS,
        Action.KEEP_NOTEBOOKS,
        Action.PRIVATE_NOTES,
        Action.EXPORT_FOR_MEMBERS,
    }),
    Role.OFFICER: frozenset({
        Action.READ,
        Action.OPEN_NOTEBOOKS,
        Action.KEEP_NOTEBOOKS,
        Action.PRIVATE_NOTES,
        Action.EXPORT_FOR_MEMBERS,
        Action.EDIT_NOTEBOOKS_OF_OTHERS,
        Action.PREPARE_PAPERS,
        Action.EXPORT_FOR_PUBLICATION,
        Action.PUBLISH,
        Action.BRING_IN_FIGURES,
    }),
    Role.ADMINISTRATOR: frozenset({
        Action.READ,
        Action.OPEN_NOTEBOOKS,
        Action.KEEP_NOTEBOOKS,
        Action.PRIVATE_NOTES,
        Action.EXPORT_FOR_MEMBERS,
        Action.EDIT_NOTEBOOKS_OF_OTHERS,
        Action.PREPARE_PAPERS,
        Action.EXPORT_FOR_PUBLICATION,
        Action.PUBLISH,
        Action.BRING_IN_FIGURES,
        Action.REMOVE_RELEASES,
        Action.READ_AUDIT_LOG,
        Action.CHANGE_ROLES,
    }),
}  # fmt: skip


def role_may(role: str | None, action: str) -> bool:
    """Whether a role may do something. A role or an action that is not listed is denied.

    >>> role_may("officer", "publish"), role_may("member", "publish"), role_may("mayor", "publish")
    (True, False, False)
    """
    return role in _ROLES and action in MAY[Role(role)]


_ROLES = frozenset(Role)
