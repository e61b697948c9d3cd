"""«Папка для проверки»: everything about one case, or all cases of a period, as files and one PDF with contents.

Files bear numbers and never names. Each is written as it is read, so a folder of any size needs little memory; volumes
of the joined PDF are no thicker than a sewn file may be. Until all is there nothing lies under the folder's name.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.count_sheets import count_sheet, render_all
from otklik.casework.counting import LAWFUL
from otklik.casework.desk import Changes
from otklik.casework.extracts import case_extract
from otklik.casework.kept_papers import papers_of_case
from otklik.law.naming import kind_heading
from otklik.register.records import Attachment, AttachmentRole, Case, Letter, LetterState, PaperKind
from otklik.system.errors import UserError
from otklik.system.files import atomic_write, private_folder, write_problem

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

Progress = Callable[[int, int], None]

LIST = "опись.txt"
"""The list of all files with their SHA-256, as `sha256sum -c` reads it."""

VOLUME_PAGES = 250
"""Most pages of the joined PDF: no sewn file of papers is thicker, and no more is held in memory."""

VOLUME_BYTES = 64 * 2**20
"""The same in bytes of the joined files."""

_KINDS_OF_FILES = {
    *(
        "bmp",
        "csv",
        "doc",
        "docx",
        "eml",
        "gif",
        "heic",
        "htm",
        "html",
        "jpeg",
        "jpg",
        "json",
        "mp3",
        "mp4",
        "msg",
        "odt",
    ),
    *("7z", "ogg", "p7s", "pdf", "png", "rar", "rtf", "sig", "tif", "tiff", "txt", "wav", "webp", "xls", "xlsx", "xml"),
    "zip",
}
"""What a file name may end in here: anything else could be a part of a name."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that was made.

    Attributes:
        path: the folder, or the `.zip`.
        cases: how many cases it holds.
        files: their files by name in the folder, with SHA-256, the list itself left out.
        volumes: names of the joined PDF files.
    """

    changes: Changes
    path: Path
    cases: int
    files: dict[str, str]
    volumes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """A file to be written: what it is called in its folder, its title, its content when asked."""

    name: str
    extension: str
    title: str
    content: Callable[[], bytes]
    own: bool = True


@dataclass(frozen=True, slots=True)
class _Written:
    """A file that was written; `pages` is 0 where it cannot be joined."""

    group: str
    title: str
    file: str
    sha256: str
    size: int
    pages: int
    own: bool


@dataclass(slots=True)
class _Work:
    """What a folder is made with.

    Attributes:
        folder: where it grows.
        subject: what it is about, in Russian.
    """

    desk: Desk
    folder: Path
    subject: str
    operator: str
    progress: Progress | None
    cancelled: Flag | None
    written: list[_Written] = field(default_factory=list)
    volumes: dict[str, str] = field(default_factory=dict)

    def stop(self) -> None:
        """Raise where somebody wants to stop."""
        if self.cancelled is not None and self.cancelled.is_set():
            raise UserError("Stopped: the folder was not made.")


def folder_of_case(
    desk: Desk, case_id: int, target: Path, progress: Progress | None = None, cancelled: Flag | None = None
) -> Folder:
    """Make the folder of one case.

    Args:
        desk: the desk.
        case_id: the case.
        target: the new folder, or a file that ends in `.zip`.
        progress: told cases done and cases in all.
        cancelled: set it to stop; nothing is left behind.

    Raises:
        UserError: there is something of that name already, or it was stopped.
        EnvironmentProblem: nothing can be written there, or the disk is full.
    """
    case = desk.register.cases.get(case_id)
    return _make(desk, target, (case_id,), case.operator_id, f"Обращение № {case.number}", progress, cancelled)


def folder_of_period(
    desk: Desk,
    operator_id: int,
    start: date,
    end: date,
    target: Path,
    progress: Progress | None = None,
    cancelled: Flag | None = None,
) -> Folder:
    """Make the folder of all cases of an operator received on these days, both included; else as `folder_of_case`.

    Raises:
        UserError: nothing was received on these days, besides what `folder_of_case` names.
        EnvironmentProblem: as there.
    """
    cases = desk.register.cases.ids_received(operator_id, start, end)
    if not cases:
        raise UserError("No case was received from {start} to {end}.", start=f"{start:%d.%m.%Y}", end=f"{end:%d.%m.%Y}")
    subject = f"Обращения, полученные с {start:%d.%m.%Y} по {end:%d.%m.%Y}"
    return _make(desk, target, cases, operator_id, subject, progress, cancelled)


def _make(
    desk: Desk,
    target: Path,
    cases: tuple[int, ...],
    operator_id: int,
    subject: str,
    progress: Progress | None,
    cancelled: Flag | None,
) -> Folder:
    from otklik.letters.fields import operator_title  # noqa: PLC0415 - letters are loaded when a paper is made

    if target.exists():
        raise UserError("There is already a file {file}. Choose another name.", file=target)
    if not target.parent.is_dir():
        raise write_problem(target, FileNotFoundError(2, "no such folder"))
    workshop = private_folder(target.parent / f".otklik-{secrets.token_hex(4)}")
    operator = operator_title(desk.register.operators.get(operator_id))
    work = _Work(desk, workshop / "folder", subject, operator, progress, cancelled)
    try:
        private_folder(work.folder)
        _write_cases(work, cases)
        _write_volumes(work)
        files = {one.file: one.sha256 for one in work.written} | work.volumes
        listed = "".join(f"{sha256}  {name}\n" for name, sha256 in files.items())
        atomic_write(work.folder / LIST, listed.encode())
        made = _packed(work) if target.suffix.lower() == ".zip" else work.folder
        _deliver(desk, made, target, len(cases), len(files))
        if progress is not None:
            progress(len(cases), len(cases))
    except OSError as error:
        raise write_problem(target, error) from error
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    return Folder(Changes(), target, len(cases), files, tuple(work.volumes))


def _deliver(desk: Desk, made: Path, target: Path, cases: int, files: int) -> None:
    """Give the folder its name, and put on record that the papers were handed out; a reader cannot do the latter."""
    if not desk.register.writable:
        made.rename(target)
        return
    with desk.register.atomic():
        journal.write(desk, "folder_made", changes=journal.facts(cases=cases, files=files))
        made.rename(target)


def _write_cases(work: _Work, cases: tuple[int, ...]) -> None:
    from otklik.letters.joining import count_pages  # noqa: PLC0415 - letters are loaded when a paper is made

    for done, case_id in enumerate(cases):
        if work.progress is not None:
            work.progress(done, len(cases))
        case = work.desk.register.cases.get(case_id)
        place = private_folder(work.folder / f"обращение-{case.number:04}")
        headings = "; ".join(kind_heading(kind, "ru") for kind in case.kinds)
        group = f"Обращение № {case.number}, получено {case.received_on:%d.%m.%Y}: {headings}"
        for number, item in enumerate(_items(work.desk, case), 1):
            work.stop()
            content = item.content()
            file = place / f"{number:02}-{item.name}.{item.extension}"
            atomic_write(file, content)
            pages = count_pages(content, own=item.own) if item.extension == "pdf" else 0
            name = file.relative_to(work.folder).as_posix()
            sha256 = hashlib.sha256(content).hexdigest()
            work.written.append(_Written(group, item.title, name, sha256, len(content), pages, item.own))


def _items(desk: Desk, case: Case) -> Iterator[_Item]:
    """Yield the files of a case in the order of its life."""
    register = desk.register
    attachments = register.attachments.of_case(case.id)
    letters = tuple(one for one in register.letters.of_case(case.id) if one.state is not LetterState.DRAFT)
    yield from _incoming(desk, case, attachments)
    lawful = [record for record in register.duties.of_case(case.id) if record.reading in LAWFUL and record.term]
    if lawful:
        sheets = [count_sheet(desk, case.id, record.id) for record in lawful]
        yield _Item("срок", "pdf", "Справки о расчёте сроков", partial(render_all, sheets))
    for letter in letters:
        yield _issued(desk, letter)
    yield from _acts(desk, case)
    numbers = {letter.id: letter.number for letter in letters}
    for one in attachments:
        if one.role is AttachmentRole.PROOF:
            number = numbers.get(one.letter_id or 0, "")
            title = f"Подтверждение отправки письма исх. № {number}" if number else "Подтверждение"
            yield _foreign(desk, one, "подтверждение", title)
    yield _Item("журнал", "pdf", "Выписка из журнала", lambda: case_extract(desk, case.id).pdf)


def _acts(desk: Desk, case: Case) -> Iterator[_Item]:
    """Yield the acts of destruction, void ones too, each with the note that annuls it."""
    papers = desk.register.papers
    for kept in papers_of_case(desk, case.id):
        paper = kept.paper
        if paper.kind is PaperKind.ACT:
            void = f", аннулирован {kept.void_on:%d.%m.%Y}" if kept.void_on else ""
            title = f"{paper.title} № {paper.number} от {paper.made_on:%d.%m.%Y}{void}"
            yield _Item(f"акт-{paper.number}", "pdf", title, partial(papers.content, paper.id))
        elif paper.kind is PaperKind.ANNULMENT:
            title = f"{paper.title} от {paper.made_on:%d.%m.%Y}"
            yield _Item(f"отметка-{paper.number}", "pdf", title, partial(papers.content, paper.id))


def _incoming(desk: Desk, case: Case, attachments: tuple[Attachment, ...]) -> Iterator[_Item]:
    """Yield the letter as it came, its text as a page, and what came with it."""
    for one in attachments:
        if one.role is AttachmentRole.ORIGINAL:
            yield _foreign(desk, one, "входящее", "Обращение, как оно поступило")
    if case.text.strip():
        yield _Item("текст", "pdf", "Текст обращения", lambda: _text(desk, case))
    for one in attachments:
        if one.role is AttachmentRole.ATTACHMENT:
            yield _foreign(desk, one, "приложение", "Приложение к обращению")


def _text(desk: Desk, case: Case) -> bytes:
    from otklik.letters.fields import operator_title  # noqa: PLC0415 - letters are loaded when a paper is made
    from otklik.letters.incoming_text import render_text  # noqa: PLC0415 - the same

    operator = operator_title(desk.register.operators.get(case.operator_id))
    about = f"получено {case.received_on:%d.%m.%Y}, зарегистрировано {case.registered_on:%d.%m.%Y}"
    return render_text(f"Обращение № {case.number}: текст", about, case.text, operator, desk.clock.today()).pdf


def _issued(desk: Desk, letter: Letter) -> _Item:
    dated = f"{letter.issued_on:%d.%m.%Y}" if letter.issued_on else ""
    void = " (аннулировано)" if letter.state is LetterState.ANNULLED else ""
    name = re.sub(r"[^0-9A-Za-zА-Яа-я]+", "-", f"исходящее-{letter.number}").strip("-")
    title = f"Письмо исх. № {letter.number} от {dated}{void}"
    return _Item(name, "pdf", title, lambda: desk.register.letters.pdf(letter.id))


def _foreign(desk: Desk, attachment: Attachment, name: str, title: str) -> _Item:
    """Return a file that came from outside; of its own name only what it ends in is kept, because names name people."""
    ending = Path(attachment.name).suffix.lower().lstrip(".")
    extension = ending if ending in _KINDS_OF_FILES else "bin"
    return _Item(name, extension, title, lambda: desk.register.attachments.content(attachment.id), own=False)


def _write_volumes(work: _Work) -> None:
    """Join what can be joined, volume by volume; each begins with its own contents."""
    from otklik.letters.contents import Contents, ContentsLine, render_contents  # noqa: PLC0415 - letters are loaded late
    from otklik.letters.joining import JoinedPart, join  # noqa: PLC0415 - the same

    volumes = list(_volumes(work.written))
    for number, files in enumerate(volumes, 1):
        work.stop()
        contents = Contents(
            subject=work.subject,
            operator=work.operator,
            volume=number,
            volumes=len(volumes),
            lines=tuple(ContentsLine(one.group, one.title, one.file, one.sha256, one.pages) for one in files),
            made_on=work.desk.clock.today(),
            chain_head=work.desk.register.journal.head(),
        )
        parts = [JoinedPart(work.folder / one.file, one.title, one.group, one.own) for one in files if one.pages]
        pdf = join(render_contents(contents).pdf, parts, work.stop)
        name = "папка.pdf" if len(volumes) == 1 else f"папка-том-{number}.pdf"
        atomic_write(work.folder / name, pdf)
        work.volumes[name] = hashlib.sha256(pdf).hexdigest()


def _volumes(files: list[_Written]) -> Iterator[list[_Written]]:
    volume: list[_Written] = []
    pages = size = 0
    for one in files:
        joined = one.size if one.pages else 0
        if volume and (pages + one.pages > VOLUME_PAGES or size + joined > VOLUME_BYTES):
            yield volume
            volume, pages, size = [], 0, 0
        volume.append(one)
        pages, size = pages + one.pages, size + joined
    if volume:
        yield volume


def _packed(work: _Work) -> Path:
    """Return the folder as one `.zip`, beside it."""
    packed = work.folder.with_suffix(".zip")
    atomic_write(packed, b"")  # for the owner alone from its first byte
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (*(one.file for one in work.written), *work.volumes, LIST):
            work.stop()
            archive.write(work.folder / name, name)
    return packed
