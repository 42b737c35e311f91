"""How lines are ranked: how close to a child's safety, how large, how sure; every part of it can be seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.enquiry.settings import Settings
from analytics.enquiry.signal import Direction, Signal

# Tier 1 is contact that keeps a child safe, 2 the experience of care, 3 capacity, 4 money, 5 how the council reports.
TIER_WEIGHTS = {1: 5, 2: 4, 3: 3, 4: 2, 5: 1}


@dataclass(frozen=True, slots=True)
class Score:
    """The rank of a line: `weight` of its tier x `size` x `confidence`.

    `size` is that of its strongest signal, 1 at the threshold and no more than the largest allowed, and a little more
    for each further kind of signal on the same measure. `confidence` is the strongest signal's: 3 worked out from
    tables, 2 stated, 1 inferred.
    """

    tier: int
    weight: int
    size: float
    confidence: int

    @property
    def total(self) -> float:
        """The product, to one decimal."""
        return round(self.weight * self.size * self.confidence, 1)

    @property
    def in_words(self) -> str:
        """The arithmetic of the score."""
        size, sure = f"{self.size:.2f} (size)", f"{self.confidence} (confidence)"
        return f"{self.weight} (tier {self.tier}) × {size} × {sure} = {self.total:g}"


def capped(signal: Signal, settings: Settings) -> float:
    """A signal's size, no more than the largest allowed; of good news only a share."""
    share = settings.good_news_share if signal.direction is Direction.STRENGTH else 1.0
    return min(signal.size, settings.largest_size) * share


def strength(signal: Signal, settings: Settings) -> float:
    """What a signal alone counts for: capped size x confidence."""
    return capped(signal, settings) * signal.confidence


def score_of(signals: Sequence[Signal], tier: int, settings: Settings) -> Score:
    """The score of one measure's signals together.

    A further signal adds a little only if it is of another kind, itself at or above its threshold, and about what the
    figures say: that a figure is old or stands alone makes it no larger.
    """
    telling = [signal for signal in signals if not signal.is_about_understanding] or signals
    strongest = max(telling, key=lambda signal: strength(signal, settings))
    further = {one.kind for one in signals if one.size >= 1 and not one.is_about_understanding} - {strongest.kind}
    size = capped(strongest, settings) + settings.further_signal * len(further)
    return Score(tier, TIER_WEIGHTS[tier], round(size, 2), strongest.confidence)
