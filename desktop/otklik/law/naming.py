"""What the kinds of demands are called on screen, read from `resources/law/kinds.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

from otklik.system.files import read_file
from otklik.system.paths import resource

if TYPE_CHECKING:
    from otklik.law.kinds import Kind


def kind_title(kind: Kind, language: str) -> str:
    """Return the short word for a chip or a table: «доступ», «уточнение», «претензия».

    Args:
        kind: the kind.
        language: `ru` or `en`.
    """
    return _names()[kind]["title" if language == "ru" else "title_en"]


def kind_heading(kind: Kind, language: str) -> str:
    """Return the name a case of this kind goes by: «Запрос сведений об обработке».

    Args:
        kind: the kind.
        language: `ru` or `en`.
    """
    return _names()[kind]["heading" if language == "ru" else "heading_en"]


@cache
def _names() -> dict[str, dict[str, str]]:
    return tomllib.loads(read_file(resource("law/kinds.toml")).decode())
