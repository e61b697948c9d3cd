"""Settings of this computer and this user: theme, language, registers opened lately with what they are called.

Several windows, each a process of its own, share one file: saving puts what changed here beside what others saved.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from otklik.system.errors import OtklikError
from otklik.system.files import atomic_write, private_folder, read_file, true_path
from otklik.system.words import LANGUAGES

NAME = "settings.json"
LOCK = "settings.lock"
PATIENCE = 2.0
"""Seconds another window may take to save; then it is saved all the same."""

RECENT = 8
"""Registers remembered."""

TEXT_PERCENT = (100, 115, 130, 150, 175, 200)
"""Sizes of the text to choose from, in percent of the ordinary one."""

LOCK_AFTER = (0, 5, 15, 30, 60)
"""Minutes without typing after which the window may be locked by itself; 0 for never."""


@dataclass(slots=True)
class Preferences:
    """What the program remembers between two starts.

    Attributes:
        theme: `auto`, `light` or `dark`.
        language: `ru` or `en`.
        text_percent: size of the text in percent of the ordinary one; one of `TEXT_PERCENT`.
        registers: paths of registers opened lately, newest first.
        demonstrations: which of them are demonstrations; none of them opens by itself.
        key_files: key file by path of the register, where the key is not in the password store.
        copy_folders: folders that copies went to, newest first: where to look when no register opens any more.
        names: what each of them is called, by its path.
        windows: geometry of the window of each, by its path, as Qt writes it, base64.
        window: geometry of the window that stood last, whichever it was.
        told: day on which a notice told last what is due, ISO, by the path of the register.
        lock_after: minutes without typing until the window is locked, where a password is set; one of `LOCK_AFTER`.
    """

    theme: str = "auto"
    language: str = "ru"
    text_percent: int = 100
    registers: tuple[str, ...] = ()
    demonstrations: tuple[str, ...] = ()
    key_files: dict[str, str] | None = None
    copy_folders: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    windows: dict[str, str] = field(default_factory=dict)
    window: str = ""
    told: dict[str, str] = field(default_factory=dict)
    lock_after: int = 15
    _before: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What the file held when it was read or written here last."""

    @classmethod
    def load(cls, folder: Path) -> Preferences:
        """Return what is kept in the folder; a missing or broken file, or a broken value, means the defaults."""
        found = _read(folder)
        made = cls(**found)
        made._before = found
        return made

    def save(self, folder: Path) -> None:
        """Keep what changed here since it was read; what others changed meanwhile stays, and is taken over.

        Raises:
            EnvironmentProblem: the folder cannot be written.
        """
        private_folder(folder)
        with _one_at_a_time(folder):
            theirs = asdict(Preferences(**_read(folder)))
            ours = asdict(self)
            before = asdict(Preferences(**self._before))
            for name in _VALUES:
                setattr(self, name, _merged(before[name], ours[name], theirs[name]))
            kept = {name: getattr(self, name) for name in _VALUES}
            atomic_write(folder / NAME, json.dumps(kept, ensure_ascii=False, indent=1).encode())
        self._before = dict(kept)

    def remember(
        self, register: Path, key_file: Path | None = None, *, demonstration: bool = False, name: str = ""
    ) -> None:
        """Put a register at the head of the list, with its key file if it has one.

        Args:
            register: its path.
            key_file: its key file, where the key is not in the password store.
            demonstration: whether its people are invented.
            name: what it is called; what it was called before where not given.
        """
        path = str(register)
        self.registers = (path, *(other for other in self.registers if other != path))[:RECENT]
        shown = {*self.demonstrations, path} if demonstration else {*self.demonstrations} - {path}
        self.demonstrations = tuple(one for one in self.registers if one in shown)
        if key_file is not None:
            self.key_files = {**(self.key_files or {}), path: str(key_file)}
        if name:
            self.names = {**self.names, path: name}
        for kept in ("names", "windows", "told"):
            setattr(self, kept, {one: value for one, value in getattr(self, kept).items() if one in self.registers})

    def name_of(self, register: str) -> str:
        """Return what a register is called in the list: its operator, or its file where none is known."""
        return self.names.get(register) or Path(register).stem

    def remember_window(self, register: Path, geometry: str) -> None:
        """Remember where the window of a register stood; `geometry` as Qt writes it, base64."""
        self.window = geometry
        self.windows = {**self.windows, str(register): geometry}

    def told_on(self, register: Path) -> date | None:
        """Return the day on which a notice told last what is due in a register."""
        with suppress(ValueError):
            return date.fromisoformat(self.told.get(str(register), ""))
        return None

    def remember_told(self, register: Path, day: date) -> None:
        """Remember that a notice told what is due in a register."""
        self.told = {**self.told, str(register): day.isoformat()}

    def remember_copies(self, folders: Iterable[Path]) -> None:
        """Put folders of copies at the head of their list."""
        newest = [str(folder) for folder in folders]
        self.copy_folders = tuple(dict.fromkeys((*newest, *self.copy_folders)))[:RECENT]

    def forget(self, register: Path) -> None:
        """Forget a register: it is gone."""
        self.drop(register)
        self.forget_key_file(register)

    def drop(self, register: Path) -> None:
        """Take a register off the list; should it come back, its key file is still known."""
        path = str(register)
        for kept in ("registers", "demonstrations"):
            setattr(self, kept, tuple(other for other in getattr(self, kept) if other != path))
        for kept in ("names", "windows", "told"):
            setattr(self, kept, {one: value for one, value in getattr(self, kept).items() if one != path})

    def forget_key_file(self, register: Path) -> None:
        """Forget the key file of a register: its key lies elsewhere from now on."""
        self.key_files = {path: file for path, file in (self.key_files or {}).items() if path != str(register)}

    @property
    def last_own(self) -> Path | None:
        """The register opened last that is no demonstration, if there is one."""
        return next((Path(path) for path in self.registers if path not in self.demonstrations), None)

    def key_file_of(self, register: Path) -> Path | None:
        """Return the key file of a register, if one is remembered."""
        known = self.key_files or {}
        name = known.get(str(register)) or known.get(str(true_path(register)))
        return Path(name) if name else None


_VALUES = tuple(name for name in Preferences.__dataclass_fields__ if not name.startswith("_"))


def _read(folder: Path) -> dict[str, Any]:
    """Return the sound values of the file in the folder; none where it is missing or broken."""
    try:
        kept = json.loads(read_file(folder / NAME))
    except (OtklikError, ValueError):
        return {}
    return _sound(kept) if isinstance(kept, dict) else {}


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Keep other windows from saving meanwhile; where no lock can be had, nobody is kept from working."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - the command line saves no settings

    lock = FileLock(folder / LOCK, timeout=PATIENCE, mode=0o600, thread_local=False)
    with suppress(Timeout, OSError, NotImplementedError):
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _merged(before: Any, ours: Any, theirs: Any) -> Any:
    """Return what is to be kept of a value that was `before` when it was read, is `ours` here and `theirs` on disk."""
    if ours == before:
        return theirs
    if theirs == before:
        return ours
    if isinstance(ours, tuple):
        return _merged_lists(before, ours, theirs)
    if isinstance(ours, dict):
        names = dict.fromkeys((*theirs, *ours))
        each = {name: _merged(*(one.get(name) for one in (before or {}, ours, theirs or {}))) for name in names}
        return {name: value for name, value in each.items() if value is not None}
    return ours


def _merged_lists(before: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """Return both lists as one: what came to the head here first, what was taken away here or there left out."""
    gone = {one for one in before if one not in ours or one not in theirs}
    came = [one for one in ours[:1] if one != next((kept for kept in before if kept in ours), None)]
    return tuple(one for one in dict.fromkeys((*came, *theirs, *ours)) if one not in gone)[:RECENT]


def _sound(kept: dict[str, Any]) -> dict[str, Any]:
    """Return the values that are of the right kind; a settings file may have been edited by hand."""
    checks: dict[str, Callable[[Any], bool]] = {
        "theme": lambda value: value in ("auto", "light", "dark"),
        "language": lambda value: value in LANGUAGES,
        "text_percent": lambda value: type(value) is int and value in TEXT_PERCENT,
        "registers": _are_paths,
        "demonstrations": _are_paths,
        "key_files": _are_words,
        "copy_folders": _are_paths,
        "names": _are_words,
        "windows": _are_words,
        "window": lambda value: isinstance(value, str),
        "told": _are_words,
        "lock_after": lambda value: type(value) is int and value in LOCK_AFTER,
    }
    sound = {name: kept[name] for name, check in checks.items() if name in kept and check(kept[name])}
    for name in ("registers", "demonstrations", "copy_folders"):
        if name in sound:
            sound[name] = tuple(sound[name])
    return sound


def _are_paths(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _are_words(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())
