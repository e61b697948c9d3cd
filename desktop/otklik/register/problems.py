"""SQLite's result codes as sentences for the user: one table, used by register and backups."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from otklik.register.cipher import CipherError, IntegrityError, MisuseError
from otklik.system.errors import EnvironmentProblem, OtklikError, UserError


class RegisterInUse(EnvironmentProblem):
    """The register cannot be had for writing by one alone: another program has it, or may have it by another name."""


NOT_A_DATABASE = (
    "The key does not open {file}. It is the key of another register, or the file is not a register or is damaged. "
    "Take the key that belongs to this file, or restore a backup."
)
NO_REGISTER = "{file} is not a register of Отклик. Choose a file whose name ends in .otklik."
MISSING = "There is no register {file}. Check where it lies, or make a new one."
MOVED = (
    "The file of the register {file} was moved, deleted or replaced while it is open; nothing was stored. "
    "Put it back, or save a copy now: it holds everything up to the last act. Then close the program and restore it."
)
TWO_NAMES = (
    "The file of the register {file} has another name on this disk (a hard link): acts written under two names would "
    "be lost. Nothing was changed. Delete the other name (the register itself stays) and open it again."
)
EXISTS = "There is already a file {file}. Choose another name."
TOO_NEW = (
    "The register {file} was made by a newer Отклик than this one. Update the program; nothing in the file was changed."
)
TOO_OLD = "The register {file} is from an older Отклик. Open it in the program once, so that it is brought up to date."
IN_USE = "The register {file} is open in another window or program. Close it there and try again."
IN_USE_BY = (
    "The register {file} is open in another window or program since {since} (process {pid} on computer {host}). "
    "Close it there and try again."
)
READ_BESIDE = (
    "The register {file} is being read just now, perhaps for a copy or from the command line. "
    "Try again when that has ended; nothing was changed."
)
STALE_CHANGES = (
    "Beside the register {file} lie changes of another state of it, in {changes}: the file was put back by hand. "
    "Nothing was changed. Move {changes} elsewhere, keep it, and open the register again."
)
READ_ONLY = "Nothing may be written to {file}. Check the rights of the file and of its folder."
FULL = "The disk is full: the last change was not written, what was stored before is safe. Make room and try again."
CORRUPT = "The register {file} is damaged. Keep the file as it is and restore the last backup into a new one."
DISK_REFUSES = (
    "The disk refuses work on {file}: it is full or failing. What was stored before is safe. "
    "Make room or check the disk."
)
UNREACHABLE = "The file {file} cannot be opened. Check that it is a file and that you may open it."
LOST = "The file itself was lost when the register was damaged; only what the register says of it is left."
ERASED = "This is kept no longer: it was erased for good on {day}."

_SENTENCES = {
    "SQLITE_NOTADB": NOT_A_DATABASE,
    "SQLITE_BUSY": IN_USE,
    "SQLITE_LOCKED": IN_USE,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_PERM": READ_ONLY,
    "SQLITE_FULL": FULL,
    "SQLITE_CORRUPT": CORRUPT,
    "SQLITE_CANTOPEN": UNREACHABLE,
    "SQLITE_IOERR": DISK_REFUSES,  # a quota and a size limit of the file system end here, not in SQLITE_FULL
}


# The online backup of sqlcipher3 raises without the code, in the words SQLite has for it (sqlite3_errstr).
_CODES = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "database is locked": "SQLITE_BUSY",
}


def code_of(error: Exception) -> str:
    """Return the name of SQLite's result code, e.g. `SQLITE_FULL`; empty where the error has none."""
    return str(getattr(error, "sqlite_errorname", "") or _CODES.get(str(error), ""))


def problem(error: Exception, path: Path) -> OtklikError | None:
    """Return what to tell the user about an error of SQLite, or `None` where it is a mistake of ours.

    Args:
        error: as raised by the connection.
        path: the file it was about.
    """
    if not isinstance(error, CipherError) or isinstance(error, MisuseError | IntegrityError):
        return None
    name = code_of(error)
    for code, sentence in _SENTENCES.items():
        if name == code or name.startswith(f"{code}_"):
            return EnvironmentProblem(sentence, file=path)
    return None


def paper_of(row: tuple[bytes | None, str | None] | None, what: str) -> bytes:
    """Return a PDF from its row, as `content_of`; no PDF is empty but one a rebuilt register could not get back.

    Raises:
        LookupError, UserError: as `content_of`; or it was lost with the damage of the register.
    """
    content = content_of(row, what)
    if not content:
        raise UserError(LOST)
    return content


def content_of(row: tuple[bytes | None, str | None] | None, what: str) -> bytes:
    """Return the content of a stored file from its row.

    Args:
        row: its content, and the ISO day it was erased; `None` where there is no row.
        what: what was looked for, for the mistake of ours.

    Raises:
        LookupError: there is no such file.
        UserError: it was erased for good.
    """
    content, erased_on = row or (None, None)
    if erased_on is not None:
        raise UserError(ERASED, day=f"{date.fromisoformat(erased_on):%d.%m.%Y}")
    if content is None:
        raise LookupError(what)
    return bytes(content)
