"""What can be set from outside is in one table of the README."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_every_setting_that_the_programme_reads_is_in_the_table_and_no_other():
    code = [ROOT / "app.py", *(ROOT / "analytics").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    read = {name for path in code for name in re.findall(r"SCRUTINY_[A-Z_]+[A-Z]", path.read_text(encoding="utf-8"))}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.partition("\n## Settings\n")[2].partition("\n## ")[0]

    assert {re.sub("LOGIN_.*", "LOGIN_…", name) for name in read} == set(re.findall(r"SCRUTINY_[A-Z_…]+", table))
