"""What a request must contain and this one lacks (152-ФЗ ст. 14 ч. 3).

The article asks it of requests for information and of demands to correct, block or delete (ст. 14 ч. 1); withdrawing a
consent (ст. 9 ч. 2), stopping the processing (ст. 21 ч. 5.1) and calls (ст. 15 ч. 2) need none of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from otklik.intake.demands.phrases import Marked
from otklik.intake.demands.rules import Book, plain
from otklik.intake.demands.words import Words
from otklik.intake.letter import IncomingLetter, KindGuess
from otklik.law.kinds import Kind


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the article asks, by its label; of which demands; and the files that may hold a signature.

    `other_papers` and `warrants`: parts of the names of files that hold none; the former no warrant either.
    """

    document: str
    issued: str
    relation: str
    signature: str
    authority: str
    kinds: frozenset[Kind]
    files: tuple[str, ...]
    other_papers: tuple[str, ...]
    warrants: tuple[str, ...]


def find_lacks(
    letter: IncomingLetter, marked: Marked, book: Book, kinds: tuple[KindGuess, ...], *, for_another: bool
) -> tuple[str, ...]:
    """Return the labels of what a request lacks, ready for the letter that asks for it; other letters need none of it.

    Args:
        letter: the letter as read.
        marked: the writer's own words with his signature.
        book: the rules.
        kinds: what he demands.
        for_another: somebody writes for somebody else.
    """
    asked = _asked()
    demanded = {guessed.kind for guessed in kinds}
    if not demanded & asked.kinds or demanded & _NOT_OF_HIS:
        return ()
    # A scan or a signed file may hold a signature or a warrant: only looking at it tells.
    papers = [name for file in letter.attachments if (name := file.name.lower()).endswith(asked.files)]
    is_warranted = any(not any(other in name for other in asked.other_papers) for name in papers)
    may_be_signed = any(not any(other in name for other in (*asked.other_papers, *asked.warrants)) for name in papers)
    number = _PASSPORT.search(marked.words.text)
    filled = _filled_in(marked, book)
    there = {
        asked.document: bool(number) or book["document"].anywhere(filled),
        asked.issued: book["issued"].anywhere(filled),
        asked.relation: book["relation"].anywhere(filled),
        asked.signature: may_be_signed or _is_signed(letter, marked, book),
        asked.authority: not for_another or is_warranted or book["authority"].anywhere(marked),
    }
    return tuple(label for label, is_there in there.items() if not is_there)


_NOT_OF_HIS = frozenset({Kind.RKN_INQUIRY, Kind.OTHER, Kind.NOT_OUR_DATA})
"""Where one of these is demanded nobody is asked for a passport: an authority writes, or others answer for the data."""

_BLANK = re.compile(r"(?:[^\W_]{1,40}[ \t:.№]{0,3}){0,3}_{3,}")
"""A place of a form nobody filled in, with the words before it that name it."""

_PASSPORT = re.compile(r"(?<!\d)\d{2}[ -]?\d{2}[ №,-]{0,4}\d{6}(?!\d)")


_UNSIGNED = re.compile(r"_{3,}[^\n]{0,80}(?:\n[ \t]{0,80}\([^()\n]{0,30}подпись\))?", re.IGNORECASE)
"""A line left for a signature, with what is printed at and under it."""

_SIGNED_TWICE = re.compile(r"([А-ЯЁ][а-яё]{2,30})[ \t]{1,40}/[ \t]{0,4}(?=\1\b)")
"""«Носков      /Носков Г. Б./»: a signature as it is typed from paper, beside its meaning in print."""


def _filled_in(marked: Marked, book: Book) -> Marked:
    text = marked.words.text
    return book.marked(Words(_BLANK.sub(" ", text))) if "___" in text else marked


def _is_signed(letter: IncomingLetter, marked: Marked, book: Book) -> bool:
    """Return whether a paper letter that was typed in says that it is signed; a name typed under a mail is none."""
    if letter.sender_address:
        return False
    text = marked.words.text
    signed = book.marked(Words(_UNSIGNED.sub(" ", text))) if "___" in text else marked
    return bool(_SIGNED_TWICE.search(text)) or book["signed"].anywhere(signed)


@cache
def _asked() -> _Asked:
    lacks = plain("ru")["lacks"]
    return _Asked(
        document=lacks["document"],
        issued=lacks["issued"],
        relation=lacks["relation"],
        signature=lacks["signature"],
        authority=lacks["authority"],
        kinds=frozenset(Kind(kind) for kind in lacks["kinds"]),
        files=tuple(lacks["files"]),
        other_papers=tuple(lacks["other_papers"]),
        warrants=tuple(lacks["warrants"]),
    )
