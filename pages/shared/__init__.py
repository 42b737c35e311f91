"""What the pages share: the address, the evidence kept for the process, and showing a view."""
