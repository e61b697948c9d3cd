"""Steps of the set-up: a line each with its time, the words of a failed one, and what to do about it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]


class CannotGoOnError(Exception):
    """A step failed; the text says what to do about it."""


def say(text: str = "") -> None:
    """Print a line at once, so that it stands before what a started program prints."""
    print(text, flush=True)


def child_environment(**more: str) -> dict[str, str]:
    """Return the environment for started programs: ours, UTF-8, and no other project's modules in it."""
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    return environment | {"PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"} | more


def attempt(title: str, command: Sequence[str | Path], **environment: str) -> bool:
    """Run a command behind one line with its time; show its output only when it fails.

    Returns:
        whether it ended well.
    """
    # On a terminal the started program's last line is shown behind ours and wiped away again.
    wipe = f"\r\x1b[2K  {title} ..." if sys.stdout.isatty() else ""
    print(f"  {title} ...", end="", flush=True)
    started = time.monotonic()
    lines: list[str] = []
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env=child_environment(**environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            lines.append(line.rstrip())
            if wipe:
                print(f"{wipe} {lines[-1].strip()[:60]}", end="", flush=True)
    done = process.returncode == 0
    say(f"{wipe} {'done' if done else 'FAILED'} ({time.monotonic() - started:.1f} s)")
    if not done:
        say("\n".join(f"    {line}" for line in lines[-60:]))
    return done


def step(title: str, command: Sequence[str | Path], advice: str, **environment: str) -> None:
    """Run a command as `attempt` does.

    Raises:
        CannotGoOnError: it failed; with the advice.
    """
    if not attempt(title, command, **environment):
        raise CannotGoOnError(advice)


def call(command: Sequence[str | Path], **environment: str) -> int:
    """Run a program that shows itself what it does, and return its exit code."""
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=child_environment(**environment), check=False
    ).returncode
