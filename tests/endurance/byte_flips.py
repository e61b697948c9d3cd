"""Change single bytes of a backup, and cut it short: `python -m tests.endurance.byte_flips 2000`, a seed behind it.

Each change has to be found by `verify`, and so has each length at which a page ends and 200 others.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from otklik.register import problems
from otklik.register.cipher import PAGE_BYTES
from otklik.safety.backup import verify
from otklik.safety.keys import read_key_file
from otklik.system.errors import EnvironmentProblem
from tests.endurance.acts import COPIES, KEY_FILE, Clerk, set_up

REFUSALS = {problems.NOT_A_DATABASE, problems.NO_REGISTER, problems.UNREACHABLE, problems.CORRUPT}
"""What a file says that does not even open."""


def is_found(file: Path, key: bytes) -> bool:
    """Tell whether checking a file says that it is not whole."""
    try:
        return not verify(file, key).whole
    except EnvironmentProblem as error:
        if error.text not in REFUSALS:
            raise
        return True


def flips(file: Path, key: bytes, count: int, chance: random.Random) -> list[int]:
    """Change single bytes at random places, one at a time, and return the places where that was not found."""
    content = file.read_bytes()
    missed = []
    with file.open("r+b") as opened:
        for _ in range(count):
            place, change = chance.randrange(len(content)), chance.randrange(1, 256)
            opened.seek(place)
            opened.write(bytes([content[place] ^ change]))
            opened.flush()
            if not is_found(file, key):
                missed.append(place)
            opened.seek(place)
            opened.write(content[place : place + 1])
            opened.flush()
    return missed


def cuts(file: Path, key: bytes, others: int, chance: random.Random) -> list[int]:
    """Cut a file at the end of each of its pages and at other lengths; return the lengths that were not found."""
    content = file.read_bytes()
    lengths = {*range(0, len(content), PAGE_BYTES), *(chance.randrange(len(content)) for _ in range(others))}
    missed = []
    for length in sorted(lengths, reverse=True):
        with file.open("r+b") as opened:
            opened.truncate(length)
        if not is_found(file, key):
            missed.append(length)
    file.write_bytes(content)
    return missed


def exit_codes(file: Path, key_file: Path, place: int) -> tuple[int, int]:
    """Return the exit codes of `otklik verify` for the file as it is, and with one byte changed."""
    command = [sys.executable, "-m", "otklik", "--key-file", str(key_file), "verify", str(file)]
    whole = subprocess.run(command, capture_output=True, check=False).returncode
    content = file.read_bytes()
    file.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    changed = subprocess.run(command, capture_output=True, check=False).returncode
    file.write_bytes(content)
    return whole, changed


def sample(folder: Path, acts: int) -> tuple[Path, bytes]:
    """Make a register, work at it, and return a backup of it with its key."""
    set_up(folder)
    clerk = Clerk(folder, random.Random(1))  # noqa: S311 - not a secret
    for _ in range(acts):
        clerk.work(("register", "issue", "attach", "dispatch", "close"))
    backup, key = clerk.backup()
    clerk.desk.register.close()
    return Path(shutil.copy(backup, folder / COPIES / "changed.otklik-backup")), key


def main() -> None:
    """Say how it went; exit code 1 where anything was not found."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)  # noqa: S311 - not a secret
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="otklik-flips-") as folder:
        file, key = sample(Path(folder), 12)
        pages = file.stat().st_size // PAGE_BYTES
        if not verify(file, key).whole:
            sys.exit("the backup itself is not whole")
        missed = flips(file, key, count, chance)
        short = cuts(file, key, 200, chance)
        codes = exit_codes(file, Path(folder) / KEY_FILE, chance.randrange(file.stat().st_size))
        if read_key_file(Path(folder) / KEY_FILE) != key or missed or short or codes != (0, 1):
            sys.exit(f"not found: bytes {missed}, lengths {short}; exit codes {codes}")
    sys.stdout.write(
        f"{count} changed bytes and {pages + 200} lengths of a backup of {pages} pages: all found; "
        f"exit codes 0 and 1; {time.monotonic() - started:.0f} s\n"
    )


if __name__ == "__main__":
    main()
