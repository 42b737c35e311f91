"""The audit of the packages fails for a known vulnerability, and says plainly when it could ask nobody."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

AUDIT = Path(__file__).resolve().parents[2] / ".ci" / "audit.py"
SOUND = {"name": "polars", "version": "2.1.0", "vulns": []}
VULNERABLE = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-1"}]}
UNKNOWN = {"name": "altair", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        ([SOUND], 0, "Audited 1 packages; 0 could not be looked up; 0 vulnerabilities are known."),
        ([SOUND, VULNERABLE], 1, "VULNERABLE: pillow 1.0: PYSEC-1"),
        ([SOUND, UNKNOWN], 0, "Audited 1 packages; 1 could not be looked up"),
        ([UNKNOWN], 0, "NOT AUDITED"),
        (None, 0, "NOT AUDITED"),
    ],
    ids=["sound", "vulnerable", "one unknown", "all unknown", "unreachable"],
)
def test_audit(tmp_path, answer, code, said):
    stands_in = tmp_path / "pip_audit"
    stands_in.mkdir()
    stands_in.joinpath("__init__.py").touch()
    output = "" if answer is None else json.dumps({"dependencies": answer})
    stands_in.joinpath("__main__.py").write_text(f"import sys\nprint({output!r})\nsys.exit(1)\n")

    done = subprocess.run(
        [sys.executable, AUDIT],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, said in done.stdout) == (code, True)
