"""The places of the Local Authority Interactive Tool as areas of the evidence.

An authority is known by its three-digit number, never by its name: "(Pre LG)" marks one that was there before a
reorganisation of local government and has a number of its own. Numbers from 970 on are England and its regions, which
are known by their names, because the tool spells some of them in another way than the releases do.
"""

from analytics.evidence.catalogue import Catalogue

# Numbers from here on are England and the regions.
FIRST_WIDER = 970
_OTHER_SPELLINGS = {
    "inner london": "Inner London",
    "london (inner)": "Inner London",
    "outer london": "Outer London",
    "london (outer)": "Outer London",
    "london": "London",
    "yorkshire & the humber": "Yorkshire and The Humber",
}


def area_of(number: str, name: str, catalogue: Catalogue) -> str | None:
    """The area's id: an authority's, england or region:<name>; None for a place that the catalogue does not know.

    `number` may end in ".0", as a number does that was read from a column of floats.
    """
    digits = number.strip().removesuffix(".0")
    if digits.isdecimal() and int(digits) < FIRST_WIDER:
        found = catalogue.authority_of(digits)
        return found.id if found else None
    return wider_area(name, catalogue)


def wider_area(name: str, catalogue: Catalogue) -> str | None:
    """England or a region by its name in any of the spellings; None for anything else."""
    asked = " ".join(name.split()).casefold()
    if asked == "england":
        return "england"
    regions = {one.region.casefold(): one.region for one in catalogue.authorities.values()}
    region = _OTHER_SPELLINGS.get(asked) or regions.get(asked)
    return f"region:{region}" if region else None
