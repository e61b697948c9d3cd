"""Set up a checkout and run the program, or test it: two commands for a machine with Python and nothing else.

    python3 packaging/dev.py run [FOLDER]      open the window; without a display build a demonstration in FOLDER
    python3 packaging/dev.py test [ARGUMENT…]  check and test everything; arguments go to pytest
    python3 packaging/dev.py lock              pin the dependencies anew, with hashes for every system

Only the standard library is used, and no shell, so that it does the same on Linux, Windows and macOS. The second time
nothing is installed and no network is needed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from environment import OLDEST_PYTHON, provide_environment
from steps import ROOT, CannotGoOnError, attempt, call, say, step
from system import has_display, provide_qt_libraries

if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAM_LISTS = ("requirements.txt", "requirements-build.txt")
TEST_LISTS = (*PROGRAM_LISTS, "requirements-dev.txt")
# import-linter has no `python -m` door, and its script would not outlive a moved checkout.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def run(folder: Path | None) -> int:
    """Open the window; without a display build the demonstration and take pictures of its windows.

    Args:
        folder: where the demonstration is built or already lies; None for the user's own register, or for `demo` in
            the checkout where there is no display.

    Returns:
        the program's exit code.
    """
    window = has_display()
    provide_qt_libraries(window=window)
    python = provide_environment(PROGRAM_LISTS)
    if window and folder is None:
        say("  The window opens.")
        return call([python, "-m", "otklik"])
    folder = (folder or ROOT / "demo").resolve()
    register, key = folder / "demo.otklik", folder / "demo.key"
    if register.exists():
        say(f"  The demonstration stands already in {folder}; delete the folder to have it built anew.")
    else:
        build_demonstration(python, folder)
    if window:
        say("  The window opens with the demonstration.")
        return call([python, "-m", "otklik", "--register", register, "--key-file", key])
    advice = "Qt could not draw. `python3 packaging/dev.py test` says more."
    step("Pictures of the windows", [python, "-m", "otklik.ui.pictures", folder], advice, QT_QPA_PLATFORM="offscreen")
    say("\nThere is no display here, so the window was drawn into pictures:")
    for picture in sorted(folder.rglob("*.png")):
        say(f"  {picture}")
    say(f"The register is {register}, its key {key}.")
    return 0


def build_demonstration(python: Path, folder: Path) -> None:
    """Build the demonstration register; a folder made for it goes away again where that fails or is stopped.

    Raises:
        CannotGoOnError: it could not be built.
    """
    made_here = not folder.exists()
    advice = f"The demonstration could not be built in {folder}. Take another folder: dev.py run FOLDER"
    try:
        step("Demonstration register", [python, "-m", "otklik", "demo", folder], advice)
    except BaseException:
        if made_here:  # half a demonstration would be taken for a whole one next time
            shutil.rmtree(folder, ignore_errors=True)
        raise


def test(arguments: Sequence[str]) -> int:
    """Check and test everything; each check runs even where one before it failed.

    Args:
        arguments: for pytest, e.g. `tests/law -k friday`.

    Returns:
        0 where all is well, else 1.
    """
    provide_qt_libraries(window=False)
    python = provide_environment(TEST_LISTS)
    checks: dict[str, tuple[list[str], str]] = {
        "ruff check": (["-m", "ruff", "check", "."], "often mended by: python -m ruff check --fix"),
        "ruff format": (["-m", "ruff", "format", "--check", "."], "mended by: python -m ruff format"),
        "mypy": (["-m", "mypy"], "the types it names"),
        "import-linter": (["-c", LINT_IMPORTS], "imports run downwards only: docs/architecture.md"),
    }
    failed = []
    for title, (command, advice) in checks.items():
        if not attempt(title, [python, *command]):
            failed.append(f"{title} ({advice})")
    say("  pytest")
    if call(
        [python, "-m", "pytest", "-n", "auto", *arguments],
        QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    ):
        failed.append("pytest (what failed stands above; one file again: dev.py test tests/…/test_….py)")
    say("Failed: " + "; ".join(failed) + "." if failed else "Everything passed.")
    return 1 if failed else 0


def lock() -> int:
    """Pin every dependency anew: newest versions older than a week, the same in all lists, hashes for every system.

    Returns:
        0.
    """
    with tempfile.TemporaryDirectory() as temporary:
        tools, everything = Path(temporary, "venv"), Path(temporary, "everything.txt")
        step("Environment for uv", [sys.executable, "-m", "venv", tools], "This Python cannot make environments.")
        python = tools / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        online = "Look at the words above. This command needs the network."
        step("uv", [python, "-m", "pip", "install", "--quiet", "uv"], online)
        compile_list: list[str | Path] = [
            python,
            "-m",
            "uv",
            "pip",
            "compile",
            "--quiet",
            "--universal",
            "--python-version",
            "3.11",
        ]
        # A week lets others find a poisoned release first. Wheels only, as on the user's machine.
        compile_list += ["--exclude-newer", "7 days", "--no-build", "--no-annotate", "--no-header"]
        step("All together", [*compile_list, "pyproject.toml", "--group", "dev", "-o", everything], online)
        sources = {"requirements.txt": ["pyproject.toml"]}
        sources |= {f"requirements-{group}.txt": ["--group", group] for group in ("build", "dev")}
        for name, source in sources.items():
            hashed = Path(temporary, name)
            places = ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"]
            step(name, [*compile_list, *places, "-c", everything, *source, "-o", hashed], online)
            head = "# Made by `python3 packaging/dev.py lock` from pyproject.toml; not edited by hand.\n"
            (ROOT / "packaging" / name).write_text(head + hashed.read_text("utf-8"), "utf-8", newline="\n")
    return 0


def refuse_old_python() -> NoReturn:
    """Say which Python is needed and leave."""
    version = ".".join(map(str, sys.version_info[:3]))
    sys.exit(
        f"Python 3.11 or newer is needed; this is {version} ({sys.executable}). Install it and run the command with it."
    )


def main() -> int:
    """Read the command line and carry out its command.

    Returns:
        the exit code.
    """
    if sys.version_info < OLDEST_PYTHON:
        refuse_old_python()
    parser = argparse.ArgumentParser(prog="dev.py", description="Set up a checkout of Otklik and run or test it.")
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run", help="open the window; without a display build a demonstration and pictures")
    running.add_argument("folder", nargs="?", type=Path, help="build the demonstration register here and show that one")
    testing = commands.add_parser("test", help="check and test everything")
    testing.add_argument("arguments", nargs=argparse.REMAINDER, help="for pytest")
    commands.add_parser("lock", help="pin the dependencies anew")
    chosen = parser.parse_args()
    started = time.monotonic()
    try:
        code = (
            run(chosen.folder)
            if chosen.command == "run"
            else test(chosen.arguments)
            if chosen.command == "test"
            else lock()
        )
    except CannotGoOnError as problem:
        say(f"\n{problem}")
        code = 1
    except KeyboardInterrupt:
        say("\nStopped.")
        code = 130
    else:
        say(f"{chosen.command}: {time.monotonic() - started:.1f} s")
    return code


if __name__ == "__main__":
    sys.exit(main())
