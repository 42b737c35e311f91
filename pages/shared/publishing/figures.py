"""A council's own figures that were brought in: which of them the public sees, and the press that does either."""

from html import escape

import polars as pl
import streamlit as st

from analytics.access.publications import Mark
from analytics.evidence.own_figures import figures_of, own_releases
from analytics.evidence.wording import count_of, day_in_words, listed
from analytics.measures.disclosure.exposed import exposed_in_words
from analytics.measures.disclosure.protect import Protected
from analytics.notebooks.leaving import for_the_public
from pages.shared.frame import say_reason
from pages.shared.heading import heading
from pages.shared.library import decided, evidence
from pages.shared.notebook.workspace import repository
from pages.shared.publishing.asking import ask, confirm, is_asked


def show_figures() -> None:
    """Each release of own figures with whether it is public; and those that are gone and were."""
    heading(
        "The council’s own figures",
        "They stay inside until they are published here. So does a data file whose columns somebody here explained.",
    )
    own, published = own_releases(evidence().releases), repository().published_releases()
    for release, fingerprint in own.items():
        _show(release, fingerprint, published.get(release))
    gone = [release for release in published if release not in own]
    for release in gone:
        st.html(
            f'<h3 class="listed">{escape(release)}</h3><p class="about">It was published, and is not kept here any '
            "more, so the public sees nothing of it.</p>"
        )
    if not own and not gone:
        say_reason("No figures of the council’s own were brought in. National releases are public already.")


def _show(release: str, fingerprint: str, mark: Mark | None) -> None:
    title = evidence().releases.releases[release].title
    with st.container(key=f"own_{release}", gap="xsmall"):
        st.html(f'<h3 class="listed">{escape(title)}</h3><p class="about">{_state(fingerprint, mark)}</p>')
        with st.container(horizontal=True):
            if mark is None or mark.fingerprint != fingerprint:
                ask("Publish them", title, f"figures_{release}")
            if mark is not None:
                ask("Take them back", title, f"hide_{release}", kind="tertiary")
        if is_asked(f"figures_{release}"):
            _confirm(release, fingerprint, title)
        if mark is not None and is_asked(f"hide_{release}"):
            confirm(
                f'<p class="warning" role="alert"><strong>Take “{escape(title)}” back?</strong> The public edition '
                "shows nothing of these figures from then on. They stay in the workspace. Who has seen them has seen "
                "them, which later publications take into account.</p>",
                "Yes, take them back",
                title,
                f"hide_{release}",
                f"“{title}” is not public any more.",
                _withdraw,
                release,
            )


def _state(fingerprint: str, mark: Mark | None) -> str:
    if mark is None:
        return "○ Not public: nobody has published these figures."
    when = f"published {day_in_words(mark.at.date())} by {escape(mark.by)}"
    if mark.fingerprint == fingerprint:
        return f"✓ Public: {when}."
    return f"▲ <strong>Not public any more:</strong> {when}, and other figures were brought in under this name since."


def _confirm(release: str, fingerprint: str, title: str) -> None:
    known = decided()
    with st.spinner("Working out what the public would see"):
        safe = for_the_public(evidence(), known.with_release(release, fingerprint))
    confirm(
        _will_be_seen(release, title, safe),
        "Yes, publish them",
        title,
        f"figures_{release}",
        f"“{title}” is public.",
        _publish,
        release,
        fingerprint,
        safe.shown,
        known.mark,
    )


def _will_be_seen(release: str, title: str, safe: Protected) -> str:
    """How many figures of what, how many are withheld, and what can be worked out all the same."""
    rows = figures_of(safe.evidence, release)
    withheld = safe.withheld.filter(pl.col("document") == release).height
    indicators = safe.evidence.catalogue.indicators
    names = listed(indicators[one].short_name for one in rows["indicator"].unique().sort())
    periods = [*dict.fromkeys(rows.sort("period_end", "period_start")["period"])]
    when = f"for {periods[0]}" if len(periods) == 1 else f"from {periods[0]} to {periods[-1]}"
    warnings = "".join(f"<li>{escape(sentence)}</li>" for sentence in exposed_in_words(safe))
    return (
        f'<p class="warning" role="alert"><strong>Publish “{escape(title)}”?</strong> Anybody will be able to see '
        f"{count_of(rows['value'].count(), 'figure')}, on {escape(names)}, {escape(when)}. "
        f"{count_of(withheld, 'figure is', 'figures are')} withheld. What was seen once cannot be taken back.</p>"
        + (f'<ul class="caveats">{warnings}</ul>' if warnings else "")
    )


def _publish(release: str, fingerprint: str, shown: pl.DataFrame, knowing: str) -> None:
    repository().publish_release(release, fingerprint, shown, knowing=knowing)


def _withdraw(release: str) -> None:
    repository().withdraw_release(release)
