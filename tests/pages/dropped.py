"""Small made-up files to drop on the page, and the page with its own workspace."""

import csv
import io

from tests.importers.data_files import HEADER, LOOKED_AFTER
from tests.shipped import shipped

REGION = "Yorkshire and The Humber"
ENGLAND, REGION_CODE = ("E92000001", "England"), "E12000003"


def councils() -> list:
    """The councils of one region: more than ten, Barnsley among them."""
    known = shipped().catalogue.authorities.values()
    return [one for one in known if one.region == REGION and one.last_day is None]


def data_file(last_year=2025, rates=None, columns=None, label=LOOKED_AFTER) -> bytes:
    """Rates of children in care laid out as the department lays them out: England and every council, for five years.

    `rates` gives some by council and year; the others follow from place and year. `columns` renames columns.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([(columns or {}).get(name, name) for name in HEADER])
    for year in range(last_year - 4, last_year + 1):
        time = (year, "Reporting year")
        writer.writerow((*time, "National", *ENGLAND, "", "", "", "", "", label, 12_000_000, 83_000, 70))
        for place, one in enumerate(councils()):
            rate = (rates or {}).get((one.id, year), 60 + place + year - 2025)
            where = (REGION_CODE, REGION, one.dfe_number, one.name, one.codes[-1])
            writer.writerow((*time, "Local authority", *ENGLAND, *where, label, 50_000, 300, rate))
    return text.getvalue().encode()


def with_three_faults() -> bytes:
    """A file with a figure that is no number, a level that there is not, and a year that there is not."""
    lines = data_file().decode().splitlines()
    lines[2] = lines[2].rpartition(",")[0] + ",about sixty"
    lines[3] = lines[3].replace("Local authority", "Local autority")
    lines[4] = "20255" + lines[4].removeprefix("2021")
    return "\n".join(lines).encode() + b"\n"


HOMES = data_file(
    columns={"population_type": "home_type", "children_count": "homes_open", "rate_per_10000": "homes_rate"},
    label="Total",
)
_TITLE = b"Barnsley average caseloads 2025/26,,\n"
CASELOADS = _TITLE + b"Team,Apr 2025,May 2025\nDuty,18.2,17.9\nCare,15.1,15\nTotal,16.5,16.4\n"
NEXT_MONTHS = _TITLE + b"Team,Jun 2025,Jul 2025\nDuty,18.0,17.5\nCare,15.0,14\nTotal,16.0,16.0\n"
