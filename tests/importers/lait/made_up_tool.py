"""A small copy of the tool's two files, made up, with the traps of the real ones."""

from tests.importers.made_up_tables import table_of

_COLUMNS = ("Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number", "Region")
_DICTIONARY = (
    "Measure_code",
    "Topic",
    "Measure",
    "Chart_title",
    "Measure_short",
    "Polarity",
    "y_axis_name",
    "Description",
    "dps",
    "Year_Type",
)
ROWS = (
    ("CIN", "2024", "Barnsley", "331.30000000000001", "370.0"),
    ("CIN", "2025", "Barnsley", "-", "370.0"),
    ("CIN", "2025", "England", "330.2", "970.0"),
    ("CIN", "2025", "Yorkshire and the Humber", "350", "982.0"),
    ("CIN", "2025", "London", "300", "986.0"),
    ("CIN", "2025", "London (Inner)", "301", "987.0"),
    ("CIN", "2025", "London (Outer)", "302", "988.0"),
    ("CIN", "2019", "Poole (Pre LG)", "280", "836.0"),
    ("CIN", "2025", "Poole (Pre LG)", "-", "836.0"),
    ("CIN", "2025", "Atlantis", "1", "399.0"),
    ("CIN", "0", "Barnsley", "-", "370.0"),
    ("ReReferral", "2025", "Barnsley", "17.600000000000001", "370.0"),
    ("ReReferral", "2025", "Barnet", "n/k", "302.0"),
    ("Odd&Measure%", "2025 (prov)", "Barnsley", "4.7980000000000002E-2", "370.0"),
    ("Odd&Measure%", "2024", "Barnsley", "0.001", "370.0"),
    ("Spend_Total", "2024-25 (OT)", "Barnsley", "16376764", "370.0"),
    ("Nobody", "2025", "Barnsley", "1", "370.0"),
)
MEASURES = (
    ("Children in Need", "Children in Need rate per 10,000", "CIN", "-", "Rate per 10,000", "Defined.", "NA", "Annual"),
    ("Early Years", "An odd measure", "Odd&Measure%", "High", "% of two year olds", "Text.", "NA", "Academic Year"),
    (
        "Children Looked After",
        "An odd measure: of children (in care), and others who are not, in a very long name indeed",
        "Odd&Measure%",
        "Low",
        "% of children",
        "<p>First\r\nline.</p> " + "Another sentence of the description. " * 40,
        "2",
        "Academic Year",
    ),
    ("Children's Service Finance", "Total spend", "Spend_Total", "NA", "Spend", "NA", "0", "Financial Year"),
)


def data(rows=ROWS):
    return table_of(
        _COLUMNS, [(short, "", years, place, value, number, "NA") for short, years, place, value, number in rows]
    )


def dictionary(measures=MEASURES):
    cells = [(topic, name, name, *rest) for topic, name, *rest in measures]
    return table_of(_DICTIONARY, [("1", *row) for row in cells], name="dictionary.csv")
