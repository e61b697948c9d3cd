"""The report of a bug of ours: what happened and where, without personal data, in a file the user may send."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from pathlib import Path

from otklik import __version__
from otklik.system.clock import SystemClock
from otklik.system.errors import OtklikError
from otklik.system.files import atomic_write, private_folder
from otklik.system.paths import data_dir


def report(error: BaseException) -> str:
    """Return the report: versions and the stack with names of files and lines only.

    Messages of exceptions and values of variables are left out: they may quote a letter.
    """
    lines = [
        f"otklik {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}",
        *_stack(error),
    ]
    return "\n".join(lines) + "\n"


def _stack(error: BaseException) -> list[str]:
    lines = []
    if error.__cause__ is not None and error.__cause__ is not error:  # `raise error from error` is its own cause
        lines += [*_stack(error.__cause__), "which led to"]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}")
    return [*lines, type(error).__qualname__]


def _short(filename: str) -> str:
    parts = Path(filename).parts
    return "/".join(parts[-3:])


def write_report(error: BaseException) -> Path:
    """Write the report into the data folder, or the system's temporary one, and return the file."""
    name = f"crash-{SystemClock().now():%Y-%m-%d-%H%M%S}.txt"
    for folder in (data_dir() / "crashes", Path(tempfile.gettempdir())):
        try:
            file = private_folder(folder) / name
            atomic_write(file, report(error).encode())
        except OtklikError:
            continue
        return file
    print(report(error), file=sys.stderr)  # noqa: T201 - no place left to write to; better here than nowhere
    return Path(name)
