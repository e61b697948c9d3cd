"""Fill the disk at every write of every act: `python -m tests.endurance.disk_full`, with a step in pages behind it.

A small disk is mounted in memory (root on Linux only). A register is put there, the disk is filled but for some pages
of 4 KB, and an act is done; then once more with one page more, until the act has room enough. Each time that there is
not: one sentence for the user, nothing lost, and the same act works after room was made.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from otklik.casework import answering, registering, reminders
from otklik.casework.copies import safekeeping
from otklik.register.records import LetterState
from otklik.register.store import Register
from otklik.safety.backup import restore, verify
from otklik.safety.keys import read_key_file
from otklik.system.errors import EnvironmentProblem
from otklik.system.files import atomic_write
from otklik.system.preferences import Preferences
from tests.endurance.acts import COPIES, REGISTER, SAMPLES, Clerk, set_up

PAGE = 4096
DISK = 24 * 2**20
ENOUGH = 3
"""How many times in a row an act has to find room before it is believed to have enough."""


class LostError(Exception):
    """Something was lost, or no sentence was said."""


@dataclass(frozen=True, slots=True)
class Trial:
    """An act on a full disk.

    Attributes:
        act: does it with a clerk at a desk, in the folder on the small disk.
        opens: whether the disk is full before the register is opened.
        copies: whether it begins with a copy of the register, which is made only of one that changed.
    """

    act: Callable[[Clerk, Path], object]
    opens: bool = False
    copies: bool = False


def _letter_pdf(clerk: Clerk) -> bytes:
    rows = clerk.desk.register.database.all("SELECT id FROM letters WHERE state = ?", (LetterState.ISSUED.value,))
    return answering.letter_pdf(clerk.desk, rows[0][0])


def _migrate(_clerk: Clerk, folder: Path) -> None:
    Register.open(folder / "old.otklik", read_key_file(SAMPLES / "v1.key")).close()


def _restore(clerk: Clerk, folder: Path) -> None:
    backup = min((folder / COPIES).glob("*.otklik-backup"))
    restore(backup, clerk.desk.register.key, folder / "restored.otklik")


def _large_file(clerk: Clerk, _folder: Path) -> None:
    file = registering.NewFile("большой.bin", "application/pdf", bytes(200_000))
    registering.add_file(clerk.desk, clerk.desk.register.cases.open_ids()[0], file)


TRIALS: dict[str, Trial] = {
    "register": Trial(lambda clerk, _: clerk.register()),
    "issue": Trial(lambda clerk, _: clerk.issue()),
    "attach": Trial(_large_file),
    "dispatch": Trial(lambda clerk, _: clerk.dispatch()),
    "close": Trial(lambda clerk, _: clerk.close()),
    "destroy": Trial(lambda clerk, _: clerk.destroy()),
    "print": Trial(lambda clerk, _: clerk.print_journal()),
    "backup": Trial(lambda clerk, _: clerk.backup(), copies=True),
    "restore": Trial(_restore),
    "rekey": Trial(lambda clerk, _: clerk.rekey(), copies=True),
    "anonymise": Trial(lambda clerk, _: clerk.anonymise(), copies=True),
    "migrate": Trial(_migrate),
    "preferences": Trial(lambda _, folder: Preferences(registers=("a" * 6000,)).save(folder)),
    "PDF": Trial(lambda clerk, folder: atomic_write(folder / "letter.pdf", _letter_pdf(clerk))),
    "export": Trial(lambda clerk, folder: reminders.write_calendar(clerk.desk, folder / "dates.ics")),
    "open": Trial(lambda clerk, _: None, opens=True),
}


@contextmanager
def small_disk() -> Iterator[Path | None]:
    """Mount a small disk and return its folder; `None` where that is not allowed."""
    folder = Path(tempfile.mkdtemp(prefix="otklik-full-"))
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", folder]
    mounted = sys.platform == "linux" and not subprocess.run(command, capture_output=True, check=False).returncode
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", folder], check=True)
        folder.rmdir()


def fill(disk: Path, pages: int) -> Path:
    """Fill a disk but for some pages and return the file that does."""
    filler = disk / "filler"
    state = os.statvfs(disk)
    size = state.f_bavail * state.f_frsize - pages * PAGE
    with filler.open("wb") as opened:
        if size > 0:
            os.posix_fallocate(opened.fileno(), 0, size)
    return filler


def prepare(folder: Path) -> None:
    """Make what each trial begins with: a register somebody worked at, and one of an older program."""
    set_up(folder)
    clerk = Clerk(folder, random.Random(5))  # noqa: S311 - not a secret
    for act in ("register", "issue", "register", "issue", "backup"):
        clerk.work((act,))
    clerk.desk.register.close()
    shutil.copy(SAMPLES / "v1.otklik", folder / "old.otklik")


def attempt(name: str, start: Path, disk: Path, pages: int) -> bool:
    """Do an act where only some pages are free; tell whether there was room for it.

    Raises:
        LostError: it was not said in a sentence, or something is lost.
    """
    trial, folder = TRIALS[name], disk / "work"
    shutil.copytree(start, folder)
    chance = random.Random(pages)  # noqa: S311 - not a secret
    clerk = None if trial.opens else Clerk(folder, chance)
    if clerk is not None and trial.copies:
        safekeeping.set_backup_folder(clerk.desk, folder / COPIES)
        clerk.register()
    known = _journal(folder, clerk)
    filler = fill(disk, pages)
    try:
        fits = True
        clerk = clerk or Clerk(folder, chance)
        trial.act(clerk, folder)
    except EnvironmentProblem as error:
        fits = False
        if not str(error) or str(error) == error.text:
            raise LostError(f"{name}, {pages} pages free: no Russian sentence: {error.text}") from error
    except Exception as error:
        raise LostError(f"{name}, {pages} pages free: {error!r}") from error
    finally:
        filler.unlink()
    _nothing_is_lost(name, pages, folder, clerk, known)
    if not fits and pages % 4 == 0:  # with room the same act works, at the same desk where it opened
        clerk = clerk or Clerk(folder, chance)
        trial.act(clerk, folder)
        _nothing_is_lost(name, pages, folder, clerk, known)
    if clerk is not None:
        clerk.desk.register.close()
    found = verify(folder / REGISTER, _key(folder))
    if not found.whole:
        raise LostError(f"{name}, {pages} pages free: {found.sentence}")
    shutil.rmtree(folder)
    return fits


def _key(folder: Path) -> bytes:
    return read_key_file(folder / "a.key")


def _journal(folder: Path, clerk: Clerk | None) -> tuple[int, str]:
    if clerk is not None:
        return clerk.desk.register.journal.count(), clerk.desk.register.journal.head()
    with Register.open(folder / REGISTER, _key(folder)) as register:  # a writer takes his side files with him
        return register.journal.count(), register.journal.head()


def _nothing_is_lost(name: str, pages: int, folder: Path, clerk: Clerk | None, known: tuple[int, str]) -> None:
    """See that all there was is there, that no half-made file lies about, and that every copy is whole."""
    if clerk is not None:
        row = clerk.desk.register.database.one("SELECT digest FROM events WHERE seq = ?", (known[0],))
        if row != (known[1],) or not clerk.desk.register.journal.verify().whole:
            raise LostError(f"{name}, {pages} pages free: the journal lost lines")
    half = [file.name for file in folder.rglob(".otklik-*") if file.is_file()]
    if half:
        raise LostError(f"{name}, {pages} pages free: left behind {half}")
    key = clerk.desk.register.key if clerk is not None else _key(folder)
    keys = [key, *(past.key for past in clerk.desk.register.key_history.past() if past.key)] if clerk else [key]
    for file in (folder / COPIES).glob("*.otklik-backup"):
        if not any(_is_whole(file, one) for one in keys):
            raise LostError(f"{name}, {pages} pages free: {file.name} is not whole")


def _is_whole(file: Path, key: bytes) -> bool:
    try:
        return verify(file, key).whole
    except EnvironmentProblem:
        return False


def run(names: tuple[str, ...], step: int) -> dict[str, int]:
    """Do each act with more and more room, and return how often each had too little.

    Args:
        names: acts.
        step: by how many pages the room grows.

    Raises:
        LostError: with the first thing that is wrong.
    """
    refused: dict[str, int] = {}
    with small_disk() as disk, tempfile.TemporaryDirectory() as start:
        if disk is None:
            raise PermissionError("a small disk can be mounted by root on Linux only")
        prepare(Path(start))
        for name in names:
            refused[name], fitted, pages = 0, 0, 0
            while fitted < ENOUGH:
                if attempt(name, Path(start), disk, pages):
                    fitted += 1
                else:
                    fitted = 0
                    refused[name] += 1
                pages += step
    return refused


def main() -> None:
    """Say how it went; exit code 1 where anything was lost."""
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    names = tuple(sys.argv[2:]) or tuple(TRIALS)
    started = time.monotonic()
    try:
        refused = run(names, step)
    except (LostError, PermissionError) as error:
        sys.exit(str(error))
    acts = ", ".join(f"{name} {count}" for name, count in refused.items())
    sys.stdout.write(
        f"{sum(refused.values())} times no room ({acts}): a sentence each time, nothing lost; "
        f"{time.monotonic() - started:.0f} s\n"
    )


if __name__ == "__main__":
    main()
