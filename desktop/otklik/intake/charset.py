"""Bytes into Russian text: the declared encoding where it tells the truth, else the one that reads like Russian.

Half of the Russian mail that goes wrong declares no encoding or a false one. KOI8-R, Windows-1251, CP866 and ISO 8859-5
put the same letters on different bytes, so a wrong choice gives letters too, only in an order nobody writes.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import pairwise

CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
"""Single-byte encodings tried on bytes that are not UTF-8, the commonest first."""

_TRUSTED = frozenset(
    {
        *CYRILLIC,
        *(
            "utf-8",
            "utf-16",
            "utf-16-le",
            "utf-16-be",
            "koi8-u",
            "utf-7",
            "iso2022_jp",
            "gb2312",
            "gbk",
            "gb18030",
        ),
        *("big5", "euc_jp", "shift_jis", "euc_kr"),
    }
)
_WESTERN = frozenset({"ascii", "iso8859-1", "iso8859-15", "cp1252", "latin-1"})
_SEVEN_BIT = frozenset({"iso2022_jp", "utf-7", "utf-16", "utf-16-le", "utf-16-be"})
"""Encodings whose bytes may all lie below 128 and still be no ASCII."""
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

# The 180 commonest pairs of letters in Russian, 87 of 100 in running text: a letter and those that follow it.
_FOLLOWERS = (
    "абвдезйклмнпрстцшщя беор ваеилоы гло даеилор ебгдзйклмнрст же зао ивдезийклмнрстхцчюя йт каилорту лаеиоуьюя "
    "маеиоы наеинотфы обвгджзйклмнопрстч паеиор равеимосуы савеиклноптуья тавеикнорсуыь уднсчю фаио ци чаеинт шеи "
    "щеи ыемх ьзимнс яв"
)
_PAIRS = frozenset(letters[0] + follower for letters in _FOLLOWERS.split() for follower in letters[1:])
_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
_HIDDEN_CAPITAL = re.compile(r"[а-яё][А-ЯЁ]")
_COMMON_SIGNS = frozenset("«»—–…„“”№ \u00a0\u202f")
_ENOUGH_TO_DOUBT = 8
"""Letters it takes to disbelieve a declared encoding: a single short word reads like Russian in several."""
_DECLARED_LETTERS, _UNDECLARED_LETTERS = 2, 20
"""Whole letters there must be for each broken one to take bytes for UTF-8, where it is declared and where it is not."""
_SAMPLE = 6000
"""How many bytes of a text are enough to tell its encoding, from the first that is no ASCII."""
_CLEARLY = 0.1
"""By how much more a text must look like Russian as Mac Cyrillic: nobody writes it any more, and it differs from
Windows-1251 in capitals, я and ё alone, so that «Тестов Т1» with many figures looks as good in either."""
_STRANGE = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes as text.

    Attributes:
        text: the text.
        encoding: the encoding it was read in.
        as_declared: whether that is the declared one, or none was declared and none was needed.
    """

    text: str
    encoding: str
    as_declared: bool


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """Return the bytes as text; nothing raises, bytes without a meaning become U+FFFD.

    Args:
        content: the bytes.
        declared: the encoding somebody claims for them, under any of its names; may be wrong.
    """
    name = known_name(declared)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Decoded(
                content[len(mark) :].decode(encoding, "replace"), encoding, name in {None, encoding, "utf-16"}
            )
    if content.isascii() and name not in _SEVEN_BIT:
        return Decoded(content.decode("ascii"), "ascii", as_declared=True)
    if (text := _strict(content, "utf-8")) is not None and name not in _SEVEN_BIT:
        return Decoded(text, "utf-8", as_declared=name == "utf-8")
    if name not in _SEVEN_BIT and (text := _broken_utf8(content, is_declared=name == "utf-8")) is not None:
        return Decoded(text, "utf-8", as_declared=name == "utf-8")
    if name is not None and (text := _declared(content, name)) is not None:
        return Decoded(text, name, as_declared=True)
    best = _most_russian(content)
    return Decoded(content.decode(best, "replace"), best, as_declared=best == name)


def known_name(declared: str | None) -> str | None:
    """Return Python's name of an encoding that letters use, or `None` for any other word."""
    if not declared:
        return None
    word = re.sub(r"[^a-z0-9-]", "", declared.lower().replace("_", "-"))
    word = re.sub(r"^(?:x-)?(?:cp-|win-?|windows-?)(?=\d)", "cp", word).removeprefix("x-")
    word = {
        "koi8": "koi8-r",
        "koi8r": "koi8-r",
        "koi8u": "koi8-u",
        "dos-866": "cp866",
        "maccyrillic": "mac-cyrillic",
    }.get(word, word)
    try:
        name = codecs.lookup(word).name
    except LookupError:
        return None
    return name if name in _TRUSTED or name in _WESTERN else None


def russian_score(text: str) -> float:
    """Return how much the text looks like Russian prose: near 1 it is, below 0 it is not; 0 for plain ASCII."""
    foreign = [letter for letter in text if ord(letter) > 127 and letter not in _COMMON_SIGNS]
    if not foreign:
        return 0.0
    plain = text.lower().replace("ё", "е")
    pairs = [first + second for first, second in pairwise(plain) if first in _RUSSIAN and second in _RUSSIAN]
    total = sum(1.0 if pair in _PAIRS else -1.0 for pair in pairs)
    total -= 3 * sum(letter.lower() not in _RUSSIAN for letter in foreign)
    # KOI8-R read as Windows-1251 turns the case of every letter round.
    total -= 3 * len(_HIDDEN_CAPITAL.findall(text)) + 0.1 * sum(letter.isupper() for letter in foreign)
    return total / len(foreign)


def _broken_utf8(content: bytes, *, is_declared: bool) -> str | None:
    """Return UTF-8 with U+FFFD for the few bytes that were cut off or broken on the way; `None` for another encoding.

    No other encoding of Russian makes more than a few valid sequences by chance.
    """
    sample = _sample(content).decode("utf-8", "replace")
    if not _is_mostly_utf8(sample, is_declared=is_declared):
        return None
    text = content.decode("utf-8", "replace")
    return text if _is_mostly_utf8(text, is_declared=is_declared) else None


def _is_mostly_utf8(text: str, *, is_declared: bool) -> bool:
    """Return whether bytes read as UTF-8 are hardly broken."""
    broken = text.count("\ufffd")
    letters = len(text) - broken - len(text.encode("ascii", "ignore"))
    return letters >= broken * (_DECLARED_LETTERS if is_declared else _UNDECLARED_LETTERS) and letters > 0


def _declared(content: bytes, name: str) -> str | None:
    """Return the text in the declared encoding unless another one reads clearly better."""
    text = _strict(content, name)
    if text is None or (name not in CYRILLIC and name not in _WESTERN):
        return text
    sample = _sample(content)
    rival = _most_russian(sample)
    if name in _WESTERN:
        # A western letter has few letters outside ASCII; a Russian one has hardly any inside.
        strange = sum(byte > 127 for byte in sample)
        plain = sum(65 <= (byte & 0xDF) <= 90 for byte in sample)
        return None if strange > plain and russian_score(sample.decode(rival, "replace")) > 0 else text
    if rival == name or sum(byte > 127 for byte in sample) < _ENOUGH_TO_DOUBT:
        return text
    # Tried on texts of 2 to 20 words: a right declaration is hardly ever doubted, 97 to 99 of 100 wrong ones are.
    score = russian_score(sample.decode(rival, "replace"))
    # Mac Cyrillic differs from Windows-1251 so little that one letter tells them apart.
    better = 0.0 if name == "mac-cyrillic" else 0.3
    return None if score > -0.2 and score - russian_score(sample.decode(name, "replace")) > better else text


def _most_russian(content: bytes) -> str:
    """Return the single-byte encoding in which the bytes look most like Russian."""
    sample = _sample(content)
    scores = {name: russian_score(sample.decode(name, "replace")) for name in CYRILLIC}
    scores["mac-cyrillic"] -= _CLEARLY
    return max(CYRILLIC, key=lambda name: scores[name])


def _sample(content: bytes) -> bytes:
    """Return a stretch of the bytes from the first one that is no ASCII."""
    first = _STRANGE.search(content)
    start = max(0, first.start() - 20) if first else 0
    return content[start : start + _SAMPLE]


def _strict(content: bytes, name: str) -> str | None:
    """Return the text where every byte has a meaning in that encoding."""
    try:
        return content.decode(name)
    except ValueError:
        return None
