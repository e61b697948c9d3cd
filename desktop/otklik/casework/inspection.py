"""«Папка для проверки»: everything about one case, or all cases of a period, as files and one PDF with contents.

Files bear numbers and never names. Each is written as it is read, so a folder of any size needs little memory; volumes
of the joined PDF are no thicker than a sewn file may be. Until all is there nothing lies under the folder's name.

Gathering only reads, so a window does it at another desk (`opening.beside`) and hands over at its own:

    gathered = gather_case(opening.beside(desk)(), case_id, target, progress, cancelled)
    folder = deliver(desk, gathered)
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
import weakref
import zipfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.desk import Changes
from otklik.casework.folder_items import Item, items_of
from otklik.casework.replacing import VOID_WORD
from otklik.law.naming import kind_heading
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

_STOPPED = "Stopped: the folder was not made."
_EXISTS = "There is already a file {file}. Choose another name."


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that was made.

    Attributes:
        path: the folder, or the `.zip`.
        cases: how many cases it holds.
        files: their files by name in the folder, with SHA-256, the list itself left out.
        volumes: names of the joined PDF files.
        beside: names of the files that are in none of these: no PDF and no photograph, broken, locked or too large.
    """

    changes: Changes
    path: Path
    cases: int
    files: dict[str, str]
    volumes: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Gathered:
    """A folder that is made and waits to be handed over; where nobody does that, it goes away with this.

    Attributes:
        register_id: the register it was gathered from.
        made: the folder, or the `.zip`, under a name of its own.
        workshop: the hidden folder it lies in, beside the target.
        target: where it is to lie.
        cases, files, volumes, beside: as of `Folder`.
    """

    register_id: str
    made: Path
    workshop: Path
    target: Path
    cases: int
    files: dict[str, str]
    volumes: tuple[str, ...]
    beside: tuple[str, ...]

    def drop(self) -> None:
        """Take everything away that was not handed over."""
        shutil.rmtree(self.workshop, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Written:
    """A file that was written; `pages` is 0 where it cannot be joined, `joined` what stands for it in the volume."""

    group: str
    title: str
    file: str
    sha256: str
    size: int
    pages: int
    own: bool
    joined: Path
    void: str


@dataclass(slots=True)
class _Work:
    """What a folder is made with.

    Attributes:
        folder: where it grows.
        pages: where pages lie that were drawn of photographs, for the volumes alone.
        subject: what it is about, in Russian.
    """

    desk: Desk
    folder: Path
    pages: Path
    subject: str
    operator: str
    progress: Progress | None
    cancelled: Flag | None
    written: list[_Written] = field(default_factory=list)
    volumes: dict[str, str] = field(default_factory=dict)

    def stop(self) -> None:
        """Raise where somebody wants to stop."""
        if self.cancelled is not None and self.cancelled.is_set():
            raise UserError(_STOPPED)


def folder_of_case(
    desk: Desk, case_id: int, target: Path, progress: Progress | None = None, cancelled: Flag | None = None
) -> Folder:
    """Gather the folder of one case and hand it over; arguments and errors as of `gather_case`."""
    return deliver(desk, gather_case(desk, case_id, target, progress, cancelled))


def folder_of_period(
    desk: Desk,
    operator_id: int,
    start: date,
    end: date,
    target: Path,
    progress: Progress | None = None,
    cancelled: Flag | None = None,
) -> Folder:
    """Gather the folder of a period and hand it over; arguments and errors as of `gather_period`."""
    return deliver(desk, gather_period(desk, operator_id, start, end, target, progress, cancelled))


def gather_case(
    desk: Desk, case_id: int, target: Path, progress: Progress | None = None, cancelled: Flag | None = None
) -> Gathered:
    """Make the folder of one case. Changes nothing in the register.

    Args:
        desk: the desk; a reader's does.
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


def gather_period(
    desk: Desk,
    operator_id: int,
    start: date,
    end: date,
    target: Path,
    progress: Progress | None = None,
    cancelled: Flag | None = None,
) -> Gathered:
    """Make the folder of all cases of an operator received on these days, both included; else as `gather_case`.

    Raises:
        UserError: nothing was received on these days, besides what `gather_case` names.
        EnvironmentProblem: as there.
    """
    cases = desk.register.cases.ids_received(operator_id, start, end)
    if not cases:
        raise UserError("No case was received from {start} to {end}.", start=f"{start:%d.%m.%Y}", end=f"{end:%d.%m.%Y}")
    subject = f"Обращения, полученные с {start:%d.%m.%Y} по {end:%d.%m.%Y}"
    return _make(desk, target, cases, operator_id, subject, progress, cancelled)


def deliver(desk: Desk, gathered: Gathered) -> Folder:
    """Give a folder its name and put on record that the papers were handed out; a reader cannot do the latter.

    Raises:
        UserError: something took its name meanwhile, or another register lies on the desk; nothing is left of it.
        EnvironmentProblem: it cannot lie there; nothing is left.
    """
    target = gathered.target
    try:
        if gathered.register_id != desk.register.id:
            raise UserError(_STOPPED)
        with desk.register.atomic():
            if desk.register.writable:
                facts = journal.facts(cases=gathered.cases, files=len(gathered.files))
                journal.write(desk, "folder_made", changes=facts)
            if target.exists():
                raise UserError(_EXISTS, file=target)
            gathered.made.rename(target)
    except OSError as error:
        raise write_problem(target, error) from error
    finally:
        gathered.drop()
    return Folder(Changes(), target, gathered.cases, gathered.files, gathered.volumes, gathered.beside)


def _make(
    desk: Desk,
    target: Path,
    cases: tuple[int, ...],
    operator_id: int,
    subject: str,
    progress: Progress | None,
    cancelled: Flag | None,
) -> Gathered:
    from otklik.letters.fields import operator_title  # noqa: PLC0415 - letters are loaded when a paper is made

    _expect_free(target)
    workshop = private_folder(target.parent / f".otklik-{secrets.token_hex(4)}")
    operator = operator_title(desk.register.operators.get(operator_id))
    work = _Work(desk, workshop / "folder", workshop / "pages", subject, operator, progress, cancelled)
    try:
        private_folder(work.folder)
        private_folder(work.pages)
        with nullcontext() if desk.register.writable else desk.register.atomic():  # a reader sees one moment throughout
            _write_cases(work, cases)
            _write_volumes(work)
        files = {one.file: one.sha256 for one in work.written} | work.volumes
        listed = "".join(f"{sha256}  {name}\n" for name, sha256 in files.items())
        atomic_write(work.folder / LIST, listed.encode())
        made = _packed(work) if target.suffix.lower() == ".zip" else work.folder
    except OSError as error:
        shutil.rmtree(workshop, ignore_errors=True)
        raise write_problem(target, error) from error
    except BaseException:
        shutil.rmtree(workshop, ignore_errors=True)
        raise
    beside = tuple(one.file for one in work.written if not one.pages)
    register_id = desk.register.id
    gathered = Gathered(register_id, made, workshop, target, len(cases), files, tuple(work.volumes), beside)
    weakref.finalize(gathered, shutil.rmtree, workshop, ignore_errors=True)
    return gathered


def _expect_free(target: Path) -> None:
    """See that the folder can take its name, before any work is done."""
    try:
        if target.exists():
            raise UserError(_EXISTS, file=target)
        if not target.parent.is_dir():
            raise write_problem(target, FileNotFoundError(2, "no such folder"))
    except OSError as error:  # a name too long, a place nobody may look into
        raise write_problem(target, error) from error


def _write_cases(work: _Work, cases: tuple[int, ...]) -> None:
    for done, case_id in enumerate(cases):
        if work.progress is not None:
            work.progress(done, len(cases))
        case = work.desk.register.cases.get(case_id)
        place = private_folder(work.folder / f"обращение-{case.number:04}")
        headings = "; ".join(kind_heading(kind, "ru") for kind in case.kinds)
        group = f"Обращение № {case.number}, получено {case.received_on:%d.%m.%Y}: {headings}"
        for number, item in enumerate(items_of(work.desk, case), 1):
            work.stop()
            _write(work, item, group, place / f"{number:02}-{item.name}.{item.extension}")
    if work.progress is not None:
        work.progress(len(cases), len(cases))


def _write(work: _Work, item: Item, group: str, file: Path) -> None:
    """Write a file, and find what stands for it in the volume: itself, or the page drawn of a photograph."""
    from otklik.letters.joining import count_pages  # noqa: PLC0415 - letters are loaded when a paper is made
    from otklik.letters.scan_page import PHOTOGRAPHS, render_scan  # noqa: PLC0415 - the same

    content = item.content()
    atomic_write(file, content)
    joined, own, drawn = file, item.own, None
    if item.extension in PHOTOGRAPHS:
        drawn = render_scan(content, item.title, work.operator, work.desk.clock.today())
    if drawn is not None:
        joined, own = work.pages / f"{len(work.written)}.pdf", True
        atomic_write(joined, drawn.pdf)
    pages = drawn.pages if drawn else count_pages(content, own=own) if item.extension == "pdf" else 0
    name, sha256 = file.relative_to(work.folder).as_posix(), hashlib.sha256(content).hexdigest()
    size, void = joined.stat().st_size, VOID_WORD if item.is_void else ""
    work.written.append(_Written(group, item.title, name, sha256, size, pages, own, joined, void))


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
        parts = [JoinedPart(one.joined, one.title, one.group, one.own, one.void) for one in files if one.pages]
        pdf = join(render_contents(contents).pdf, parts, contents.made_on, work.stop)
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
