"""The environment of the checkout, `.venv`: made, mended or simply found.

A stamp in it remembers from which lists it was filled and what that installed. While an installation runs the stamp is
empty, so one that was cut off is recognised and made anew.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from steps import ROOT, attempt, child_environment, step
from system import install_system_packages

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

VENV = ROOT / ".venv"
STAMP = VENV / "otklik-stamp.json"
OLDEST_PYTHON = (3, 11)


def venv_python() -> Path:
    """Return the path of the environment's interpreter, whether it is there or not."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def works() -> bool:
    """Tell whether the environment's interpreter starts, is new enough and has pip."""
    probe = f"import sys, pip; raise SystemExit(sys.version_info < {OLDEST_PYTHON})"
    try:
        finished = subprocess.run(
            [venv_python(), "-c", probe], env=child_environment(), capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return finished.returncode == 0


def installed() -> list[str]:
    """Return what is installed in the environment, by the names of its metadata folders."""
    return sorted(
        folder.name for pattern in ("lib/python*", "Lib") for folder in VENV.glob(f"{pattern}/site-packages/*-info")
    )


def read_stamp() -> dict[str, object] | None:
    """Return what the stamp says: {} while an installation runs, None where there is no stamp."""
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def fingerprint(*parts: Path) -> str:
    """Return the SHA-256 of files and of where the checkout lies, as the editable installation points there."""
    digest = hashlib.sha256(str(ROOT).encode())
    for part in parts:
        digest.update(part.read_bytes())
    return digest.hexdigest()


def make_venv() -> None:
    """Make the environment anew.

    Raises:
        CannotGoOnError: Python came without what it takes.
    """
    if importlib.util.find_spec("ensurepip") is None:  # Debian cuts it out of its Python
        install_system_packages([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"], "Virtual environments")
    if VENV.is_dir() and not VENV.is_symlink():
        shutil.rmtree(VENV)
    elif VENV.exists() or VENV.is_symlink():
        VENV.unlink()
    # The interpreter behind this one: this one may stand in the environment that was just taken away.
    python = getattr(sys, "_base_executable", None) or sys.executable
    step(
        f"New environment .venv for Python {sys.version.split()[0]}",
        [python, "-m", "venv", VENV],
        f"This Python cannot make environments: {python}. Install the complete Python 3.11 or newer.",
    )


def provide_environment(lists: Sequence[str]) -> Path:
    """Make, mend or simply find the environment with all that the lists name and the checkout itself.

    Returns:
        its interpreter.

    Raises:
        CannotGoOnError: it could not be made.
    """
    wanted = {name: fingerprint(ROOT / "packaging" / name) for name in lists}
    project = {"project": fingerprint(ROOT / "pyproject.toml", ROOT / "desktop/otklik/__init__.py")}
    stamp = read_stamp()
    if stamp == {} or not works():  # an installation that was cut off, or no environment that starts
        make_venv()
        stamp = {}
    stamp = stamp or {}
    whole = stamp.get("installed") == installed()
    python = venv_python()
    if not whole or any(stamp.get(name) != value for name, value in wanted.items()):
        STAMP.write_text("{}", "utf-8")
        files = [argument for name in lists for argument in ("-r", ROOT / "packaging" / name)]
        step(
            "Dependencies, by hash: " + ", ".join(lists),
            [python, "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:", *files],
            "Look at pip's words above. Without a network: connect and run the command again. No fitting wheel: this\n"
            "system is too old or too rare; README.md names those that work.",
        )
        stamp = {**stamp, **wanted, "project": None}
    if stamp.get("project") != project["project"]:
        STAMP.write_text("{}", "utf-8")
        step(
            "The program itself, editable",
            [python, "-m", "pip", "install", "--no-deps", "--no-index", "--no-build-isolation", "--editable", ROOT],
            "Look at pip's words above: pyproject.toml may be damaged.",
        )
        # A quick start also where Python is told to keep no byte code; what changes later is compiled as ever.
        attempt("Byte code", [python, "-m", "compileall", "-q", ROOT / "desktop"])
    with suppress(OSError):  # a folder that cannot be written to any more costs time next time, nothing else
        STAMP.write_text(json.dumps({**stamp, **project, "installed": installed()}, indent=1), "utf-8")
    return python
