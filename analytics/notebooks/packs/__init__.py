"""What officers make out of a notebook: the members' pack, the witness brief, the committee papers, the print."""
