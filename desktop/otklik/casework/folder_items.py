"""What a folder for inspection holds of a case: its papers in the order of its life, drawn or read when asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from otklik.casework import mailing, post_choices
from otklik.casework.count_sheets import count_sheet, render_all
from otklik.casework.dispatching import left_by_post
from otklik.casework.extracts import case_extract
from otklik.casework.kept_papers import papers_of_case
from otklik.law.kinds import LAWFUL
from otklik.register.paper_records import PaperKind
from otklik.register.records import Attachment, AttachmentRole, Case, Letter, LetterState

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

_DOCUMENTS = (
    "csv",
    "doc",
    "docx",
    "eml",
    "htm",
    "html",
    "json",
    "msg",
    "odt",
    "pdf",
    "rtf",
    "txt",
    "xls",
    "xlsx",
    "xml",
)
_PICTURES = ("bmp", "gif", "heic", "jpeg", "jpg", "png", "tif", "tiff", "webp")
_OTHERS = ("7z", "mp3", "mp4", "ogg", "p7s", "rar", "sig", "wav", "zip")
_ENDINGS = frozenset((*_DOCUMENTS, *_PICTURES, *_OTHERS))
"""What a file name may end in here: anything else could be a part of a name."""

_ENVELOPE = re.compile("конверт|envelope", re.IGNORECASE)
"""What a scan of an envelope is called by those who keep one: there is no other sign of it."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the folder.

    Attributes:
        name: what it is called in its folder, without number and ending.
        extension: what its name ends in.
        title: what the contents call it.
        content: reads or draws it.
        own: whether we made it.
        is_void: whether it is annulled.
    """

    name: str
    extension: str
    title: str
    content: Callable[[], bytes]
    own: bool = True
    is_void: bool = False


def items_of(desk: Desk, case: Case) -> Iterator[Item]:
    """Yield the files of a case: what came, its terms, what was answered, acts, proofs, the journal."""
    register = desk.register
    attachments = tuple(one for one in register.attachments.of_case(case.id) if one.expired_on is None)
    letters = tuple(one for one in register.letters.of_case(case.id) if one.state is not LetterState.DRAFT)
    yield from _incoming(desk, case, attachments)
    lawful = [record for record in register.duties.of_case(case.id) if record.reading in LAWFUL and record.term]
    if lawful:
        sheets = [count_sheet(desk, case.id, record.id) for record in lawful]
        yield Item("срок", "pdf", "Справки о расчёте сроков", partial(render_all, sheets))
    for letter in letters if case.anonymised_on is None else ():
        yield from _issued(desk, letter)
    yield from _acts(desk, case)
    numbers = {letter.id: letter.number for letter in letters}
    for one in attachments:
        if one.role is AttachmentRole.PROOF:
            number = numbers.get(one.letter_id or 0, "")
            title = f"Подтверждение отправки письма исх. № {number}" if number else "Подтверждение"
            yield _foreign(desk, one, "подтверждение", title)
    yield Item("журнал", "pdf", "Выписка из журнала", lambda: case_extract(desk, case.id).pdf)


def _acts(desk: Desk, case: Case) -> Iterator[Item]:
    """Yield the acts of destruction, void ones too, each with the note that annuls it."""
    papers = desk.register.papers
    for kept in papers_of_case(desk, case.id):
        paper = kept.paper
        if paper.expired_on is not None:
            continue
        if paper.kind is PaperKind.ACT:
            void = f", аннулирован {kept.void_on:%d.%m.%Y}" if kept.void_on else ""
            title = f"{paper.title} № {paper.number} от {paper.made_on:%d.%m.%Y}{void}"
            read = partial(papers.content, paper.id)
            yield Item(f"акт-{paper.number}", "pdf", title, read, is_void=kept.void_on is not None)
        elif paper.kind is PaperKind.ANNULMENT:
            title = f"{paper.title} от {paper.made_on:%d.%m.%Y}"
            yield Item(f"отметка-{paper.number}", "pdf", title, partial(papers.content, paper.id))


def _incoming(desk: Desk, case: Case, attachments: tuple[Attachment, ...]) -> Iterator[Item]:
    """Yield the letter as it came, its text as a page, and what came with it."""
    for one in attachments:
        if one.role is AttachmentRole.ORIGINAL:
            yield _foreign(desk, one, "входящее", "Обращение, как оно поступило")
    if case.text.strip():
        yield Item("текст", "pdf", "Текст обращения", lambda: _text(desk, case))
    with_it = [one for one in attachments if one.role is AttachmentRole.ATTACHMENT]
    for one in with_it:
        if _ENVELOPE.search(one.name):
            yield _foreign(desk, one, "конверт", "Конверт обращения")
    for one in with_it:
        if not _ENVELOPE.search(one.name):
            yield _foreign(desk, one, "приложение", "Приложение к обращению")


def _text(desk: Desk, case: Case) -> bytes:
    from otklik.letters.fields import operator_title  # noqa: PLC0415 - letters are loaded when a paper is made
    from otklik.letters.incoming_text import render_text  # noqa: PLC0415 - the same

    operator = operator_title(desk.register.operators.get(case.operator_id))
    about = f"получено {case.received_on:%d.%m.%Y}, зарегистрировано {case.registered_on:%d.%m.%Y}"
    return render_text(f"Обращение № {case.number}: текст", about, case.text, operator, desk.clock.today()).pdf


def _issued(desk: Desk, letter: Letter) -> Iterator[Item]:
    """Yield a letter and, where the Post carried it to an address that is known, its envelope."""
    dated = f"{letter.issued_on:%d.%m.%Y}" if letter.issued_on else ""
    void = letter.state is LetterState.ANNULLED
    number = re.sub(r"[^0-9A-Za-zА-Яа-я]+", "-", letter.number).strip("-")
    title = f"Письмо исх. № {letter.number} от {dated}{' (аннулировано)' if void else ''}"
    name = f"исходящее-{number}{'-аннулировано' if void else ''}"
    yield Item(name, "pdf", title, lambda: desk.register.letters.pdf(letter.id), is_void=void)
    if letter.dispatched_on and left_by_post(letter) and not mailing.lacks_address(desk, letter.id):
        title = f"Конверт письма исх. № {letter.number}: адресная сторона, напечатана для папки"
        yield Item(f"конверт-{number}", "pdf", title, lambda: _envelope(desk, letter))


def _envelope(desk: Desk, letter: Letter) -> bytes:
    from otklik.letters.post.forms import EnvelopeSize  # noqa: PLC0415 - letters are loaded when a paper is made

    mark = mailing.REGISTERED_WITH_NOTICE if "уведомлен" in letter.dispatch_way.lower() else ""
    size = EnvelopeSize(post_choices.choices(desk).size)
    return mailing.render_envelope(mailing.envelope_of(desk, letter.id, size, mark))


def _foreign(desk: Desk, attachment: Attachment, name: str, title: str) -> Item:
    """Return a file that came from outside; of its own name only what it ends in is kept, because names name people."""
    ending = Path(attachment.name).suffix.lower().lstrip(".")
    extension = ending if ending in _ENDINGS else "bin"
    return Item(name, extension, title, lambda: desk.register.attachments.content(attachment.id), own=False)
