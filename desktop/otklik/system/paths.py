"""Where things lie: shipped resources and the user's folders."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

DATA_DIR_VARIABLE = "OTKLIK_DATA_DIR"


@cache
def _resource_root() -> Path:
    """Return the folder of shipped resources: inside the package when installed, beside it in a checkout."""
    packaged = Path(__file__).parents[1] / "resources"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "resources"


def resource(name: str) -> Path:
    """Return the path of a shipped file or folder, e.g. `resource("fonts/PTSerif-Regular.ttf")`."""
    return _resource_root() / name


def data_dir(override: Path | None = None) -> Path:
    """Return the folder for registers and settings; it is not made here.

    Args:
        override: the `--data-dir` of the command line; else `OTKLIK_DATA_DIR`, else the system's own place.
    """
    if override is not None:
        return override
    if given := os.environ.get(DATA_DIR_VARIABLE):
        return Path(given)
    import platformdirs  # noqa: PLC0415 - not needed when the folder is given, and start-up counts

    return Path(platformdirs.user_data_dir("otklik", appauthor=False))
