"""The report of a bug of ours: what happened and where, without personal data, in a file the user may send.

Three roads lead here: an error nobody caught (`write_report`), one of Qt's own complaints, of which only the place is
kept (`note_of_qt`), and a process that died outright, of which `faulthandler` keeps the stack (`watch_for_faults`).
"""

from __future__ import annotations

import faulthandler
import os
import platform
import re
import sys
import tempfile
import traceback
from collections import Counter
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

from otklik import __version__
from otklik.system.clock import SystemClock
from otklik.system.errors import OtklikError
from otklik.system.files import atomic_write, private_folder, read_file
from otklik.system.paths import data_dir

CRASHES = "crashes"
"""The folder of reports, in the data folder."""

REPORTS_KEPT = 20
"""Reports that stay; a mistake that comes back every second must not fill the disk."""

_FAULT = "fault-"
_LARGEST_FAULT = 2**20
_ROOTS = ("otklik", "site-packages", "dist-packages", "lib-dynload")
"""Folders below which a path says something about programs; above them it may name a person."""

_STACK_PATH = re.compile(r'File "([^"]*)"')
_CODE_NAME = re.compile(r"~?\w+(?:::~?\w+)+")

_qt_notes: Counter[str] = Counter()
_numbers = count(1)


def report(error: BaseException) -> str:
    """Return the report: versions and the stack with names of files and lines only.

    Messages of exceptions and values of variables are left out: they may quote a letter.
    """
    lines = [_versions(), *_stack(error)]
    lines += [f"{note} × {times}" for note, times in _qt_notes.items()]
    return "\n".join(lines) + "\n"


def _versions() -> str:
    return f"otklik {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}"


def _stack(error: BaseException) -> list[str]:
    lines = []
    if error.__cause__ is not None and error.__cause__ is not error:  # `raise error from error` is its own cause
        lines += [*_stack(error.__cause__), "which led to"]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}")
    return [*lines, type(error).__qualname__]


def _short(filename: str) -> str:
    """Return a path from the last folder that belongs to programs on; of any other path the file's name alone."""
    parts = re.split(r"[/\\]", filename)
    for place in range(len(parts) - 2, -1, -1):
        if parts[place] in _ROOTS:
            return "/".join(parts[place:])
    return parts[-1]


def write_report(error: BaseException) -> Path:
    """Write the report into the data folder, or the system's temporary one, and return the file."""
    # Two mistakes may share a second, two processes too.
    name = f"crash-{SystemClock().now():%Y-%m-%d-%H%M%S}-{os.getpid()}-{next(_numbers):03}.txt"
    for folder in (data_dir() / CRASHES, Path(tempfile.gettempdir())):
        try:
            file = private_folder(folder) / name
            atomic_write(file, report(error).encode())
        except OtklikError:
            continue
        if folder.name == CRASHES:
            _thin(folder)
        return file
    print(report(error), file=sys.stderr)  # noqa: T201 - no place left to write to; better here than nowhere
    return Path(name)


def _thin(folder: Path) -> None:
    """Take away all reports but the newest; their names sort by time."""
    for old in sorted(folder.glob("crash-*.txt"))[:-REPORTS_KEPT]:
        with suppress(OSError):
            old.unlink()


def note_of_qt(kind: str, category: str, file: str, line: int, message: str) -> None:
    """Keep for the next report that Qt complained, without its words: they may name files and texts.

    Args:
        kind: `warning`, `critical` or `fatal`.
        category: Qt's name for the part of it that speaks.
        file: where in Qt; empty in most builds.
        line: the same, 0 in most builds.
        message: its words; only a name of Qt's own code at their head is kept, as `QPainter::begin`.
    """
    named = _CODE_NAME.match(message)
    place = f"{_short(file)}:{line}" if file else ""
    _qt_notes[" ".join(part for part in ("Qt", kind, category, place, named[0] if named else "") if part)] += 1


class FaultWatch(NamedTuple):
    """A watch over this process: the file the stack goes to, and the descriptor it is open by."""

    file: Path
    descriptor: int


def watch_for_faults(folder: Path) -> FaultWatch | None:
    """Have the stack written down if this process dies outright.

    Args:
        folder: the data folder.

    Returns:
        the watch, for `end_watch`; `None` where nothing can be written.
    """
    path = folder / CRASHES / f"{_FAULT}{os.getpid()}.txt"
    try:
        private_folder(path.parent)
        atomic_write(path, b"")  # for its owner alone, whatever the umask is
        watch = FaultWatch(path, os.open(path, os.O_WRONLY))
    except (OtklikError, OSError):
        return None
    faulthandler.enable(watch.descriptor)
    return watch


def end_watch(watch: FaultWatch | None) -> None:
    """End the watch at a good end; the empty file goes."""
    if watch is None:
        return
    faulthandler.disable()
    os.close(watch.descriptor)
    with suppress(OSError):
        watch.file.unlink()


def faults(folder: Path) -> tuple[Path, ...]:
    """Return the files of runs that died outright, oldest first; those of runs killed from outside say nothing and go.

    Args:
        folder: the data folder.
    """
    found = []
    for file in sorted((folder / CRASHES).glob(f"{_FAULT}*.txt"), key=lambda path: path.name):
        with suppress(OSError):
            if file.stat().st_size:
                found.append(file)
            elif not _lives(file):
                file.unlink()
    return tuple(found)


def read_faults(files: tuple[Path, ...]) -> str:
    """Return what is in the files of `faults`, with the paths in them cut short, as one report."""
    texts = []
    for file in files:
        with suppress(OtklikError):
            texts.append(read_file(file, _LARGEST_FAULT).decode("utf-8", "replace"))
    whole = "\n".join(_STACK_PATH.sub(lambda match: f'File "{_short(match[1])}"', text) for text in texts)
    return f"{_versions()}\n{whole}" if whole else ""


def forget_faults(files: tuple[Path, ...]) -> None:
    """Take the files away once they were shown."""
    for file in files:
        with suppress(OSError):
            file.unlink()


def _lives(file: Path) -> bool:
    """Return whether the process a file belongs to may still write into it.

    Windows is not asked: there an open file cannot be taken away.
    """
    if os.name != "posix":
        return False
    try:
        os.kill(int(file.stem.removeprefix(_FAULT)), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True
