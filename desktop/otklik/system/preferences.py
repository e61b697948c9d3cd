"""Settings of this computer and this user: theme, language, registers opened lately; nothing of the operator."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from otklik.system.errors import OtklikError
from otklik.system.files import atomic_write, private_folder, read_file, true_path
from otklik.system.words import LANGUAGES

NAME = "settings.json"
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
        window: geometry of the window as Qt writes it, base64.
        lock_after: minutes without typing until the window is locked, where a password is set; one of `LOCK_AFTER`.
    """

    theme: str = "auto"
    language: str = "ru"
    text_percent: int = 100
    registers: tuple[str, ...] = ()
    demonstrations: tuple[str, ...] = ()
    key_files: dict[str, str] | None = None
    copy_folders: tuple[str, ...] = ()
    window: str = ""
    lock_after: int = 15

    @classmethod
    def load(cls, folder: Path) -> Preferences:
        """Return what is kept in the folder; a missing or broken file, or a broken value, means the defaults."""
        try:
            kept = json.loads(read_file(folder / NAME))
        except (OtklikError, ValueError):
            return cls()
        return cls(**_sound(kept)) if isinstance(kept, dict) else cls()

    def save(self, folder: Path) -> None:
        """Keep the settings.

        Raises:
            EnvironmentProblem: the folder cannot be written.
        """
        private_folder(folder)
        atomic_write(folder / NAME, json.dumps(asdict(self), ensure_ascii=False, indent=1).encode())

    def remember(self, register: Path, key_file: Path | None = None, *, demonstration: bool = False) -> None:
        """Put a register at the head of the list, with its key file if it has one.

        Args:
            register: its path.
            key_file: its key file, where the key is not in the password store.
            demonstration: whether its people are invented.
        """
        path = str(register)
        self.registers = (path, *(other for other in self.registers if other != path))[:RECENT]
        shown = {*self.demonstrations, path} if demonstration else {*self.demonstrations} - {path}
        self.demonstrations = tuple(one for one in self.registers if one in shown)
        if key_file is not None:
            self.key_files = {**(self.key_files or {}), path: str(key_file)}

    def remember_copies(self, folders: Iterable[Path]) -> None:
        """Put folders of copies at the head of their list."""
        newest = [str(folder) for folder in folders]
        self.copy_folders = tuple(dict.fromkeys((*newest, *self.copy_folders)))[:RECENT]

    def forget(self, register: Path) -> None:
        """Forget a register: it is gone."""
        path = str(register)
        self.registers = tuple(other for other in self.registers if other != path)
        self.demonstrations = tuple(other for other in self.demonstrations if other != path)
        self.forget_key_file(register)

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


def _sound(kept: dict[str, Any]) -> dict[str, Any]:
    """Return the values that are of the right kind; a settings file may have been edited by hand."""
    checks: dict[str, Callable[[Any], bool]] = {
        "theme": lambda value: value in ("auto", "light", "dark"),
        "language": lambda value: value in LANGUAGES,
        "text_percent": lambda value: type(value) is int and value in TEXT_PERCENT,
        "registers": _are_paths,
        "demonstrations": _are_paths,
        "key_files": lambda value: isinstance(value, dict) and all(isinstance(item, str) for item in value.values()),
        "copy_folders": _are_paths,
        "window": lambda value: isinstance(value, str),
        "lock_after": lambda value: type(value) is int and value in LOCK_AFTER,
    }
    sound = {name: kept[name] for name, check in checks.items() if name in kept and check(kept[name])}
    for name in ("registers", "demonstrations", "copy_folders"):
        if name in sound:
            sound[name] = tuple(sound[name])
    return sound


def _are_paths(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
