"""Days that a notebook may name: those that every calendar of the app can show."""

from datetime import date
from typing import Annotated

from pydantic import Field

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
