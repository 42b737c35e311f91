"""From a notebook to the papers of a meeting: the parts of the page Witness briefs."""
