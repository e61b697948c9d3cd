"""Copies of registers that lie on this computer: found by their names, before any register is open."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from otklik.casework.copies.folders import BESIDE
from otklik.register.database_file import read_salt
from otklik.register.problems import NOT_A_DATABASE
from otklik.register.store import Register
from otklik.safety.copies import SUFFIX, list_backups, made_at
from otklik.safety.keys import PasswordNeeded, fitting_key, key_for
from otklik.safety.passwords import register_of
from otklik.safety.places import is_removable
from otklik.system.errors import EnvironmentProblem, OtklikError, UserError
from otklik.system.files import read_file

OTHER_KEY = (
    "This key does not open the copy {file}. It is opened by recovery sheet № {number}; "
    "where that is the sheet you have, the copy itself is damaged: take another one."
)
_GENERATION = re.compile(r"-key(\d+)" + re.escape(SUFFIX) + "$")


@dataclass(frozen=True, slots=True)
class FoundCopy:
    """A copy of a register, open to be restored.

    Attributes:
        path: the file.
        made_at: local time it was made, from its name; when it was last written where the name does not tell.
        size: bytes.
        register_id: of which register it is; 32 hexadecimal digits.
        sheet: number of the recovery sheet that opens it.
        cases: how many cases it holds; `None` until a key has opened it.
        last_number: number of the last case; `None` until then.
    """

    path: Path
    made_at: datetime
    size: int
    register_id: str
    sheet: int = 1
    cases: int | None = None
    last_number: int | None = None


def places(registers: Iterable[Path], folders: Iterable[Path], data: Path) -> tuple[Path, ...]:
    """Return the folders where copies may lie, each once.

    Args:
        registers: registers opened lately; copies lie beside them where nothing else was chosen.
        folders: folders of copies that are remembered.
        data: the data folder of the program.
    """
    beside = [place for register in registers for place in (register.parent / BESIDE, register.parent)]
    found: dict[Path, None] = {}
    for folder in (*folders, *beside, data / BESIDE, data, *_on_sticks()):
        with suppress(OSError):
            if folder.is_dir():
                found.setdefault(folder.resolve())
    return tuple(found)


def copies(folders: Iterable[Path]) -> tuple[FoundCopy, ...]:
    """Return the copies in the folders, newest first; what cannot be read is left out."""
    found = {}
    for folder in folders:
        for backup in list_backups(folder):
            with suppress(OtklikError, OSError):
                found[backup.path.resolve()] = copy_at(backup.path)
    return tuple(sorted(found.values(), key=lambda copy: (copy.made_at, copy.path.name), reverse=True))


def copy_at(path: Path) -> FoundCopy:
    """Return what is known of a file somebody says is a copy, without its key.

    Raises:
        EnvironmentProblem: it is not there, cannot be read, or is plainly no register.
    """
    register_id, found = read_salt(path).hex(), path.stat()
    when = made_at(path) or datetime.fromtimestamp(found.st_mtime).astimezone()
    return FoundCopy(path, when, found.st_size, register_id, sheet_number(path))


def sheet_number(path: Path) -> int:
    """Return the number of the recovery sheet that opens a copy: its name tells, from the second one on."""
    match = _GENERATION.search(path.name)
    return int(match[1]) if match else 1


def look_into(copy: FoundCopy, key: bytes) -> FoundCopy:
    """Return the copy with what is in it.

    Raises:
        UserError: the key is another one; the sentence says which recovery sheet opens the copy.
        EnvironmentProblem: the copy is gone, damaged, or was made by a newer program.
    """
    try:
        with Register.open(copy.path, key, writable=False, as_it_is=True) as register:
            cases = register.cases.count()
    except EnvironmentProblem as error:
        if error.text == NOT_A_DATABASE:
            raise UserError(OTHER_KEY, file=copy.path.name, number=copy.sheet) from error
        raise
    return replace(copy, cases=cases, last_number=cases)


@dataclass(frozen=True, slots=True)
class KnownKey:
    """The key of a copy, as far as this computer has it.

    Attributes:
        key: the 32 bytes; `None` where it is not here.
        file: the key file it is in; `None` where the password store has it.
        needs_password: whether a locked key of the register lies here: with its password the key is at hand.
        locked: that file.
    """

    key: bytes | None = None
    file: Path | None = None
    needs_password: bool = False
    locked: Path | None = None


def known_key(copy: FoundCopy, key_files: Iterable[Path] = ()) -> KnownKey:
    """Return what this computer has of the key of a copy: in the password store, or in a key file it remembers.

    May wait for the user where the store asks for his password.

    Args:
        copy: the copy.
        key_files: key files of registers opened lately, plain or locked.
    """
    locked: Path | None = None
    needs_password = False
    for file in (None, *key_files):
        try:
            key = key_for(copy.path, file)
        except PasswordNeeded:
            if file is None or _is_of(file, copy.register_id):
                needs_password, locked = True, locked or file
            continue
        except OtklikError:
            continue
        if fitting_key(copy.path, [key]) is not None:
            return KnownKey(key, file)
    return KnownKey(needs_password=needs_password, locked=locked)


def looked_into(found: tuple[FoundCopy, ...], key_files: Iterable[Path] = ()) -> tuple[FoundCopy, ...]:
    """Return the copies with what is in them, as far as this computer has their keys."""
    keys: dict[tuple[str, int], bytes | None] = {}
    files = tuple(key_files)
    told = []
    for copy in found:
        kind = copy.register_id, copy.sheet
        if kind not in keys:
            keys[kind] = known_key(copy, files).key
        key, seen = keys[kind], copy
        if key is not None:
            with suppress(OtklikError):  # a damaged one is listed all the same; choosing it says what is wrong
                seen = look_into(copy, key)
        told.append(seen)
    return tuple(told)


def _is_of(locked: Path, register_id: str) -> bool:
    """Tell whether a locked key belongs to a register."""
    with suppress(OtklikError):
        return register_of(read_file(locked)) == register_id
    return False


def _on_sticks() -> tuple[Path, ...]:
    """Return memory sticks and other removable disks with the folders on them, one deep."""
    found = []
    for disk in removable_disks():
        found.append(disk)
        with suppress(OSError):
            found.extend(sorted(place for place in disk.iterdir() if place.is_dir() and not place.name.startswith(".")))
    return tuple(found)


def removable_disks() -> tuple[Path, ...]:
    """Return the memory sticks and other disks that are pulled out now and then, as far as they are in now."""
    if sys.platform == "win32":
        drives = (Path(f"{letter}:\\") for letter in "DEFGHIJKLMNOPQRSTUVWXYZ")
        return tuple(drive for drive in drives if is_removable(drive))
    # «/media/name/stick» of most systems, «/media/stick» of older ones; «/Volumes/stick» of macOS.
    standing = [place for root in ("/media", "/run/media", "/Volumes") for place in _folders_in(Path(root))]
    return tuple(place for one in standing for place in (one, *_folders_in(one)) if os.path.ismount(place))


def _folders_in(place: Path) -> tuple[Path, ...]:
    try:
        return tuple(sorted(folder for folder in place.iterdir() if folder.is_dir()))
    except OSError:
        return ()
