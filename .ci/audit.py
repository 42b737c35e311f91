"""Ask a public list of vulnerabilities about every package that is installed with the app.

Exit 1 where it knows of one. Where the list cannot be asked, or answers for none of them, that is said and nothing
fails: it says nothing about the packages.
"""

import json
import subprocess
import sys
from pathlib import Path

PINNED = Path(__file__).with_name("constraints.txt")
# This list says plainly when it cannot be asked; an index that mirrors only files would look like a clean one.
ASK = ("--vulnerability-service", "osv", "--timeout", "10", "--progress-spinner", "off", "--format", "json")
SECONDS = 300


def main() -> int:
    """Say what is known of the pinned packages."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(PINNED), "--no-deps", "--disable-pip", *ASK]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        packages = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        packages = []
    asked = [one for one in packages if "vulns" in one]
    if not asked:
        print("NOT AUDITED: the list of vulnerabilities could not be asked from here. Nothing is known either way.")
        return 0
    found = [(one["name"], one["version"], known["id"]) for one in asked for known in one["vulns"]]
    for name, version, known in found:
        print(f"VULNERABLE: {name} {version}: {known}")
    left = len(packages) - len(asked)
    print(f"Audited {len(asked)} packages; {left} could not be looked up; {len(found)} vulnerabilities are known.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
