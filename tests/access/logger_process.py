"""A process that writes to the log: `python -m tests.access.logger_process URL NAME HOW_MANY`."""

import sys

from analytics.access.log import AuditLog, Entry, Event
from analytics.notebooks.repository import Repository

if __name__ == "__main__":
    url, name, how_many = sys.argv[1:]
    log = AuditLog(Repository.open(url).database)
    for number in range(int(how_many)):
        log.record(Entry(f"{name} {number}", Event.EXPORTED))
