"""Days as published workbooks write them."""

import re
from datetime import date, datetime, timedelta


def read_day(text: str) -> date | None:
    """The day that a cell means: an ISO date, day/month/year, a date in words, or a spreadsheet's number of a day.

    >>> {read_day(text) for text in ("2023-09-11T00:00:00", "11/09/2023", "11 September 2023", "45180")}
    {datetime.date(2023, 9, 11)}
    """
    plain = re.sub(r"[T ]00:00(:00(\.0+)?)?$", "", text.strip())
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(plain, form).date()
        except ValueError:
            continue
    serial = re.fullmatch(r"(\d{5})(\.0+)?", plain)
    return date(1899, 12, 30) + timedelta(days=int(serial[1])) if serial else None
