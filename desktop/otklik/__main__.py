"""Entry: a window without a command, the command line with one."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

_PLACES = {"--register": "register", "--key-file": "key_file", "--data-dir": "data_dir"}
_LANGUAGES = ("ru", "en")
_FILES = (".otklik", ".otklik-backup")
"""How the file of a register and a copy of one end."""


def main() -> int:
    """Run the program and return its exit code."""
    os.umask(0o077)  # everything written is for the owner alone
    arguments = sys.argv[1:]
    window = window_arguments(arguments)
    if window is None:
        from otklik.cli.main import run  # noqa: PLC0415 - the window starts without the command line

        outcome = run(arguments)
        if isinstance(outcome, int):
            return outcome
        window = Opening(outcome.register, outcome.key_file, outcome.data_dir, outcome.lang)
    if not has_display():
        from otklik.system.words import say  # noqa: PLC0415 - for this one sentence

        sentence = say("There is no screen to open the window on. `otklik --help` lists what works without one.")
        sys.stderr.write(sentence + "\n")  # Qt would end the process with a page of its own
        return 1
    from otklik.app import open_window  # noqa: PLC0415 - the command line starts without Qt

    return open_window(window.register, window.key_file, window.data_dir, window.language, choose=window.choose)


class Opening(NamedTuple):
    """What the window is opened with.

    Attributes:
        register: the register, or a copy of one to restore; the one opened last where not given.
        key_file: its key file.
        data_dir: the data folder.
        language: `ru` or `en`; as the settings say where not given.
        choose: whether the user is to choose a register, whatever was opened last.
    """

    register: Path | None = None
    key_file: Path | None = None
    data_dir: Path | None = None
    language: str | None = None
    choose: bool = False


def window_arguments(arguments: list[str]) -> Opening | None:
    """Return what the window is opened with, where the arguments name nothing else; else `None`.

    The whole command line need not be loaded for a double click on a register, nor for another window of ours.
    """
    found: dict[str, Any] = {}
    left = iter(arguments)
    for word in left:
        if word in _PLACES:
            value = next(left, "-")
            if value.startswith("-"):
                return None
            found[_PLACES[word]] = Path(value).absolute()  # what is remembered must hold from any folder
        elif word == "--lang" and (value := next(left, "")) in _LANGUAGES:
            found["language"] = value
        elif word == "--begin":
            found["choose"] = True
        elif word.endswith(_FILES) and not word.startswith("-") and "register" not in found:
            found["register"] = Path(word).absolute()
        else:
            return None
    return Opening(**found)


def has_display() -> bool:
    """Return whether Qt will find a screen: on Linux it looks for one in the environment."""
    known = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in known)


if __name__ == "__main__":
    sys.exit(main())
