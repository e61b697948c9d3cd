"""Settings of this computer and this user: theme, language, registers opened lately. Operator data are in the register."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from otklik.system.errors import OtklikError
from otklik.system.files import atomic_write, private_folder, read_file

NAME = "settings.json"
RECENT = 8
"""Registers remembered."""


@dataclass(slots=True)
class Preferences:
    """What the program remembers between two starts.

    Attributes:
        theme: `auto`, `light` or `dark`.
        language: `ru` or `en`.
        registers: paths of registers opened lately, newest first.
        key_files: key file by path of the register, where the key is not in the password store.
        window: geometry of the window as Qt writes it, base64.
    """

    theme: str = "auto"
    language: str = "ru"
    registers: tuple[str, ...] = ()
    key_files: dict[str, str] | None = None
    window: str = ""

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

    def remember(self, register: Path, key_file: Path | None = None) -> None:
        """Put a register at the head of the list, with its key file if it has one."""
        path = str(register)
        self.registers = (path, *(other for other in self.registers if other != path))[:RECENT]
        if key_file is not None:
            self.key_files = {**(self.key_files or {}), path: str(key_file)}

    def key_file_of(self, register: Path) -> Path | None:
        """Return the key file of a register, if one is remembered."""
        name = (self.key_files or {}).get(str(register))
        return Path(name) if name else None


def _sound(kept: dict[str, Any]) -> dict[str, Any]:
    """Return the values that are of the right kind; a settings file may have been edited by hand."""
    sound: dict[str, Any] = {}
    for name in (field.name for field in fields(Preferences)):
        value = kept.get(name)
        match name:
            case "registers":
                if isinstance(value, list) and all(isinstance(item, str) for item in value):
                    sound[name] = tuple(value)
            case "key_files":
                if isinstance(value, dict) and all(isinstance(item, str) for item in value.values()):
                    sound[name] = value
            case "theme":
                if value in ("auto", "light", "dark"):
                    sound[name] = value
            case "language":
                if value in ("ru", "en"):
                    sound[name] = value
            case _:
                if isinstance(value, str):
                    sound[name] = value
    return sound
