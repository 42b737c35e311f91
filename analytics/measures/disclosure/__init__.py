"""Disclosure control: no child can be recognised by a small number, whether it is printed or can be worked out.

`policy` says what is withheld, `protect` makes evidence from which it is gone, and `percentages` finds what a paper
that is already published gives away.
"""

from analytics.measures.disclosure.percentages import Apart, Disclosed, Given, count_behind, disclosures, given_away

__all__ = ["Apart", "Disclosed", "Given", "count_behind", "disclosures", "given_away"]
