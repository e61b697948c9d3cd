"""A password store for tests: it keeps secrets in a file of the test, so that they outlive a process."""

from __future__ import annotations

import json
import os
from pathlib import Path

import keyring.backend
import keyring.errors

FILE = "OTKLIK_TEST_STORE"
"""Environment variable that names the file."""


class FileStore(keyring.backend.KeyringBackend):
    """Keeps secrets in a JSON file; there is none where no file is named."""

    priority = 9
    name = "Хранилище"
    refuses: Exception | None = None

    def __init__(self) -> None:
        super().__init__()

    def get_password(self, service: str, username: str) -> str | None:
        """Give the secret back, or nothing."""
        if self.refuses is not None:
            raise self.refuses
        return kept().get(f"{service}:{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep the secret."""
        if self.refuses is not None:
            raise self.refuses
        _keep({**kept(), f"{service}:{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        """Forget the secret."""
        if self.refuses is not None:
            raise self.refuses
        left = kept()
        if left.pop(f"{service}:{username}", None) is None:
            raise keyring.errors.PasswordDeleteError("no such password")
        _keep(left)


def kept() -> dict[str, str]:
    """Return everything that is kept, by service and account."""
    file = Path(os.environ[FILE])
    return dict(json.loads(file.read_text())) if file.exists() else {}


def _keep(secrets: dict[str, str]) -> None:
    file = Path(os.environ[FILE])
    part = file.with_suffix(".part")
    part.write_text(json.dumps(secrets))
    part.replace(file)
