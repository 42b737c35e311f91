"""The published files that may stand beside the repository."""

from pathlib import Path

import pytest

REAL = Path(__file__).resolve().parents[3] / "shared" / "realdata"
beside_the_repository = pytest.mark.skipif(
    not REAL.is_dir(), reason="The published files are not beside the repository."
)


def real_files(pattern):
    """The published files of a pattern, by their paths under the folder; none where the folder is absent."""
    return sorted(str(path.relative_to(REAL)) for path in REAL.glob(pattern))
