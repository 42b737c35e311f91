"""A report as a run of parts in reading order, which Word and PDF both lay out, so that they say the same."""
