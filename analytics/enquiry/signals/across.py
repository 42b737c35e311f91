"""One document beside another: S22 a finding raised again, S24 statements or figures that cannot both stand."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product

import polars as pl

from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Direction, Signal, SignalKind
from analytics.enquiry.signals.making import reconciled, said_in_words, signal_on, signal_on_theme
from analytics.enquiry.words import Row, cited, figure_slots, said
from analytics.evidence.vocabulary import FindingKind, Polarity, Status, Unit
from analytics.evidence.wording import difference
from analytics.measures.reconciliation.result import Kind

# Findings on the data say nothing of the service that the data are about.
_ABOUT_DATA = "performance_information"
_PRIORITY = re.compile(r"\bpriorit", re.I)
# Words of the trade, which two findings share without being about the same thing.
_COMMON = {
    *("always", "better", "children", "council", "families", "leaders", "report", "reported", "service", "services"),
    *("should", "social", "stated", "workers", "priority", "practice", "support", "people", "peers"),
}
_STEM = 7
_PREPOSITIONS = {
    "front_door": "at the",
    "voice_of_the_child": "on the",
    **dict.fromkeys(("children_in_need", "children_in_care", "care_leavers", "disabled_children"), "with"),
}
_RARE_SHARE, _KNOWN_SHARE, _RARE_AT_LEAST = 0.01, 0.04, 3


def repeated_finding(papers: Papers) -> Iterator[Signal]:
    """S22: a matter raised in one document and again, long enough after, in a recent one; at most one a theme.

    Raised is what a document wants improved; in the earlier one also what it calls a priority. Two findings are of one
    matter where they name the same indicator; of several, those that are on its theme, name little else and stand last
    in their document. Where neither names any they must be of one theme and share a word that is the theme's own or
    that hardly any other finding uses ("screening"). Size 1 is two documents.
    """
    themes = set()
    for later, earlier, indicator in _same_indicator(papers):
        theme = papers.indicator(indicator).theme
        if theme not in themes:
            themes.add(theme)
            yield _repeated(papers, earlier, later, indicator)
    for later, earlier in _same_theme(papers):
        if later["theme"] not in themes:
            themes.add(later["theme"])
            yield _repeated(papers, earlier, later)


def _raised(papers: Papers) -> tuple[list[Row], list[Row]]:
    """What was raised at any time, and what a recent document raises, the newest document first."""
    findings = papers.evidence.findings.to_dicts()
    improve = [one for one in findings if one["kind"] == FindingKind.IMPROVEMENT.value]
    named = [one for one in findings if one["kind"] == FindingKind.CONTEXT.value and _PRIORITY.search(one["text"])]
    recent = [one for one in improve if papers.is_recent(one["document"])]
    return improve + named, sorted(recent, key=lambda one: (_day(papers, one), one["row"]), reverse=True)


def _day(papers: Papers, finding: Row) -> date:
    return papers.evidence.documents[finding["document"]].file.data_to


def _pairs(papers: Papers, are_alike: Callable[[Row, Row], bool]) -> Iterator[tuple[Row, Row]]:
    earlier, later = _raised(papers)
    for new, old in product(later, earlier):
        if (_day(papers, new) - _day(papers, old)).days >= papers.settings.repeat_days and are_alike(new, old):
            yield new, old


def _same_indicator(papers: Papers) -> list[tuple[Row, Row, str]]:
    """The pairs on one indicator with its id, the newest and the plainest first."""

    def alike(new: Row, old: Row) -> bool:
        return _ABOUT_DATA not in (new["theme"], old["theme"]) and bool(set(new["indicators"]) & set(old["indicators"]))

    def plainly(found: tuple[Row, Row, str]) -> tuple[int, bool, int]:
        new, _, indicator = found
        of_its_theme = new["theme"] == papers.indicator(indicator).theme
        return -_day(papers, new).toordinal(), not of_its_theme, len(new["indicators"])

    found = [
        (new, old, name)
        for new, old in _pairs(papers, alike)
        for name in new["indicators"]
        if name in old["indicators"]
    ]
    return sorted(found, key=plainly)


def _same_theme(papers: Papers) -> list[tuple[Row, Row]]:
    """The pairs of one theme that share a telling word, the most telling first."""
    used = Counter(stem for text in papers.evidence.findings["text"] for stem in _stems(text))
    total = sum(1 for _ in papers.evidence.findings["text"])

    def telling(new: Row, old: Row) -> float:
        name = _stems(papers.evidence.catalogue.themes[new["theme"]].name)
        rare, known = (max(_RARE_AT_LEAST, share * total) for share in (_RARE_SHARE, _KNOWN_SHARE))
        shared = _stems(new["text"]) & _stems(old["text"])
        return sum(1 / used[stem] for stem in shared if used[stem] <= (known if stem in name else rare))

    def alike(new: Row, old: Row) -> bool:
        unmeasured = not new["indicators"] and not old["indicators"]
        return unmeasured and new["theme"] == old["theme"] and telling(new, old) > 0

    return sorted(_pairs(papers, alike), key=lambda pair: -telling(*pair))


def _stems(text: str) -> set[str]:
    """The longer words of a text, cut so that record, records and recorded are one."""
    return {word[:_STEM] for word in re.findall(r"[a-z]{6,}", text.lower()) if word not in _COMMON}


def _repeated(papers: Papers, earlier: Row, later: Row, indicator: str = "") -> Signal:
    documents = papers.evidence.documents
    old, new = documents[earlier["document"]], documents[later["document"]]
    slots = {
        "earlier_document": old.file.short_title,
        "later_document": new.file.short_title,
        "earlier_place": old.place(earlier["locator"]),
        "later_place": new.place(later["locator"]),
    }
    raised_by = {
        one["document"]
        for one in papers.evidence.findings.filter(pl.col("kind") == FindingKind.IMPROVEMENT.value).to_dicts()
        if (indicator in one["indicators"] if indicator else one in (earlier, later))
    } | {old.slug, new.slug}
    strip = (
        said(earlier, "Raised before", earlier["text"], old.file.published),
        said(later, "Raised again", later["text"], new.file.published),
    )
    worked = (
        f"Raised in {slots['earlier_document']}, {slots['earlier_place']}, and again in {slots['later_document']}, "
        f"{slots['later_place']}",
    )
    caveat = ("The two documents may mean different parts of the same work.",)
    if indicator:
        neutral = papers.indicator(indicator).polarity is Polarity.NEITHER
        return signal_on(
            papers,
            SignalKind.REPEATED_FINDING,
            "repeated",
            indicator,
            slots,
            direction=Direction.CAUTION if neutral else Direction.CONCERN,
            size=float(len(raised_by) - 1),
            confidence=2,
            strip=strip,
            worked=worked,
            caveats=caveat,
        )
    return signal_on_theme(
        papers,
        SignalKind.REPEATED_FINDING,
        "repeated",
        slots,
        theme=later["theme"],
        measure=_work_on(papers, later["theme"]),
        size=1.0,
        confidence=1,
        strip=strip,
        worked=worked,
        caveats=caveat,
    )


def _work_on(papers: Papers, theme: str) -> str:
    name = papers.evidence.catalogue.themes[theme].name
    return f"the work {_PREPOSITIONS.get(theme, 'on')} {name[:1].lower()}{name[1:]}"


def documents_conflict(papers: Papers) -> Iterator[Signal]:
    """S24: statements that a measure rose and that it fell, or an "all" or "none" that a later figure belies.

    Statements of one time are compared, in one document or in two; against another document they count twice, because
    nobody wrote both. Of an older document only what it says of everyone or of no one is set against a later figure:
    any other figure may simply have moved. Size 1 is a step.
    """
    yield from _statements(papers)
    yield from _figures(papers)


def _statements(papers: Papers) -> Iterator[Signal]:
    pairs: dict[tuple[str, str, str], tuple[Row, ...]] = {}
    for result in reconciled(papers.evidence):
        if result.kind is not Kind.STATEMENTS or not all(papers.is_recent(one["document"]) for one in result.claims):
            continue
        first, last = sorted(result.claims, key=lambda claim: _day(papers, claim))
        key = (first["indicator"], first["dimension"], first["member"])
        if key not in pairs or (first["document"] != last["document"] and _are_of_one_document(pairs[key])):
            pairs[key] = (first, last)
    for (indicator, dimension, member), (first, last) in pairs.items():
        slots = {
            "said": said_in_words(first),
            "other_said": said_in_words(last),
            "place": papers.evidence.where(first["document"], first["locator"]),
            "other_place": papers.evidence.where(last["document"], last["locator"]),
        }
        yield signal_on(
            papers,
            SignalKind.DOCUMENTS_CONFLICT,
            "statements",
            indicator,
            slots,
            dimension=dimension,
            member=member,
            size=1.0 if _are_of_one_document((first, last)) else 2.0,
            confidence=2,
            strip=(said(first, "The text", first["text"]), said(last, "The text", last["text"])),
            caveats=("The two may speak of different dates, groups or ways of counting.",),
        )


def _are_of_one_document(claims: tuple[Row, ...]) -> bool:
    return len({claim["document"] for claim in claims}) == 1


def _figures(papers: Papers) -> Iterator[Signal]:
    firm = papers.evidence.observations.filter(
        (pl.col("area") == papers.authority)
        & (pl.col("unit") == Unit.PERCENT.value)
        & (pl.col("status") == Status.FINAL.value)
    ).sort("period_end", "row")
    of_all = firm.filter(pl.col("value").is_in([0.0, 100.0]) & pl.col("note").str.contains("(?i)printed in words"))
    for old in of_all.iter_rows(named=True):
        after = papers.recent(firm).filter(
            (pl.col("indicator") == old["indicator"])
            & (pl.col("dimension") == old["dimension"])
            & (pl.col("member") == old["member"])
            & (pl.col("document") != old["document"])
            & (pl.col("period_end") > old["period_end"])
            & ((pl.col("value") - old["value"]).abs() >= papers.settings.step_points)
        )
        if not after.is_empty():
            yield _no_longer(papers, old, after.row(-1, named=True))


def _no_longer(papers: Papers, old: Row, new: Row) -> Signal:
    indicator = papers.indicator(old["indicator"])
    change = new["value"] - old["value"]
    slots = (
        figure_slots(new, indicator.unit)
        | figure_slots(old, indicator.unit, "before")
        | {
            "place": papers.evidence.where(new["document"], new["locator"]),
            "other_place": papers.evidence.where(old["document"], old["locator"]),
        }
    )
    apart = difference(change, indicator.unit)
    return signal_on(
        papers,
        SignalKind.DOCUMENTS_CONFLICT,
        "figures",
        indicator.id,
        slots,
        dimension=old["dimension"],
        member=old["member"],
        direction=Direction.CONCERN if change * indicator.polarity.sign < 0 else Direction.CAUTION,
        size=abs(change) / papers.settings.step_points,
        confidence=2,
        strip=(cited(old, indicator.unit, papers.council), cited(new, indicator.unit, papers.council)),
        worked=(f"{slots['before']} {slots['before_when']} and {slots['now']} {slots['now_when']}: {apart}",),
        caveats=("The rule may have changed between the two documents, or they may mean different groups.",),
    )
