"""The file of a register under another key: copied, checked, and put in the place of the old one.

The new file is made beside the old one, whole and known to open, and takes its name by one rename: a computer that is
switched off at any moment has the old register or the new one, never a mixture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from otklik.register.cipher import CipherError, connect
from otklik.register.database_file import SIDE_FILES
from otklik.register.problems import FULL, code_of, problem
from otklik.register.store import Register
from otklik.system.errors import EnvironmentProblem
from otklik.system.files import atomic_write

PAGES_AT_A_TIME = 512
"""Pages (of 4 KB) copied between two looks at progress and cancelling."""


@contextmanager
def under_another_key(register: Register, key: bytes, step: Callable[[int, int], None]) -> Iterator[Register]:
    """Copy a register beside itself under another key, and hand the copy over, open for writing.

    When the block ends the copy is closed as one file, and lies at `copy.path` until `discard` or `Register.exchange`.

    Args:
        register: the open register, outside any transaction.
        key: the new key.
        step: told pages done and pages in all after each portion; what it raises stops the copying.

    Raises:
        EnvironmentProblem: the folder cannot be written, or the disk is full.
    """
    target = coming_file(register.path)
    discard(register.path)
    atomic_write(target, b"")  # for the owner alone (0600); side files inherit that
    connection = connect(target, key, bytes.fromhex(register.id), writable=True)
    try:
        register.database.connection.backup(
            connection, pages=PAGES_AT_A_TIME, progress=lambda _, remaining, total: step(total - remaining, total)
        )
    except CipherError as error:
        if code_of(error) == "SQLITE_FULL":
            raise EnvironmentProblem(FULL) from error
        raise problem(error, target) or error from error
    finally:
        connection.close()
    with Register.open_unshared(target, key) as copy:
        yield copy
        copy.database.execute("PRAGMA journal_mode = DELETE")  # one file, or its changes would lie under another name


def coming_file(path: Path) -> Path:
    """Return where the copy of a register under another key lies until it takes the register's place."""
    return path.with_name(f".{path.name}.new")


def discard(path: Path) -> None:
    """Take away what an exchange that was cut off left beside a register."""
    for suffix in ("", *SIDE_FILES):
        with suppress(OSError):
            Path(f"{coming_file(path)}{suffix}").unlink()
