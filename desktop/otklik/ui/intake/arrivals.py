"""What came together, read and sorted into requests: which file is the letter, which ones came with it, what waits."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from otklik.system.errors import UserError
from otklik.system.files import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from otklik.casework.registering import NewFile
    from otklik.intake.letter import IncomingLetter

_MAILS = (".eml", ".msg")
"""Endings of files that are letters and nothing else."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was read.

    Attributes:
        files: what to keep: the file itself, and what came in it.
        letter: the letter it is, where it is one.
        dangers: why a file is never opened, by its name.
        problem: why it could not be read as a letter, as a sentence; it is kept all the same.
    """

    files: tuple[NewFile, ...]
    letter: IncomingLetter | None = None
    dangers: tuple[tuple[str, str], ...] = ()
    problem: str = ""

    @property
    def may_be_letter(self) -> bool:
        """Whether it may be a request of its own: it reads as a letter, or it is one that cannot be read."""
        return self.letter is not None or bool(self.files and self.problem)

    @property
    def is_mail(self) -> bool:
        """Whether it is a letter and can be nothing else."""
        return self.letter is not None and Path(self.letter.file).suffix.lower() in _MAILS


@dataclass(frozen=True, slots=True)
class Arrival:
    """One request: the letter, where one was found, and all files that are kept with it."""

    letter: IncomingLetter | None
    files: tuple[NewFile, ...]
    dangers: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()


def read_path(path: Path) -> Taken:
    """Read a file of this computer; on any thread.

    Raises:
        EnvironmentProblem: it cannot be read or is too large.
        UserError: it is a folder.
    """
    if path.is_dir():
        raise UserError("{name} is a folder. Open it and drop the files themselves.", name=path.name)
    from otklik.casework.case_checks import MAX_FILE_BYTES  # noqa: PLC0415 - start-up: see `read_content`

    return read_content(path.name, read_file(path, MAX_FILE_BYTES))


def read_content(name: str, content: bytes) -> Taken:
    """Read what came as bytes; a letter brings its attachments along. On any thread, without register and screen.

    Args:
        name: name of the file.
        content: its bytes.
    """
    from otklik.casework.receiving import files_of  # noqa: PLC0415 - start-up: not needed before a letter comes
    from otklik.casework.registering import NewFile  # noqa: PLC0415 - as above
    from otklik.intake.dangers import danger_of  # noqa: PLC0415 - as above
    from otklik.intake.reading import SUFFIXES, read_letter  # noqa: PLC0415 - as above

    problem = ""
    if Path(name).suffix.lower() in SUFFIXES:
        try:
            letter = read_letter(name, content)
            dangers = {file.name: file.danger for file in letter.attachments if file.danger}
            if own := danger_of(name, content):
                dangers[letter.file] = own
            return Taken(files_of(letter), letter, tuple(dangers.items()))
        except UserError as error:
            problem = str(error)
    danger = danger_of(name, content)
    file = NewFile(name, mimetypes.guess_type(name)[0] or "application/octet-stream", content)
    return Taken((file,), None, ((name, danger),) if danger else (), problem)


def arrange(taken: Sequence[Taken], *, together: bool) -> tuple[Arrival, ...]:
    """Return the requests that files which came at once make.

    Exactly one letter among them takes all others along. Of several letters each is a request of its own, and what is
    no letter comes last by itself: nobody can tell to which of them it belongs.

    Args:
        taken: the files in the order they came.
        together: whether they are one request whatever they hold.
    """
    letters = _letters(taken)
    if together or len(letters) < 2:
        first = letters[0] if letters else None
        return (_joined(first, [one for one in taken if one is not first]),)
    own = {id(one) for one in letters}
    loose = [one for one in taken if id(one) not in own]
    requests = tuple(_joined(letter, ()) for letter in letters)
    return (*requests, _joined(None, loose)) if loose else requests


def is_unclear(taken: Sequence[Taken]) -> bool:
    """Return whether the files may be one request or several: only whoever knows the letters can tell."""
    mails = sum(one.is_mail for one in taken)
    readable = sum(one.letter is not None for one in taken)
    return mails != 1 and readable > 1 and mails < len(taken)


def _letters(taken: Iterable[Taken]) -> list[Taken]:
    """Return what is a letter: mails where there are any, else whatever can be read as one."""
    readable = [one for one in taken if one.letter is not None]
    mails = [one for one in readable if one.is_mail]
    return mails if len(mails) == 1 else readable


def _joined(first: Taken | None, others: Iterable[Taken]) -> Arrival:
    """Return one request of a letter and what came with it; a second letter is a file of the first."""
    from otklik.register.records import AttachmentRole  # noqa: PLC0415 - start-up: see `read_content`

    together = [first] if first is not None else []
    together += others
    files = tuple(
        file if one is first else replace(file, role=AttachmentRole.ATTACHMENT)
        for one in together
        for file in one.files
    )
    return Arrival(
        first.letter if first is not None else None,
        files,
        tuple(danger for one in together for danger in one.dangers),
        tuple(one.problem for one in together if one.problem),
    )


def join(arrivals: Sequence[Arrival]) -> Arrival:
    """Return the files of several requests, letters among them, as what came beside another letter."""
    from otklik.register.records import AttachmentRole  # noqa: PLC0415 - start-up: see `read_content`

    files = (replace(file, role=AttachmentRole.ATTACHMENT) for one in arrivals for file in one.files)
    dangers = (danger for one in arrivals for danger in one.dangers)
    return Arrival(None, tuple(files), tuple(dangers), tuple(said for one in arrivals for said in one.problems))


class Waiting:
    """Letters that came at once and wait to be registered, one after the other; what is put off comes last."""

    def __init__(self) -> None:
        self._arrivals: list[tuple[int, Arrival]] = []
        self._came = 0

    @property
    def left(self) -> int:
        """How many are not registered, the one on screen included."""
        return len(self._arrivals)

    @property
    def place(self) -> tuple[int, int]:
        """Which one is on screen, from 1, and how many came; (0, 0) where none waits."""
        return (self._arrivals[0][0], self._came) if self._arrivals else (0, 0)

    @property
    def current(self) -> Arrival | None:
        """The one on screen."""
        return self._arrivals[0][1] if self._arrivals else None

    @property
    def behind(self) -> tuple[Arrival, ...]:
        """Those that wait behind the one on screen."""
        return tuple(arrival for _number, arrival in self._arrivals[1:])

    def add(self, arrivals: Iterable[Arrival]) -> None:
        """Let more wait."""
        for arrival in arrivals:
            self._came += 1
            self._arrivals.append((self._came, arrival))

    def put_off(self) -> None:
        """Take the one on screen up again after all others."""
        self._arrivals.append(self._arrivals.pop(0))

    def keep_top(self) -> None:
        """Let only the one on screen wait; the others went into it."""
        del self._arrivals[1:]
        self._came = self._arrivals[0][0] if self._arrivals else 0

    def done(self) -> None:
        """Take out the one on screen: it is registered or not wanted."""
        if self._arrivals:
            del self._arrivals[0]
        if not self._arrivals:
            self._came = 0

    def clear(self) -> None:
        """Forget all of them."""
        self._arrivals.clear()
        self._came = 0
