"""Walk through the program as a newcomer, from its installation to a printed answer: `python -m tests.walk FOLDER`.

A clean clone is installed by the README's command in a home of its own, on a screen with a window manager. What is
pressed is found by the words on the screen, with a real mouse; each step leaves pictures in FOLDER. Then the short way,
from an e-mail to an issued letter, is measured. Clicks, keys and seconds are told as tables in FOLDER/walk.md. Needs
Linux and root (a print server is started); takes five minutes, most of them the installation.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.walk import incoming, stage, steps
from tests.walk.hand import KEY, LOOK, Hand, Step

MOST_CLICKS, MOST_SECONDS = 6, 60.0
"""What an e-mail may take until its letter is issued."""


def main() -> int:
    """Walk, and say how it went; 1 where the short way is too long."""
    parser = argparse.ArgumentParser(prog="python -m tests.walk", description=__doc__)
    parser.add_argument("folder", type=Path, help="for pictures and the table; made anew")
    folder = parser.parse_args().folder.resolve()
    if reason := stage.why_not():
        sys.stdout.write(reason + "\n")
        return 2
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="walk-") as place, stage.set_up(Path(place, "stage")) as there:
        Path(place).chmod(0o755)
        long, short = walk(there, folder)
    clicks, seconds = _sum(short)
    sys.stdout.write(f"An e-mail to an issued letter: {clicks} clicks, {seconds:.0f} s\n{folder}/walk.md\n")
    return 1 if clicks > MOST_CLICKS or seconds > MOST_SECONDS or not long else 0


def walk(there: stage.Stage, folder: Path) -> tuple[list[Step], list[Step]]:
    """Walk both ways; what was walked so far is written down even where something is missed."""
    policy, access, whole = incoming.write(there.home / "Документы")
    long, short = Hand(there, folder, "a"), Hand(there, folder, "b")
    long.begin("Clone, and the README's command, until the first window stands")
    try:
        there.install()
        long.wait_for("Начать свой реестр")
        long.picture("first window")
        steps.make_register(long, policy)
        steps.answer_access(long, access)
        paper = steps.issue(long, there)
        steps.mark_as_sent(long)
        long.end()
        _keep_paper(paper, folder)
        short.begin("Back to the first page")
        short.press("Сегодня", kind="RoomButton")
        short.wait_for("Перетащите сюда письмо")
        short.forget()
        steps.short(short, there, whole)
    finally:
        _write(folder, long.steps, short.steps)
    return long.steps, short.steps


def _keep_paper(paper: Path, folder: Path) -> None:
    shutil.copy(paper, folder / "printed.pdf")
    subprocess.run(["pdftoppm", "-r", "60", "-png", folder / "printed.pdf", folder / "printed"], check=True)


def _sum(walked: list[Step]) -> tuple[int, float]:
    return sum(one.clicks for one in walked), sum(one.seconds for one in walked)


def _write(folder: Path, long: list[Step], short: list[Step]) -> None:
    head = "| Step | Clicks | Keys | Wheel | Seconds | of them waiting |\n|---|---|---|---|---|---|\n"
    parts = [f"Each click waits {LOOK} s for the eyes, each key {KEY} s for the finger; both are in the seconds.\n"]
    for title, walked in (("From install to a printed answer", long), ("From an e-mail to an issued letter", short)):
        rows = [_row(one.title, one.clicks, one.keys, one.turns, one.seconds, one.work) for one in walked]
        whole = (sum(getattr(one, part) for one in walked) for part in ("clicks", "keys", "turns", "seconds", "work"))
        parts.append(f"## {title}\n\n{head}{''.join(rows)}{_row('**together**', *whole)}")
        parts.append("".join(f"- {one.title}: {', '.join(one.pictures)}\n" for one in walked))
    (folder / "walk.md").write_text("\n".join(parts), "utf-8")


def _row(title: str, clicks: int, keys: int, turns: int, seconds: float, work: float) -> str:
    return f"| {title} | {clicks} | {keys} | {turns} | {seconds:.1f} | {work:.1f} |\n"


if __name__ == "__main__":
    sys.exit(main())
