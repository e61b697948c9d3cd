"""The one door for writing files: whole or not at all, and for the owner's eyes only."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from otklik.system.errors import EnvironmentProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


def atomic_write(path: Path, content: bytes) -> None:
    """Write the file so that a reader sees the old content or the new, never a part; mode 0600.

    Raises:
        EnvironmentProblem: the folder is missing or read-only, or the disk is full; the old file is untouched.
    """
    with atomic_file(path) as file:
        file.write(content)


@contextmanager
def atomic_file(path: Path, named: Path | None = None) -> Iterator[BinaryIO]:
    """Open a file that takes the place of `path` when all of it is written, and goes away where that fails; mode 0600.

    Args:
        path: where it will lie.
        named: the file a failure names, where it is moved on to another place; `path` where not given.

    Raises:
        EnvironmentProblem: the folder is missing or read-only, or the disk is full; the old file is untouched.
    """
    import tempfile  # noqa: PLC0415 - start-up reads and does not write

    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".otklik-", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException as error:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()
        if isinstance(error, OSError):
            raise write_problem(named or path, error) from error
        raise


def sync_folder(folder: Path) -> None:
    """See that a rename in a folder outlasts a power failure; where a system cannot do that, it is left to it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def true_path(path: Path) -> Path:
    """Return where a file lies, absolute and past all symbolic links: one file is to have one name."""
    return Path(os.path.realpath(path))  # a ring of links, too, has a path, at which nothing is found


def private_folder(path: Path, named: Path | None = None) -> Path:
    """Make the folder, with parents, readable by its owner alone (0700), and return it.

    Args:
        path: the folder.
        named: the file a failure names, where it is made for one; `path` where not given.

    Raises:
        EnvironmentProblem: it cannot be made.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise write_problem(named or path, error) from error
    return path


def read_file(path: Path, limit: int | None = None) -> bytes:
    """Return the content of a file the user named.

    Args:
        path: the file.
        limit: the largest size taken, in bytes; none by default.

    Raises:
        EnvironmentProblem: it does not exist, cannot be read, is no plain file or is larger than the limit.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a device or a pipe has no end
            raise EnvironmentProblem("{file} is not a file that can be read. Choose a file.", file=path.name or path)
        with path.open("rb") as opened:
            content = opened.read(-1 if limit is None else limit + 1)  # it may grow while it is read
        if limit is not None and len(content) > limit:
            raise EnvironmentProblem(
                "The file {file} is larger than {limit} MB. Take a smaller one.", file=path.name, limit=limit // 2**20
            )
    except FileNotFoundError as error:
        raise EnvironmentProblem("There is no file {file}. Check the name.", file=path) from error
    except OSError as error:
        raise EnvironmentProblem(
            "The file {file} cannot be read. Check that it is a file and that you may open it.", file=path
        ) from error
    return content


def write_problem(path: Path, error: OSError) -> EnvironmentProblem:
    """Return the sentence for a failed write: disk full, no right to write, or no such folder."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return EnvironmentProblem("The disk is full: {file} was not written. Make room and try again.", file=path)
    is_no_folder = error.errno in {errno.ENOENT, errno.ENOTDIR}
    if is_no_folder and not path.parent.is_dir():
        return EnvironmentProblem("There is no folder {folder}. Make it or choose another.", folder=path.parent)
    if is_no_folder or error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:  # /proc takes no files and says ENOENT
        return EnvironmentProblem("Nothing may be written to {folder}. Choose another folder.", folder=path.parent)
    return EnvironmentProblem("{file} could not be written: {reason}.", file=path, reason=error.strerror or error)
