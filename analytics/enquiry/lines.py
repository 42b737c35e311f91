"""Lines of questioning from signals: one a measure, ranked, varied, each in words that pass the rules."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl

from analytics.edition import Edition
from analytics.enquiry.filling import Filled, find_finding, find_questions
from analytics.enquiry.library import AbsentArea, Mode, QuestionTemplate, Role
from analytics.enquiry.line import Line
from analytics.enquiry.linter import Severity, lint_line
from analytics.enquiry.linter.repetition import overlap
from analytics.enquiry.older import older_in_words
from analytics.enquiry.papers import Papers, papers_of
from analytics.enquiry.revised import revised_in_words
from analytics.enquiry.rules import find_signals
from analytics.enquiry.score import Score, score_of, strength
from analytics.enquiry.settings import Settings
from analytics.enquiry.signal import Signal
from analytics.enquiry.signal import SignalKind as S
from analytics.enquiry.unlike import unlike_in_words
from analytics.enquiry.witnesses import witness_for
from analytics.evidence.document import IdentityKind, Selector
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Polarity

# The figures are not what the text makes of them, so this comes before what they say.
_FIRST = {S.SELECTIVE_TEXT, S.DOES_NOT_ADD_UP, S.DOCUMENTS_CONFLICT}
_FIRST_CASES = {(S.MISSING, "named"), (S.DEFINITION_DIFFERS, "so far")}
# Their findings can be put so that they add to a figure that a finding has opened with, as those of all these do.
_SAYS_MORE = {S.ADVERSE_TREND, S.SHARP_REVERSAL, S.STEP_CHANGE, S.AHEAD_BUT_SLIPPING}
_OPENS_WITH_A_FIGURE = _SAYS_MORE | {S.OFF_BENCHMARK, S.BENCHMARKS_DISAGREE, S.DENOMINATOR_SHIFT, S.CEILING}
_MOST_FOLLOW_UPS = 4
_MOST_CAVEATS = 3
# Two requests with this share of their words in common would be answered by one table.
_SAME_REQUEST = 0.6


@dataclass(frozen=True, slots=True)
class Enquiry:
    """What to ask: the lines to put first, the rest, the requests to make in writing, and what the papers leave out."""

    lines: tuple[Line, ...]
    more_lines: tuple[Line, ...]
    requests: tuple[Line, ...]
    absent: tuple[AbsentArea, ...]
    signals: tuple[Signal, ...]
    roles: Mapping[str, Role]
    settings: Settings

    @property
    def every_line(self) -> tuple[Line, ...]:
        """First lines, further lines and requests, in that order."""
        return (*self.lines, *self.more_lines, *self.requests)


@dataclass(frozen=True, slots=True)
class _Group:
    """The signals of one measure, the one to open with first."""

    key: str
    theme: str
    signals: tuple[Signal, ...]
    score: Score


@lru_cache(maxsize=64)
def enquiry_of(  # noqa: PLR0917 - the key under which it is kept
    evidence: Evidence, authority: str, as_known_on: date | None, theme: str, document: str, settings: Settings
) -> Enquiry:
    """What to ask about an authority as known on a day; kept, because every page asks for the same few."""
    return enquire(papers_of(evidence, authority, as_known_on, settings), theme, document)


def enquire(papers: Papers, theme: str = "", document: str = "") -> Enquiry:
    """The lines for some papers, of every theme and document or of one."""
    signals = [
        signal
        for signal in find_signals(papers)
        if not document or any(entry.document == document for entry in signal.cited)
    ]
    groups = [group for group in _groups(papers, signals) if theme in ("", group.theme)]
    for_the_day = [group for group in groups if not group.signals[0].is_about_understanding]
    pack = _Pack(papers)
    chosen, later = pack.choose(for_the_day, by_theme=bool(theme))
    rest = [*later, *(group for group in groups if group.signals[0].is_about_understanding)]
    built = [line for group in rest if (line := pack.line(group)) is not None]
    return Enquiry(
        lines=tuple(chosen),
        more_lines=tuple(line for line in built if line.mode is Mode.ORAL),
        requests=tuple(line for line in built if line.mode is Mode.WRITTEN),
        absent=tuple(area for area in absent_areas(papers) if theme in ("", area.theme)),
        signals=tuple(signal for group in groups for signal in group.signals),
        roles=papers.library.roles,
        settings=papers.settings,
    )


def absent_areas(papers: Papers) -> Iterator[AbsentArea]:
    """What members everywhere ask about and the recent papers hold no figure on, nearest to a child's safety first.

    Of national releases only what they hold of other councils: what no release ever gives is not missing from one.
    """
    recent = papers.recent(papers.evidence.observations)
    there = set(recent.filter(recent["value"].is_not_null())["indicator"])
    themes = papers.evidence.catalogue.themes
    by_tier = sorted(papers.library.absent, key=lambda area: themes[area.theme].tier)
    missing = (area for area in by_tier if not there & set(area.indicators))
    releases = papers.evidence.releases
    if papers.evidence.neighbours is None or releases is None:
        return missing
    given = set(releases.indicator_ids())
    return (area for area in missing if given & set(area.indicators))


class _Pack:
    """A pack in the making: what has been asked already, so that it is not asked eight times."""

    def __init__(self, papers: Papers) -> None:
        self.papers = papers
        self.used: Counter[str] = Counter()
        self.asked: set[str] = set()

    def choose(self, groups: Sequence[_Group], *, by_theme: bool) -> tuple[list[Line], list[_Group]]:
        """The first lines, highest score first, and the groups that found no place."""
        settings = self.papers.settings
        lines: list[Line] = []
        later: list[_Group] = []
        kinds: Counter[S] = Counter()
        themes: Counter[str] = Counter()
        for group in groups:
            full = len(lines) >= settings.most_lines
            too_alike = kinds[group.signals[0].kind] >= settings.most_of_a_kind
            too_near = not by_theme and themes[group.theme] >= settings.most_of_a_theme
            line = None if full or too_alike or too_near else self.line(group, only=Mode.ORAL)
            if line is None:
                later.append(group)
                continue
            lines.append(line)
            kinds[line.lead.kind] += 1
            themes[line.theme] += 1
        return lines, later

    def line(self, group: _Group, only: Mode | None = None) -> Line | None:
        """The line of a group; None where nothing in the library fits its evidence and passes the rules."""
        for signal in group.signals:
            if signal is not group.signals[0] and signal.is_about_understanding and only is Mode.ORAL:
                continue
            for filled in find_questions(signal, group.theme, self.papers.library, self.used):
                if only not in (None, filled.template.mode) or filled.question in self.asked:
                    continue
                others = [one for one in group.signals if one is not signal]
                # Where what else was found cannot be put fairly, the line goes without it rather than not at all.
                line = self._built(group, signal, filled, others) or self._built(group, signal, filled, [])
                if line is not None:
                    self.used.update([filled.template.id, filled.template.angle])
                    self.asked.add(filled.question)
                    return line
        return None

    def _built(self, group: _Group, lead: Signal, filled: Filled, others: Sequence[Signal]) -> Line | None:
        papers, template = self.papers, filled.template
        indicator = papers.evidence.catalogue.indicators.get(lead.indicator)
        polarity = indicator.polarity if indicator else Polarity.NEITHER
        finding = find_finding(lead, group.theme, polarity, papers.library)
        if finding is None:
            return None
        more_found, aloud, written = self._besides(lead, template, others, group.theme, polarity)
        why = indicator.why_it_matters if indicator else papers.evidence.catalogue.themes[group.theme].why_it_matters
        line = Line(
            id=group.key,
            template=template.id,
            theme=group.theme,
            indicator=lead.indicator,
            measure=lead.slots["measure"],
            finding=finding,
            also_found=tuple(more_found),
            question=filled.question,
            follow_ups=tuple(dict.fromkeys((*filled.follow_ups, *aloud)))[:_MOST_FOLLOW_UPS],
            in_writing=tuple(written) if template.mode is Mode.ORAL else (),
            witness=witness_for(papers, template.witness, group.theme),
            mode=template.mode,
            angle=template.angle,
            leads_to=template.leads_to,
            good_answer=filled.good_answer,
            worry=filled.worry,
            why_it_matters=why,
            caveats=self._caveats(lead, others),
            signals=(lead, *others),
            score=group.score,
            neutral=polarity is Polarity.NEITHER,
        )
        if any(breach.severity is Severity.BLOCK for breach in lint_line(line)):
            return None
        # Here and not where a line is shown: what no public line holds, no page, chart or file can give away.
        return line.for_all() if papers.evidence.edition is Edition.PUBLIC else line

    def _besides(
        self, lead: Signal, opening: QuestionTemplate, others: Sequence[Signal], theme: str, polarity: Polarity
    ) -> tuple[list[str], list[str], list[str]]:
        """One more finding on the same measure, and the questions on it: aloud, and in writing.

        `opening` is the template of the opening question, which is not asked again. Nor is what it is after, where a
        question after something else will do: two causes of one change are one question asked twice.
        """
        found: list[str] = []
        aloud: list[str] = []
        written: list[str] = []
        asked = {opening.id}
        of_lead = find_questions(lead, theme, self.papers.library, self.used)
        request = next((one for one in of_lead if one.template.mode is Mode.WRITTEN), None)
        if request is not None:
            written.append(request.question)
            asked.add(request.template.id)
        seen = {(lead.kind, lead.indicator)}
        angles = {opening.angle}
        for signal in others:
            if (signal.kind, signal.indicator) in seen or (signal.size < 1 and signal.kind is not lead.kind):
                continue
            seen.add((signal.kind, signal.indicator))
            known_already = _says_the_same(signal, lead)
            text = find_finding(signal, theme, polarity, self.papers.library, further=known_already)
            if known_already and _moves_the_same(signal, lead):
                text = None
            fitting = [
                one
                for one in find_questions(signal, theme, self.papers.library, self.used)
                if one.template.id not in asked
            ]
            if (text is None and not known_already) or not fitting:
                continue
            written_for_it = (one for one in fitting if one.template.is_of_a_measure_or_theme)
            filled = next((one for one in written_for_it if one.template.angle not in angles), fitting[0])
            angles.add(filled.template.angle)
            asked.add(filled.template.id)
            worth_saying = not (signal.is_about_understanding or signal.kind is S.CLAIM_WITHOUT_FIGURE)
            if text and not found and worth_saying:
                found.append(text)
            if filled.template.mode is Mode.WRITTEN:
                if all(overlap(filled.question, one) < _SAME_REQUEST for one in written):
                    written.append(filled.question)
            else:
                aloud.append(_without_lead_in(filled.question, lead))
        return found, aloud[:2], written[:2]

    def _caveats(self, lead: Signal, others: Sequence[Signal]) -> tuple[str, ...]:
        """What must be known beside the figure: what the signals say of it, then what the measure itself hides."""
        indicator = self.papers.evidence.catalogue.indicators.get(lead.indicator)
        same = [
            signal
            for signal in others
            if (signal.dimension, signal.member) == (lead.dimension, lead.member) or signal.kind is S.DOCUMENTS_CONFLICT
        ]
        own = [*self._of_the_figure(lead), *(caveat for signal in (lead, *same) for caveat in signal.caveats)]
        own += revised_in_words(self.papers, lead)
        general = indicator.caveats if indicator else ()
        return tuple(dict.fromkeys((*own, *general)))[:_MOST_CAVEATS]

    def _of_the_figure(self, lead: Signal) -> list[str]:
        """That a national figure is an old one, or that the figures before it are not like it."""
        facts = self.papers.facts
        rows = facts.latest.filter(
            pl.col("indicator") == lead.indicator,
            pl.col("dimension") == lead.dimension,
            pl.col("member") == lead.member,
        )
        found = ((older_in_words(facts, row), *unlike_in_words(facts, row)) for row in rows.iter_rows(named=True))
        return [text for texts in found for text in texts if text]


def _groups(papers: Papers, signals: Sequence[Signal]) -> list[_Group]:
    """The signals by measure, the highest score first. Measures of one sum make one group."""
    same_sum = _one_sum(papers)
    by_measure: dict[str, list[Signal]] = defaultdict(list)
    for signal in signals:
        name = signal.indicator or signal.member
        is_of_sum = signal.kind in (S.DOES_NOT_ADD_UP, S.STEP_CHANGE, S.ADVERSE_TREND, S.SHARP_REVERSAL)
        by_measure[same_sum.get(name, name) if is_of_sum else name].append(signal)
    groups = []
    for key, found in by_measure.items():
        theme = papers.indicator(key).theme if key in papers.evidence.catalogue.indicators else key
        tier = papers.evidence.catalogue.themes[theme].tier
        ordered = sorted(found, key=lambda signal: _opening_order(signal, key, papers.settings))
        groups.append(_Group(key, theme, tuple(ordered), score_of(found, tier, papers.settings)))
    return sorted(groups, key=lambda group: (-group.score.total, group.key))


def _one_sum(papers: Papers) -> dict[str, str]:
    """Measures that say the same by another name, each with the one that stands for them.

    Answers of one survey, declared to make a hundred: what one gains another loses. And totals of which one is worked
    out from the other: a doubt about the first is a doubt about the second.
    """
    stands_for: dict[str, str] = {}
    wholes = {
        identity.whole.indicator for _, identity in papers.evidence.identities if isinstance(identity.whole, Selector)
    }
    for _, identity in papers.evidence.identities:
        if not isinstance(identity.whole, Selector):
            if identity.kind is IdentityKind.SUM and identity.whole == 100:
                first, *others = dict.fromkeys(part.indicator for part in identity.parts)
                first = stands_for.get(first, first)
                stands_for |= dict.fromkeys((name for name in others if name != first), first)
            continue
        terms = (term.indicator for term in identity.selectors()[1:])
        upstream = next((name for name in terms if name in wholes and name != identity.whole.indicator), None)
        if upstream:
            stands_for[identity.whole.indicator] = upstream
    return stands_for


def _opening_order(signal: Signal, key: str, settings: Settings) -> tuple[int, bool, float, str, str]:
    """What to open with: a figure in dispute, then what the figures say, then how far they can be understood."""
    disputed = (signal.size >= 1 or signal.kind is S.DOES_NOT_ADD_UP) and (
        signal.kind in _FIRST or (signal.kind, signal.variant) in _FIRST_CASES
    )
    place = 2 if signal.is_about_understanding else 0 if disputed else 1
    return place, signal.indicator not in ("", key), -strength(signal, settings), signal.kind.value, signal.member


def _without_lead_in(question: str, lead: Signal) -> str:
    """A further question without the sentence before it, where that only gives the lead's own figure once more."""
    before, stop, asked = question.rpartition(". ")
    now = lead.slots.get("now", "")
    return asked if stop and now and before.startswith(f"{lead.slots['Measure']} was {now}") else question


def _says_the_same(signal: Signal, lead: Signal) -> bool:
    """Whether the lead's finding has already given the figure that another is about, and nobody says otherwise.

    What another adds to it is then where the figure came from, or what it is beside.
    """
    adds_the_move = signal.kind in _SAYS_MORE and lead.kind in _OPENS_WITH_A_FIGURE
    return (
        signal.kind is not S.TEXT_AGAINST_FIGURE
        and signal.member == lead.member
        and all(
            signal.slots.get(name, "") in ("", lead.slots.get(name, ""))
            for name in (("now",) if adds_the_move else ("now", "before"))
        )
    )


def _moves_the_same(signal: Signal, lead: Signal) -> bool:
    """Whether both give the figure before as well, so that nothing is left to say of the move."""
    before = signal.slots.get("before", "")
    return bool(before) and before == lead.slots.get("before", "")
