"""What kinds, addressees and proofs are called on screen: `resources/law/kinds.toml` and `words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

from otklik.system.files import read_file
from otklik.system.paths import resource

if TYPE_CHECKING:
    from otklik.law.kinds import Addressee, Kind, Proof


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


def addressees(to: tuple[Addressee, ...], language: str) -> str:
    """Return to whom something is sent, as it stands in a list: «заявителю, Роскомнадзору»; empty for nobody.

    Args:
        to: the addressees.
        language: `ru` or `en`.
    """
    return ", ".join(_words()["to"][name][language] for name in to)


def proof_words(proof: Proof, language: str) -> str:
    """Return what shows that a duty was fulfilled: «исходящее письмо и подтверждение отправки».

    Args:
        proof: the proof.
        language: `ru` or `en`.
    """
    return _words()["proof"][proof][language]


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(read_file(resource("law/words.toml")).decode())


@cache
def _names() -> dict[str, dict[str, str]]:
    return tomllib.loads(read_file(resource("law/kinds.toml")).decode())
