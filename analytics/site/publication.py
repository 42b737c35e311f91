"""What is published, of which councils, and by whom. Nothing in it is for members only."""

from dataclasses import dataclass, field
from datetime import date

from analytics.evidence.evidence import Evidence
from analytics.notebooks.facts import evidence_about
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.members_only import for_publication
from analytics.site.publisher import Publisher


class CannotPublish(Exception):
    """Something that was asked for may not be published, or cannot be. The message says why, and what would work."""


@dataclass(frozen=True, slots=True)
class PublicNotebook:
    """A notebook stripped for publication. `changed` is the day of its newest version, where it is kept in versions."""

    notebook: Notebook
    changed: date | None = None


@dataclass(frozen=True, eq=False)
class Publication:
    """Evidence after disclosure control, the councils and notebooks of it to publish, and the policy that applied.

    `policy` are sentences. `base_url` is where the site will be, for the addresses of its feed; blank is not known.
    """

    evidence: Evidence
    authorities: tuple[str, ...]
    notebooks: tuple[PublicNotebook, ...] = ()
    policy: tuple[str, ...] = ()
    publisher: Publisher = field(default_factory=Publisher)
    base_url: str = ""

    def known(self, authority: str) -> Evidence:
        """What is published about a council."""
        return evidence_about(self.evidence, authority)

    def name(self, authority: str) -> str:
        """A council's name."""
        return self.evidence.catalogue.area_name(authority)

    def newest(self, authority: str = "") -> date | None:
        """The last day that the newest document describes, about one council or all; None where there is none."""
        councils = (authority,) if authority else self.authorities
        days = [held.file.data_to for council in councils for held in self.known(council).documents.values()]
        return max(days, default=None)


def publishable(notebook: Notebook, changed: date | None = None) -> PublicNotebook:
    """A notebook stripped for publication. Raises CannotPublish where its owner has not marked it public."""
    if not notebook.public:
        raise CannotPublish(
            f"The notebook “{notebook.title}” is not marked public, so nothing was published. Whoever owns it can open "
            "it in the app and mark it public; or leave it out."
        )
    return PublicNotebook(for_publication(notebook), changed)
