"""Sheets of Ofsted's workbook, made up, in the layouts of several years."""

from tests.importers.made_up_tables import sheet_of

GRADES = (
    "Overall effectiveness",
    "The impact of leaders on social work practice with children and families",
    "The experiences and progress of children who need help and protection",
    "The experiences and progress of children in care",
    "The experiences and progress of care leavers",
)
GOOD, RI = "Good", "Requires improvement to be good"
NAME = "book.ods"


def cover(day="2025-09-25"):
    return sheet_of(
        [["Local authority inspection outcomes as at 31 March 2025"], ["Section", "Detail"], ["Published on:", day]],
        NAME,
        "Cover",
    )


def sheet(rows, name="Inspections_as_at_31_March", extra=()):
    """A sheet with a row an inspection: code, name, day, day of the report, five grades, and further columns."""
    header = ["Web link", "Local authority area code", "Local authority name", "Inspection date", "Publication date"]
    titles = [["Local authority inspection judgements as at 31 March 2025"], ["This worksheet contains one table."]]
    return sheet_of([*titles, [*header, *GRADES, *extra], *(["link", *row] for row in rows)], NAME, name)


BARNSLEY_2023 = ("E08000016", "Barnsley", "2023-09-11T00:00:00", "2023-10-27", GOOD, GOOD, RI, GOOD, GOOD)
BARNSLEY_2018 = ("E08000016", "Barnsley", "2018-10-08", "2018-11-26", GOOD, GOOD, GOOD, GOOD, "")
FOCUSED_VISIT = ("E09000003", "Barnet", "2025-01-10", "2025-02-10", "", "", "", "", "")


def wide_history():
    """A row an authority, without codes, and the columns of each inspection under an ordinal."""
    grades = [name.removeprefix("The ") for name in GRADES]
    header = ["Local authority", "Region"]
    for ordinal in ("First", "Second"):
        header += [f"{ordinal} ILACS inspection date", *(f"{ordinal} ILACS: {grade}" for grade in grades)]
    barnsley = [
        "Barnsley",
        "Yorkshire",
        "08/10/2018",
        GOOD,
        GOOD,
        GOOD,
        GOOD,
        "",
        "11/09/2023",
        GOOD,
        GOOD,
        RI,
        GOOD,
        GOOD,
    ]
    bristol = ["Bristol, City of", "South West", "16/01/2023", RI, RI, "Inadequate", RI, GOOD]
    return sheet_of([["ILACS history"], header, barnsley, bristol], NAME, "History")
