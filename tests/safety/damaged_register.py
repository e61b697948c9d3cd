"""A register with enough of everything, where each of its rows stands, and ways to damage it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from otklik.law.kinds import Kind
from otklik.register.cipher import PAGE_BYTES
from otklik.register.records import Case, Change, DutyRecord, Letter, Operator, Subject
from otklik.register.store import Register
from otklik.safety.backup import verify
from otklik.safety.salvage.carving import cells, children, shapes_of
from otklik.safety.salvage.loading import COMPUTED
from otklik.safety.salvage.pages import Pages
from otklik.safety.salvage.salvage import Salvaged, salvage
from tests.invented import NOON

KEY = bytes(range(32))
DAY = date(2026, 11, 20)
CASES = 90

Row = tuple[str, tuple[Any, ...]]
"""Table and values of a row."""


def _duty(case_id: int) -> DutyRecord:
    return DutyRecord(case_id=case_id, kind=Kind.ERASURE, duty="answer", trigger_on=DAY, safe=DAY, latest=DAY)


def fill(register: Register) -> None:
    """Store enough of everything that tables have inner pages, and rows that go over several pages."""
    operator = register.operators.add(Operator(name="Орехова Анна Львовна"))
    for number in range(1, CASES + 1):
        subject = register.subjects.add(Subject(full_name=f"Зотов Пётр {number}", email=f"z{number}@example.ru"))
        case = register.cases.add(
            Case(
                operator_id=operator.id, subject_id=subject.id, kinds=(Kind.ERASURE, Kind.ACCESS), received_on=DAY,
                noticed_on=DAY, registered_on=DAY, title=f"Запрос {number}", text="Прошу. " * (number * 14 % 800),
            )
        )  # fmt: skip
        register.duties.replace(case.id, (_duty(case.id),))
        facts = (Change("title", None, case.title), Change("received_on", None, DAY.isoformat()))
        register.journal.append(NOON + timedelta(minutes=number), "case_registered", case_id=case.id, changes=facts)
        if number % 3 == 0:
            register.attachments.add(case.id, f"{number}.bin", "application/pdf", os.urandom(number * 90))
        if number % 9 == 0:
            draft = register.letters.add(Letter(case_id=case.id, operator_id=operator.id, heading="Ответ", body="Да."))
            pdf, name = b"%PDF-1.7 " + os.urandom(number * 130), f"{number // 9}/ПДн"
            sha256 = hashlib.sha256(pdf).hexdigest()
            register.letters.issue(replace(draft, issued_on=DAY), name, pdf, sha256)
            told = (Change("number", None, name), Change("sha256", None, sha256))
            register.journal.append(NOON, "letter_issued", case_id=case.id, letter_id=draft.id, changes=told)
    register.settings.set("folder", "Резервные копии")


class Sound:
    """A whole register, and on which pages each of its rows stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.content = path.read_bytes()
        self.rows = rows_by_pages(path)

    @property
    def pages(self) -> int:
        return len(self.content) // PAGE_BYTES


class Watched(Pages):
    """Pages that tell which of them were read."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.asked: set[int] = set()
        super().__init__(path, key)

    def read(self, number: int) -> bytes | None:
        self.asked.add(number)
        return super().read(number)


def rows_by_pages(path: Path) -> dict[Row, frozenset[int]]:
    """Return each stored row with the page it stands on and those it goes over."""
    found: dict[Row, frozenset[int]] = {}
    with Register.open(path, KEY, writable=False) as register, Watched(path, KEY) as pages:
        shapes = shapes_of(register.database)
        roots = register.database.all("SELECT name, rootpage FROM sqlite_master WHERE type = 'table' AND rootpage > 0")
        for table, root in roots:
            waiting = [root] if table in shapes and table not in COMPUTED else []
            while waiting:
                number = waiting.pop()
                content = pages.read(number)
                assert content is not None
                waiting += children(content, number)
                pages.asked = set()
                for cell in cells(pages, content, number):
                    row = shapes[table].row(cell)
                    assert row is not None, (table, cell)
                    found[table, row] = frozenset({number, *pages.asked})
                    pages.asked = set()
        for table, shape in shapes.items():
            if table not in COMPUTED:  # the carver finds what SQLite finds
                names = ", ".join(f'"{column.name}"' for column in shape.columns)
                stored = register.database.all(f"SELECT {names} FROM {table}")  # noqa: S608 - names of our own tables
                assert sorted(map(repr, stored)) == sorted(repr(row) for name, row in found if name == table)
    return found


def rebuilt(path: Path, **given_: Any) -> tuple[Salvaged, Path]:
    target = path.with_name("rebuilt.otklik")
    before = {file: file.read_bytes() for file in path.parent.iterdir() if file.name.startswith(path.name)}
    made = salvage(path, KEY, target, **given_)
    for file, content in before.items():
        assert file.read_bytes() == content, "the damaged file stays as it is"
    assert verify(target, KEY).whole
    return made, target


def expect_rows(sound: Sound, target: Path, damaged: set[int]) -> None:
    """See that each row all of whose pages are undamaged is in the rebuilt register."""
    compared = {
        "events": 5,
        "letters": 6,
        "duties": 20,
        "letter_files": 1,
    }  # behind these: digests of the chain, references to what is lost
    with Register.open(target, KEY, writable=False) as register:
        shapes = shapes_of(register.database)
        there: dict[str, set[tuple[Any, ...]]] = {}
        for table, shape in shapes.items():
            names = ", ".join(f'"{column.name}"' for column in shape.columns[: compared.get(table)])
            there[table] = set(register.database.all(f"SELECT {names} FROM {table}"))  # noqa: S608 - as above
        for (table, row), pages in sound.rows.items():
            if not pages & damaged:
                assert row[: compared.get(table)] in there[table], (table, row[:1], pages)
        numbers = [number for (number,) in register.database.all("SELECT number FROM cases ORDER BY number")]
        assert numbers == list(range(1, len(numbers) + 1))


def damage(sound: Sound, folder: Path, wanted: Callable[[int], bool]) -> tuple[Path, set[int]]:
    """Zero the pages that are wanted, in a copy."""
    content = bytearray(sound.content)
    pages = {number for number in range(1, sound.pages + 1) if wanted(number)}
    for number in pages:
        start = (number - 1) * PAGE_BYTES + (16 if number == 1 else 0)
        content[start : number * PAGE_BYTES] = bytes(number * PAGE_BYTES - start)
    path = folder / "a.otklik"
    path.write_bytes(content)
    return path, pages


def pages_of(sound: Sound, table: str) -> set[int]:
    return {page for (name, _), pages in sound.rows.items() if name == table for page in pages}
