"""Values as JSON knows them: what the command line prints and what a whole register is exported as."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from typing import Any


def plain(value: object) -> Any:
    """Return a value as JSON knows it: ISO dates, ids of enums, dataclasses as objects."""
    match value:
        case Enum():
            return value.value
        case date() | datetime() | time():
            return value.isoformat()
        case Path():
            return str(value)
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return value
