"""Exchange the key of a register over and over, dying at another touch of a file each time; a script.

Every touch of a file that Python makes (opening, renaming, taking away, a portion of pages) is a moment to die at.
After each death the register has to open by itself, with nothing lost; the script ends when an exchange survives.
Prints how many died, and in how many of these the register had the new key afterwards.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from otklik.casework import key_keeping, opening
from otklik.casework.copies import safekeeping
from otklik.safety import key_stores, passwords
from otklik.system.clock import FixedClock
from tests.invented import NOON
from tests.key_place import FileStore

TOUCHES = {"open", "os.rename", "os.remove", "os.mkdir", "sqlite3.connect", "shutil.rmtree", "os.truncate"}
DIED, LIVED = 9, 0

key_stores.ALLOWED = ()
key_stores.added_stores[:] = [FileStore]
passwords.lock_key.__defaults__ = (passwords.Cost(64, 1, 1),)


def rekey_and_die(path: Path, key_file: Path | None, password: str | None, moment: int) -> None:
    """Exchange the key in this process, which ends at the given touch."""
    left = moment

    def touched() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os._exit(DIED)

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        if event in TOUCHES and not (event == "open" and str(arguments[0]).endswith((".py", ".pyc", ".toml"))):
            touched()

    desk = opening.open_for_work(path, key_file, FixedClock(NOON), password=password)
    sys.addaudithook(heard)
    key_keeping.rekey(desk, key_file, password, lambda *_: touched())
    os._exit(LIVED)


def main() -> None:
    """Die at the first touch, at the second, and so on, until nobody dies any more."""
    path, key_file, password = Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2] else None, sys.argv[3] or None
    moment = exchanged = 0
    known: set[bytes] = set()
    while True:
        moment += 1
        child = os.fork()
        if child == 0:
            rekey_and_die(path, key_file, password, moment)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code not in {DIED, LIVED}:
            sys.exit(f"moment {moment}: ended with {code}")
        desk = opening.open_for_work(path, key_file, FixedClock(NOON), password=password)
        number = desk.register.key_history.current().number
        exchanged += desk.register.key not in known and moment > 1 and code == DIED
        known.add(desk.register.key)
        keys = key_keeping.keys_for_copies(desk)
        if len(set(keys)) != number or not known <= set(keys):
            sys.exit(f"moment {moment}: a key is lost")
        for copy in safekeeping.backup_folder(desk).glob("*"):
            copy.unlink()
        desk.register.close()
        if code == LIVED:
            break
    sys.stdout.write(f"{moment - 1} {exchanged}\n")


main()
