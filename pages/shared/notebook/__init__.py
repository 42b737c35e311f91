"""The parts of the pages on which notebooks are kept and worked on."""
