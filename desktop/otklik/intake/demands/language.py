"""In which language a letter is written: the one it is answered in."""

from __future__ import annotations

import re

_RUSSIAN = re.compile("[А-Яа-яЁё]")
_LATIN = re.compile("[A-Za-z]")


def language_of(text: str) -> str:
    """Return `en` where the writer's own words are mostly Latin letters, else `ru`.

    Args:
        text: his own words.
    """
    bare = " ".join(word for word in text.split() if not any(mark in word for mark in ("@", "://", "www.")))
    russian, latin = len(_RUSSIAN.findall(bare)), len(_LATIN.findall(bare))
    return "en" if latin > 2 * russian else "ru"
