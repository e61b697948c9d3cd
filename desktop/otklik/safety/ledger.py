"""The list of erased cases: what keeps an old copy from bringing anybody back.

It lies beside the register and in every folder of copies as `otklik-<first 8 digits of the id>.erased`, a text of one
line for each erased case and generation of the key: HMAC-SHA256 of what the case is, under a key made by HKDF from that
generation. Without the register's key a line tells nothing, not even how many people there were. Lines are only added.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from otklik.system.errors import EnvironmentProblem
from otklik.system.files import atomic_write, read_file

SUFFIX = ".erased"
"""How the names of these files end."""

HEADING = (
    "# Отклик: обезличенные обращения, одна строка на каждое. Имён здесь нет.\n"
    "# По этому списку восстановление старой копии не возвращает тех, чьи данные уже стёрты. Не удаляйте файл.\n"
)
"""What a person reads who opens the file."""

_HASH = "sha256"
_LARGEST = 256 * 2**20
_ENTRY = re.compile(rb"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the files of some folders say together.

    Attributes:
        entries: all lines that are entries.
        unread: how many lines are none; they are kept where they are, a newer program may know them.
        unreachable: folders whose file is there and could not be read.
    """

    entries: frozenset[str]
    unread: int = 0
    unreachable: tuple[Path, ...] = ()


def under(key: bytes) -> Callable[[int, str], str]:
    """Return what makes the lines of erased cases under one generation of the key.

    It is called with the row id of a case and the hex digest of the first line of the journal about it, and returns 64
    hexadecimal digits. An id alone would hit another person after a restore, when ids are given once more; the digest
    is given once only.

    Args:
        key: the key of the generation, 32 bytes.
    """
    # HKDF (RFC 5869) with one block of output: extract with a salt of zeros, expand with the purpose.
    secret = hmac.digest(bytes(32), key, _HASH)
    purpose = hmac.digest(secret, b"ledger\x01", _HASH)

    def entry(case_id: int, first_digest: str) -> str:
        return hmac.digest(purpose, f"case:{case_id}:{first_digest}".encode(), _HASH).hex()

    return entry


def ledger_path(folder: Path, register_id: str) -> Path:
    """Return where the list of a register lies in a folder.

    Args:
        folder: the folder.
        register_id: 32 hexadecimal digits.
    """
    return folder / f"otklik-{register_id[:8]}{SUFFIX}"


def read(folders: Iterable[Path], register_id: str) -> Ledger:
    """Return what the lists in some folders say together; a folder without one says nothing.

    Args:
        folders: where to look.
        register_id: whose lists.
    """
    lines: set[bytes] = set()
    unreachable = []
    for folder in dict.fromkeys(folders):
        try:
            lines.update(_lines(ledger_path(folder, register_id)))
        except EnvironmentProblem:
            unreachable.append(folder)
    entries = {line for line in lines if _ENTRY.fullmatch(line)}
    unread = sum(not line.startswith(b"#") for line in lines - entries)
    return Ledger(frozenset(line.decode() for line in entries), unread, tuple(unreachable))


def add(
    folders: Iterable[Path], register_id: str, entries: Iterable[str], *, must: Path | None = None
) -> tuple[Path, ...]:
    """Add entries to the lists of all folders, and bring to each what stands in another.

    Args:
        folders: as many of them are served as can be reached now.
        register_id: whose lists.
        entries: lines made by `under`; those that are there already stay.
        must: the one of them in which the list must be written.

    Returns:
        The folders whose list could not be brought up to date.

    Raises:
        EnvironmentProblem: the list in the folder `must` cannot be read or written.
    """
    held: dict[Path, list[bytes]] = {}
    missed = []
    for folder in dict.fromkeys(folders):
        try:
            held[folder] = _lines(ledger_path(folder, register_id))
        except EnvironmentProblem:
            if folder == must:
                raise
            missed.append(folder)
    wanted = dict.fromkeys(line for lines in held.values() for line in lines if not line.startswith(b"#"))
    wanted |= dict.fromkeys(line.encode("ascii") for line in sorted(entries))
    for folder, lines in held.items():
        there = set(lines)
        new = [line for line in wanted if line not in there]
        try:
            if new:
                _write(ledger_path(folder, register_id), [*(lines or HEADING.encode().splitlines()), *new])
        except EnvironmentProblem:
            if folder == must:
                raise
            missed.append(folder)
    return tuple(missed)


def withdraw(folders: Iterable[Path], register_id: str, entries: Collection[str]) -> None:
    """Take entries out again whose case was not erased after all; a folder that cannot be written keeps them."""
    taken = {line.encode("ascii") for line in entries}
    for folder in folders:
        place = ledger_path(folder, register_id)
        with suppress(EnvironmentProblem):
            lines = _lines(place)
            if not taken.isdisjoint(lines):
                _write(place, [line for line in lines if line not in taken])


def _write(place: Path, lines: list[bytes]) -> None:
    atomic_write(place, b"\n".join(lines) + b"\n")


def _lines(place: Path) -> list[bytes]:
    """Return the lines of a list as they stand, empty ones left out; none where there is no file yet.

    Raises:
        EnvironmentProblem: the file is there and cannot be read, or the folder is missing.
    """
    if not place.exists() and place.parent.is_dir():
        return []
    lines = (line.strip() for line in read_file(place, _LARGEST).splitlines())
    return [line for line in lines if line]
