"""How figures are kept, compared and shown, in a few sentences for every reader."""

PRINCIPLES = (
    (
        "Figures stay as printed",
        "Every figure is copied from a published report with the place it was printed. A wrong figure stays as "
        "printed, and we say beside it that it is wrong.",
    ),
    (
        "A missing figure is not a zero",
        "Where a report leaves a cell empty or withholds a small number, we say why. A chart shows a gap with words.",
    ),
    (
        "Each benchmark keeps its own year",
        "Reports often set this year’s figure beside last year’s for England. The chart draws each at its own period, "
        "and the sentence names it.",
    ),
    (
        "Better, worse or neither",
        "Some measures have a better direction. Numbers of children in care or on plans do not: more can mean need, "
        "or more children found. Those are never called better or worse.",
    ),
    (
        "Percentages change by percentage points",
        "From 77.2% to 67.9% is a fall of 9.3 percentage points. Other figures change by their own unit and a share.",
    ),
    (
        "Two figures are a difference, not a trend",
        "Only figures for the same kind of period are set beside each other, such as years with years.",
    ),
    (
        "What counts as a large change",
        "A list of changes starts at 3 percentage points, or 5% for other figures. Counts below 20 are left out.",
    ),
    (
        "Councils’ own reports are not ranked",
        "Local reports count differently and describe different years. Two councils’ reports are never in one table. "
        "National releases count alike everywhere: only they give a council a place among the others.",
    ),
)
"""Title and text of each."""
