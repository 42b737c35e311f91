"""The parts of the page on which published notebooks are read."""
