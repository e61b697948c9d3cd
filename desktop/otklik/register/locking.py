"""The writer's lock: one writer to a register, and a word about who he is.

The lock is the system's own (`flock`, on Windows a locked byte), on `<file>.lock`: it is freed when the process ends,
however it ends, so a lock file that was left behind locks nobody out. `<file>.owner` beside it only says who holds it.
"""

from __future__ import annotations

import json
import os
import platform
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from otklik.register.problems import IN_USE, IN_USE_BY, RegisterInUse
from otklik.system.clock import SystemClock
from otklik.system.errors import OtklikError
from otklik.system.files import atomic_write, read_file, write_problem


class _SystemLock(Protocol):
    """The lock of filelock as far as it is used here."""

    def release(self) -> None: ...


@dataclass(frozen=True, slots=True)
class LockOwner:
    """Who has a register open for writing.

    Attributes:
        pid: number of his process.
        host: name of his computer.
        since: when he opened it, local time, ISO.
    """

    pid: int
    host: str
    since: str


class WriterLock:
    """The lock of a register, held until `release`.

    Args:
        path: the register, which need not be there yet.

    Raises:
        RegisterInUse: another program, or another part of this one, holds it.
        EnvironmentProblem: the folder is missing or cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._lock = _acquire(path)
        self._owner = _owner_file(path)
        me = LockOwner(os.getpid(), platform.node(), SystemClock().now().isoformat())
        with suppress(OtklikError):  # only words: the lock holds without them
            atomic_write(self._owner, json.dumps(asdict(me)).encode())

    def release(self) -> None:
        """Give the lock up."""
        with suppress(OSError):
            self._owner.unlink()
        self._lock.release()


def owner_of(path: Path) -> LockOwner | None:
    """Return who says he has the register open; `None` where nobody does or his word cannot be read.

    Whether he still lives only the lock itself tells.
    """
    try:
        kept = json.loads(read_file(_owner_file(path), 4096))
        return LockOwner(int(kept["pid"]), str(kept["host"]), str(kept["since"]))
    except (OtklikError, ValueError, KeyError, TypeError):
        return None


def _owner_file(path: Path) -> Path:
    return Path(f"{path}.owner")


def _acquire(path: Path) -> _SystemLock:
    from filelock import FileLock, Timeout  # noqa: PLC0415 - readers and imports of this module do without it

    if not path.parent.is_dir():
        raise write_problem(path, FileNotFoundError(2, "no such folder"))
    lock = FileLock(f"{path}.lock", timeout=0, mode=0o600, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        if not Path(lock.lock_file).exists():  # filelock takes some refusals of the system for a lock
            raise write_problem(path, PermissionError(13, "not permitted")) from error
        raise _in_use(path) from error
    except (OSError, NotImplementedError) as error:
        raise write_problem(path, error if isinstance(error, OSError) else OSError(str(error))) from error
    return lock


def _in_use(path: Path) -> RegisterInUse:
    owner = owner_of(path)
    if owner is None:
        return RegisterInUse(IN_USE, file=path)
    since = owner.since[11:16] if owner.since[:10] == SystemClock().today().isoformat() else owner.since[:10]
    return RegisterInUse(IN_USE_BY, file=path, pid=owner.pid, host=owner.host, since=since)
