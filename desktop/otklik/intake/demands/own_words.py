"""What of a letter its writer says himself: not the mails quoted below, and apart from his signature block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_HANDED_ON = re.compile(
    r"[\s>*]*+(?:[-_=*]{2,}\s*)?(?:Forwarded message|Begin forwarded message|Пересылаемое сообщение"
    r"|Пересланное сообщение|Пересланное письмо|Начало переадресованного сообщения|Переадресованное сообщение)",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\s*+[-_=*]{2,}\s*(?:Original (?:message|e-?mail)|(?:Начало )?Исходн(?:ое|ого) (?:сообщени|письм)"
    r"|Предыдущее сообщение)",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r".{0,200}?\b(?:пишет|писал|писала|написал|написала|написали|wrote|writes)[ \xa0]?(?:\([ао]\))?[ \xa0]?:\s*+",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\s*+(?:On\b|(?:пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\b"
    r"|\d{1,4}[./ -])"
    r"|.{0,200}?(?:@|\d{1,2}:\d{2})",
    re.IGNORECASE,
)
_UNTICKED = re.compile(r"\s*+(?:[-*•]\s*)?(?:\[\s?\]|[☐□❏])")
"""A line of a printed form nobody ticked."""

_SIGNATURE = re.compile(r"--[ \t\r]*+")
_HEAD_LINE = re.compile(
    r"[\s*>]*+(?:(?P<sender>От|From|Отправитель)|(?P<date>Отправлено|Дата|Sent|Date)"
    r"|(?P<rest>Тема|Subject|Кому|To|Копия|Cc|Reply-To))\s?:",
    re.IGNORECASE,
)
_LINES_OF_A_HEAD = 7


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A letter with all but its writer's own words made blank lines, every character in its place.

    Attributes:
        said: without quotations and without the signature block below «-- ».
        signed: without quotations alone.
        handed_on: somebody else's letter that is handed on below; empty where there is none.
    """

    said: str
    signed: str
    handed_on: str


def own_words(text: str) -> OwnWords:
    """Return what the writer says himself; all of the text where there is nothing but quotations.

    Args:
        text: the whole text of a letter.
    """
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    below = first if _HANDED_ON.match(lines[first]) else first + 1
    cut = next((number for number in range(below, len(lines)) if _begins_quote(lines, number)), len(lines))
    own = [
        "\n" * len(line)
        if number >= cut or line.lstrip().startswith(">") or _UNTICKED.match(line) or _is_attribution(lines, number)
        else line
        for number, line in enumerate(lines)
    ]
    signed = "\n".join(own)
    if not signed.strip() and (handed_on := _handed_on(lines, cut)).strip():
        return OwnWords(signed, signed, handed_on)
    if not signed.strip():
        whole = "\n".join("\n" * len(line) if _UNTICKED.match(line) else line for line in lines)
        return OwnWords(whole, whole, "")
    block = next((number for number, line in enumerate(own) if _SIGNATURE.fullmatch(line)), len(own))
    said = "\n".join(line if number < block else "\n" * len(line) for number, line in enumerate(own))
    return OwnWords(said if said.strip() else signed, signed, _handed_on(lines, cut))


def _handed_on(lines: Sequence[str], cut: int) -> str:
    """Return a letter handed on below the line of the cut, all else blanked out; empty where an answer is quoted."""
    if not any(_HANDED_ON.match(line) for line in lines[cut : cut + _LINES_OF_A_HEAD]):
        return ""
    below = cut + 1
    while below < len(lines) and (not lines[below].strip() or _HEAD_LINE.match(lines[below])):
        below += 1
    return "\n".join(
        "\n" * len(line) if number < below else re.sub(r"^[> ]+", lambda mark: " " * len(mark[0]), line)
        for number, line in enumerate(lines)
    )


def _begins_quote(lines: Sequence[str], number: int) -> bool:
    """Return whether everything from the line on is an earlier mail."""
    line = lines[number]
    if _EARLIER.match(line) or _HANDED_ON.match(line):
        return True
    if _is_attribution(lines, number):
        return not _next_line(lines, number).startswith(">")
    head = _HEAD_LINE.match(line)
    if head and head["sender"] and number:
        others = [_HEAD_LINE.match(one) for one in lines[number : number + _LINES_OF_A_HEAD]]
        return {"sender", "date", "rest"} <= {other.lastgroup for other in others if other}
    return False


def _is_attribution(lines: Sequence[str], number: int) -> bool:
    """Return whether the line is «12.11.2026 … писал:», perhaps wrapped into a second line."""
    line = lines[number]
    if _WROTE.fullmatch(line):
        dated = _DATED.match(line) or (number and _DATED.match(lines[number - 1]))
        return bool(dated) or _next_line(lines, number).startswith(">")
    return False


def _next_line(lines: Sequence[str], number: int) -> str:
    """Return the next line that is not blank, of the few below."""
    return next((line.lstrip() for line in lines[number + 1 : number + 4] if line.strip()), "")
