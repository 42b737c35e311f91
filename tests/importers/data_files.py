"""Small data files laid out as the department lays out its own, made by hand."""

import csv
import io

PLACES = {
    "england": ("National", "", "", "", ""),
    "yorkshire": ("Regional", "Yorkshire and The Humber", "", "", ""),
    "barnsley": ("Local authority", "Yorkshire and The Humber", "370", "E08000016", "Barnsley"),
    "barnet": ("Local authority", "Outer London", "302", "E09000003", "Barnet"),
}
REGION_CODES = {"Yorkshire and The Humber": "E12000003", "Outer London": "E13000002"}
HEADER = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "la_name",
    "new_la_code",
    "population_type",
    "population_estimate",
    "children_count",
    "rate_per_10000",
]
LOOKED_AFTER = "Children looked after on 31 March each year"


def looked_after_rates(rates, last_year=2025):
    """The rate of looked after children by place and year, as the bytes of a CSV file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    # The files always have the five years up to that of the release.
    whole = {(place, year): "50" for place in PLACES for year in range(last_year - 4, last_year + 1)} | rates
    for (place, year), rate in whole.items():
        level, region, old, new, name = PLACES[place]
        region_code = REGION_CODES.get(region, "")
        country = ("E92000001", "England")
        place_cells = (region_code, region, old, name, new)
        writer.writerow((year, "Reporting year", level, *country, *place_cells, LOOKED_AFTER, 50000, 300, rate))
    return text.getvalue().encode()
