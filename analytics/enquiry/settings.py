"""The thresholds of every signal, in one place that an officer can change and that is printed with the results."""

from pydantic import BaseModel, ConfigDict, Field


class Settings(BaseModel):
    """What counts as worth a question. Every field is a finite number that its description explains."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    material_points: float = Field(
        3.0, gt=0, description="A percentage has changed materially when it moved by this many percentage points."
    )
    material_percent: float = Field(
        5.0, gt=0, description="A count, rate or average has changed materially when it moved by this many per cent."
    )
    gap_points: float = Field(
        5.0, gt=0, description="A percentage is off a benchmark when it is this many points on the worse side."
    )
    gap_percent: float = Field(
        10.0, gt=0, description="Any other measure is off a benchmark when it is this many per cent on the worse side."
    )
    sharp_points: float = Field(
        5.0, gt=0, description="A fall after gains is sharp from this many points, or from half of the gain before it."
    )
    sharp_percent: float = Field(
        10.0, gt=0, description="The same for measures that are not percentages, in per cent of the figure before."
    )
    step_points: float = Field(
        10.0, gt=0, description="A change of this many points from one period to the next is a step."
    )
    step_percent: float = Field(25.0, gt=0, description="The same for measures that are not percentages, in per cent.")
    slipping_points: float = Field(
        1.0, gt=0, description="A measure that beats its benchmarks is slipping when it worsened by this many points."
    )
    near_miss_points: float = Field(
        2.0, ge=0, description="A target missed by no more than this many points is a near miss."
    )
    shortfall_points: float = Field(
        10.0,
        gt=0,
        description="Where a duty has a time limit, this many children in a hundred for whom it was not kept deserve a "
        "question.",
    )
    at_maximum_percent: float = Field(
        95.0, gt=0, le=100, description="An average caseload is at its maximum from this share of it."
    )
    ceiling_percent: float = Field(
        99.0, gt=0, le=100, description="From here a percentage has no room left to tell good from very good."
    )
    volume_percent: float = Field(
        10.0, gt=0, description="Work has grown or shrunk enough to ask about from this many per cent."
    )
    denominator_percent: float = Field(
        5.0, gt=0, description="A denominator has shifted when it changed by this many per cent."
    )
    stale_days: int = Field(365, gt=0, description="A benchmark is old when its period ended this many days earlier.")
    very_stale_days: int = Field(730, gt=0, description="A benchmark is very old from this many days.")
    old_figure_days: int = Field(
        90, gt=0, description="A figure is old when its period ended this many days before the papers are read."
    )
    recent_days: int = Field(
        731, gt=0, description="Lines are drawn only from figures no older than this beside the newest in the papers."
    )
    small_count: int = Field(5, ge=1, description="Counts of children from 1 to this number are never printed.")
    few: int = Field(20, ge=1, description="Below this many children no change and no percentage is called a signal.")
    caution_count: int = Field(50, ge=1, description="Below this many children a figure carries a caution.")
    spend_percent: float = Field(5.0, gt=0, description="Money has changed materially from this many per cent.")
    agency_percent: float = Field(
        10.0, gt=0, description="Reliance on agency workers deserves a question from this share of those at work."
    )
    agency_gap_points: float = Field(
        10.0, gt=0, description="Vacancies counted in two ways differ materially from this many points."
    )
    concentration_ratio: float = Field(
        1.25, gt=1, description="Agency work is concentrated where a role or team has this many times its share."
    )
    team_spread_percent: float = Field(
        25.0, gt=0, description="A team stands out when it is this many per cent worse than the middle team."
    )
    repeat_days: int = Field(
        365, gt=0, description="A finding is repeated when two documents this many days apart raise the same thing."
    )
    largest_size: float = Field(5.0, gt=0, description="No signal counts for more than this many times its threshold.")
    good_news_share: float = Field(
        0.75, gt=0, le=1, description="Good news counts for this share of its size, so that a like concern comes first."
    )
    further_signal: float = Field(
        0.25, ge=0, description="What each further kind of signal on the same measure adds to its size."
    )
    most_lines: int = Field(8, ge=1, le=20, description="At most this many lines of questioning are put first.")
    most_of_a_kind: int = Field(2, ge=1, description="At most this many lines of one pack rest on one kind of signal.")
    most_of_a_theme: int = Field(3, ge=1, description="At most this many lines of one pack are about one theme.")


DEFAULTS = Settings()


def settings_in_words(settings: Settings) -> list[tuple[str, str, bool]]:
    """Each setting's value, what it does, and whether it was changed, in the order of the model."""
    return [
        (f"{getattr(settings, name):g}", field.description or "", getattr(settings, name) != field.default)
        for name, field in Settings.model_fields.items()
    ]
