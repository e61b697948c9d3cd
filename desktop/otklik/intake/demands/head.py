"""The head of an application: whom it is addressed to, from whom it comes, and where he lives.

«ЗАЯВЛЕНИЕ. В ООО «…», от гр. Ивановой Анны Петровны, г. …, ул. …, тел. …»: on lines of its own or all on one. Who
stands before the «от» is addressed and never writes; what stands behind it is the writer's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from otklik.intake.demands.names import NAME

_LONGEST = 1500
"""Characters a head has at most."""

_BODY = re.compile(
    r"\b(?:прош[уи]|просим|требу\w{1,3}|хо(?:чу|тим|тел\w?)|я|мы|мне|меня|мной|мо[йяиёею]\w{0,2}|настоящим\w?"
    r"|согласно|соответстви\w|уведомля\w{1,3}|заявля\w{1,3}|отзываю|сообща\w{1,3}|здравствуйте|уважаем\w{2,3}"
    r"|добрый|удалите|прекратите|предоставьте|пришлите|верните|dear|hello|hi|i|my|please)\b",
    re.IGNORECASE,
)
"""Words with which the letter itself has begun."""

_FROM = re.compile(
    r"(?<![\w-])(?:[Оо]т кого|ОТ КОГО|[Оо]т|ОТ|[Зз]аявител[ья]|ЗАЯВИТЕЛ[ЬЯ])(?!\w)[ \t]{0,3}[:—–-]?\s{0,4}"
    rf"(?:[а-яё][^\n:А-ЯЁ]{{0,60}}:?\s{{0,4}})?({NAME})"
)
_ADDRESSED = re.compile(
    r"(?:^|\n|[»\"”.,;:)\d—–-]|(?:^|[^\w])(?:[А-ЯЁ][\w-]{0,40}|заявлени\w|запрос|обращени\w|претензи\w|жалоб\w"
    r"|требовани\w|отзыв))[ \t]*+$"
)
"""What may stand before the «от» of a head: an addressee, a title, or nothing."""

_ANSWER = re.compile(r"(?:ответ|письмо|звонок|сообщение|предложение)[ \t]*+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a letter.

    Attributes:
        end: where the letter itself begins, in characters; 0 where it has no words of a beginning.
        name: the writer's name as written, in any case; empty where the head names none.
        name_start, name_end: where it stands; 0 where there is none.
    """

    end: int = 0
    name: str = ""
    name_start: int = 0
    name_end: int = 0


def read_head(text: str) -> Head:
    """Return the head of a letter.

    Args:
        text: the writer's own words.
    """
    body = _BODY.search(text[:_LONGEST])
    end = body.start() if body else 0
    head = text[:end] if body else text[:_LONGEST]
    for found in _FROM.finditer(head):
        before = head[max(0, found.start() - 60) : found.start()]
        if _ADDRESSED.search(before) and not _ANSWER.search(before):
            return Head(end, found[1], found.start(1), found.end(1))
    return Head(end)
