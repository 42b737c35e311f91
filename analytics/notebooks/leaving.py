"""The evidence as it may leave the workspace: for the public, or for the witnesses of a meeting.

The public edition, the published site, papers and files for publication all take theirs from here, under the one policy
that is in force and with the same memory of what the public has seen. What nobody has kept yet does not leave for the
public: a later edition could not take into account that it was seen.
"""

from functools import lru_cache

from analytics.evidence.evidence import Evidence
from analytics.evidence.own_figures import own_releases, without_releases
from analytics.evidence.release_store import Releases
from analytics.measures.disclosure.protect import Protected, protected
from analytics.notebooks.holding_back import PublicEdition, only_remembered
from analytics.notebooks.packs.members_only import Audience
from analytics.notebooks.repository import Decided


def evidence_for_audience(evidence: Evidence, decided: Decided, audience: Audience) -> Evidence:
    """The evidence that something for an audience is made of.

    Members see everything. Witnesses, who are asked about own figures and answer for them, see those too that are not
    published; the public does not. For both it is without what the policy withholds.
    """
    match audience:
        case Audience.MEMBERS:
            return evidence
        case Audience.WITNESSES:
            return _protected(evidence, decided).evidence
        case Audience.PUBLIC:
            return public_edition(evidence, decided).evidence


def public_edition(evidence: Evidence, decided: Decided) -> PublicEdition:
    """What the public is shown now: what it may see, without the documents of which a figure is not remembered yet."""
    return _shown(evidence, decided)


def for_the_public(evidence: Evidence, decided: Decided) -> Protected:
    """What the public may see: without own figures that nobody has published, and without what the policy withholds.

    It is shown as soon as its `shown` are remembered, and until then what `public_edition` gives is.
    """
    return _protected(without_releases(evidence, unpublished(evidence.releases, decided)), decided)


def unpublished(releases: Releases | None, decided: Decided) -> tuple[str, ...]:
    """The releases of own figures that are not public as they are now: never published, or changed since."""
    return tuple(slug for slug, mark in own_releases(releases).items() if (slug, mark) not in decided.releases)


@lru_cache(maxsize=8)
def _protected(evidence: Evidence, decided: Decided) -> Protected:
    return protected(evidence, decided.policy, decided.shown)


@lru_cache(maxsize=8)
def _shown(evidence: Evidence, decided: Decided) -> PublicEdition:
    return only_remembered(for_the_public(evidence, decided), decided)
