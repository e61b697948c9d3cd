"""Is a register, or a copy of one, whole? Its pages, its structure, its files and its journal; nothing is written.

Two threads look at the same time, each with a connection of its own: one at the seal of every page, one at what the
pages hold.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from otklik.register.cipher import PAGE_BYTES
from otklik.register.problems import CORRUPT, NOT_A_DATABASE
from otklik.register.store import Register
from otklik.system.errors import EnvironmentProblem
from otklik.system.words import say

WHOLE = "{file} is whole: {cases} cases, {events} lines of the journal."
DAMAGED = "{file} is damaged: what is stored does not fit together. Take another backup."
CHAIN_BROKEN = "{file} is damaged: the journal was changed at line {line}. Take another backup."
LETTER_CHANGED = "{file} is damaged: the PDF of letter {number} is not the one that was issued. Take another backup."
PAPER_CHANGED = "{file} is damaged: a paper is not the one that was made: {title}. Take another backup."
FILE_CHANGED = "{file} is damaged: a file of case № {number} is not the one that was stored. Take another backup."

_LOCK_PAGE = 0x40000000
"""Where SQLite puts its locks in a file larger than this: a page that holds nothing and that no seal covers."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking a register or a backup found.

    Attributes:
        whole: every page, reference, issued letter, file and journal line is as it was written.
        sentence: the finding, for the user.
        cases: how many cases it holds.
        events: how many journal lines.
        head: digest of the last journal line.
    """

    whole: bool
    sentence: str
    cases: int = 0
    events: int = 0
    head: str = ""


@dataclass(frozen=True, slots=True)
class _Finding:
    """What is wrong, as a sentence with its values."""

    text: str
    values: dict[str, object] = field(default_factory=dict)


_Check = Callable[[Register], _Finding | None]


def verify(path: Path, key: bytes) -> Verification:
    """Check a register or a backup, page by page, files, letters and journal included. Writes nothing.

    Args:
        path: the file.
        key: its 32 bytes.

    Returns:
        What was found; `whole` is False for a file that opens and is damaged.

    Raises:
        EnvironmentProblem: it cannot be opened: missing, no register, another key, or damaged at its head.
    """

    def opener() -> Register:
        return Register.open(path, key, writable=False, as_it_is=True)

    try:
        opener().close()
    except EnvironmentProblem as error:
        if error.text == CORRUPT:
            return Verification(whole=False, sentence=say(DAMAGED, file=path.name))
        raise
    return examine(opener, path.name)


def seals(path: Path, key: bytes) -> Verification:
    """Check that a register opens, is as long as its pages, and that each page is the one that was written.

    Args:
        path: the file.
        key: its 32 bytes.

    Returns:
        What was found, without any counts.

    Raises:
        EnvironmentProblem: it cannot be reached, or is plainly no register.
    """
    found = _run(lambda: Register.open(path, key, writable=False, as_it_is=True), [_pages])
    return Verification(not found, say(found[0].text, file=path.name) if found else "")


def examine(opener: Callable[[], Register], name: str, *, files: bool = True) -> Verification:
    """Check everything that can be checked of a register that opens.

    Args:
        opener: opens the register for reading, on the thread that calls it.
        name: how sentences call the file.
        files: whether what is stored of files is compared with their digests too. The seals of the pages tell already
            that every byte is the one that was written.

    Raises:
        EnvironmentProblem: the disk or another program stands in the way; that says nothing about the file.
    """
    counts = Verification(whole=True, sentence="")

    def count(register: Register) -> None:
        nonlocal counts
        counts = Verification(True, "", register.cases.count(), register.journal.count(), register.journal.head())

    halves: tuple[list[_Check], list[_Check]] = (
        [_pages, _letters, _papers, *([_files_of(0)] if files else [])],
        [count, _structure, _numbers, _chain, *([_files_of(1)] if files else [])],
    )
    with ThreadPoolExecutor(len(halves), "checking") as pool:
        found = [finding for half in pool.map(lambda checks: _run(opener, checks), halves) for finding in half]
    finding = found[0] if found else _Finding(WHOLE)
    text = say(finding.text, file=name, cases=counts.cases, events=counts.events, **finding.values)
    return Verification(not found, text, counts.cases, counts.events, counts.head)


def _run(opener: Callable[[], Register], checks: list[_Check]) -> list[_Finding]:
    """Return what is wrong by these checks; what cannot be read because it was changed is wrong too."""
    try:
        with opener() as register:
            return [finding for check in checks if (finding := check(register)) is not None]
    except EnvironmentProblem as error:
        # The file opened a moment ago: a page that does not fit the key now was changed.
        if error.text in {CORRUPT, NOT_A_DATABASE}:
            return [_Finding(DAMAGED)]
        raise


def _pages(register: Register) -> _Finding | None:
    """Check the seal of every page, free ones too, and that nothing lies in the file besides pages."""
    if register.database.all("PRAGMA cipher_integrity_check") or not _holds_pages_alone(register):
        return _Finding(DAMAGED)
    return None


def _holds_pages_alone(register: Register) -> bool:
    """Tell whether the file is as long as its pages, and the one page without a seal is empty."""
    raw = register.raw
    if raw is None or _has_side_file(register.path):  # pages in the side file are not in the file yet
        return True
    if raw.size() != register.database.value("PRAGMA page_count") * PAGE_BYTES:
        return False
    return not any(raw.read(_LOCK_PAGE, PAGE_BYTES))


def _has_side_file(path: Path) -> bool:
    side_file = Path(f"{path}-wal")
    return side_file.exists() and side_file.stat().st_size > 0


def _structure(register: Register) -> _Finding | None:
    database = register.database
    if database.all("PRAGMA quick_check") != [("ok",)] or database.one("PRAGMA foreign_key_check") is not None:
        return _Finding(DAMAGED)
    return None


def _numbers(register: Register) -> _Finding | None:
    cases = register.cases.count()
    if register.database.one("SELECT count(*), coalesce(max(number), 0) FROM cases") != (cases, cases):
        return _Finding(DAMAGED)
    return None


def _letters(register: Register) -> _Finding | None:
    number = register.letters.changed_pdf()
    return None if number is None else _Finding(LETTER_CHANGED, {"number": number})


def _papers(register: Register) -> _Finding | None:
    if register.database.one("SELECT 1 FROM sqlite_master WHERE name = 'papers'") is None:
        return None  # registers before the third version had none
    title = register.papers.changed_title()
    return None if title is None else _Finding(PAPER_CHANGED, {"title": title})


def _files_of(turn: int) -> _Check:
    """Return the check of every other file."""

    def check(register: Register) -> _Finding | None:
        number = register.attachments.changed_file(turn, 2)
        return None if number is None else _Finding(FILE_CHANGED, {"number": number})

    return check


def _chain(register: Register) -> _Finding | None:
    chain = register.journal.verify()
    return None if chain.whole else _Finding(CHAIN_BROKEN, {"line": chain.broken_at})
