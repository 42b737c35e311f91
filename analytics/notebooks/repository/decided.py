"""What officers have decided that the public sees: the policy, which own figures, and what it has seen before."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO

import polars as pl

from analytics.measures.disclosure.memory import SHOWN
from analytics.measures.disclosure.policy import Covers, Policy


def nothing_shown() -> pl.DataFrame:
    """No figure, under the columns of `SHOWN`."""
    return pl.DataFrame(schema=SHOWN)


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions in force at one moment; two are equal where nothing was decided or shown in between.

    `releases` are the published releases of own figures, each with the fingerprint that its figures had then.
    `shown` are the figures that the public has seen, or was let see, under a policy that covers them, and `mark` is a
    word that is another for others.
    """

    policy: Policy
    releases: frozenset[tuple[str, str]] = frozenset()
    mark: str = ""
    shown: pl.DataFrame = field(default_factory=nothing_shown, compare=False, repr=False)

    @property
    def covers_any(self) -> bool:
        """Whether the policy covers anything that is public: own figures that are published, or every figure."""
        return bool(self.releases) or self.policy.covers is Covers.EVERYTHING

    def with_release(self, release: str, fingerprint: str) -> "Decided":
        """The same with one more release published, to see beforehand what that would show."""
        others = frozenset(one for one in self.releases if one[0] != release)
        return Decided(self.policy, others | {(release, fingerprint)}, self.mark, self.shown)

    def under(self, policy: Policy) -> "Decided":
        """The same under another policy, to see beforehand what that would withhold."""
        return Decided(policy, self.releases, self.mark, self.shown)

    def not_remembered(self, shown: pl.DataFrame) -> pl.DataFrame:
        """Those of some figures, with the columns of `SHOWN`, that nobody has kept yet."""
        return shown.join(self.shown, on=list(SHOWN), how="anti", nulls_equal=True)


def as_kept(shown: pl.DataFrame) -> bytes:
    """Shown figures as they are kept: a Parquet file, in a fixed order."""
    content = BytesIO()
    shown.select(list(SHOWN)).sort(list(SHOWN)).write_parquet(content)
    return content.getvalue()


def mark_of(kept: Iterable[bytes]) -> str:
    """A word for all that was kept, in the order in which it was; blank for nothing."""
    each = [hashlib.sha256(content).digest() for content in kept]
    return hashlib.sha256(b"".join(each)).hexdigest() if each else ""


def shown_from(kept: Iterable[bytes]) -> pl.DataFrame:
    """The figures of all that was kept, each once."""
    frames = [pl.read_parquet(BytesIO(content)).cast(SHOWN) for content in kept]  # type: ignore[arg-type]
    return pl.concat([nothing_shown(), *frames]).unique().sort(list(SHOWN))
