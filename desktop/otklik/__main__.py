"""Entry: a window without a command, the command line with one."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> int:
    """Run the program and return its exit code."""
    os.umask(0o077)  # everything written is for the owner alone
    arguments = sys.argv[1:]
    window, language = window_arguments(arguments), None
    if window is None:
        from otklik.cli.main import run  # noqa: PLC0415 - the window starts without the command line

        outcome = run(arguments)
        if isinstance(outcome, int):
            return outcome
        window = {"register": outcome.register, "key_file": outcome.key_file, "data_dir": outcome.data_dir}
        language = outcome.lang
    if not has_display():
        from otklik.system.words import say  # noqa: PLC0415 - for this one sentence

        sentence = say("There is no screen to open the window on. `otklik --help` lists what works without one.")
        sys.stderr.write(sentence + "\n")  # Qt would end the process with a page of its own
        return 1
    from otklik.app import open_window  # noqa: PLC0415 - the command line starts without Qt

    return open_window(window["register"], window["key_file"], window["data_dir"], language)


def window_arguments(arguments: list[str]) -> dict[str, Path | None] | None:
    """Return what the window is opened with, where the arguments name nothing else; else `None`.

    The whole command line need not be loaded for a double click on a register.
    """
    found: dict[str, Path | None] = {"register": None, "key_file": None, "data_dir": None}
    names = {"--register": "register", "--key-file": "key_file", "--data-dir": "data_dir"}
    for flag, value in zip(arguments[::2], arguments[1::2], strict=False):
        if flag not in names or value.startswith("-"):
            return None
        found[names[flag]] = Path(value).absolute()  # what is remembered must hold from any folder
    return None if len(arguments) % 2 else found


def has_display() -> bool:
    """Return whether Qt will find a screen: on Linux it looks for one in the environment."""
    known = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in known)


if __name__ == "__main__":
    sys.exit(main())
