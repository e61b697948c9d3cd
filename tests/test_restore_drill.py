"""The restore drill: the computer is gone. What is left is a sheet of paper and one file on a memory stick.

Read it as a story. In an office a register is kept: people write, letters are answered, papers are filed. A copy goes
to a stick, the recovery sheet is printed and locked away. Then the computer is stolen. On a new one, where nothing of
Отклик ever was, somebody types the groups from the paper, and everything is there.
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QLineEdit

from otklik.casework import key_keeping, opening, profiles, registering
from otklik.casework.copies import restoring, safekeeping
from otklik.casework.registering import NewCase, NewFile
from otklik.cli.main import run
from otklik.law.kinds import Kind
from otklik.letters import recovery_sheet
from otklik.register.records import Channel, Subject
from otklik.register.store import Register
from otklik.safety import key_stores, keys, recovery
from otklik.safety.backup import verify
from otklik.system.clock import FixedClock, SystemClock
from otklik.system.preferences import Preferences
from otklik.ui import translation
from otklik.ui.welcome.key_choice import Place
from otklik.ui.welcome.welcome_window import WelcomeWindow
from tests.casework.paper_cases import issue_letter
from tests.invented import NOON, SOLE_PROPRIETOR

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk

PEOPLE = ("Калинина Мария Петровна", "Орлов Пётр Ильич", "Зимина Ольга Сергеевна")
SCAN = b"%PDF-1.4 a request on paper " * 200


@dataclass(frozen=True)
class Office:
    """What is left of the office, and what was in it.

    Attributes:
        paper: the recovery sheet, as it came out of the printer.
        stick: the copy on the memory stick.
        titles: of all cases.
        letter: number and SHA-256 of the letter that was issued.
        lines: digests of all lines of the journal, in order.
    """

    paper: bytes
    stick: Path
    titles: tuple[str, ...]
    letter: tuple[str, str]
    lines: tuple[str, ...]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office before the theft; of all it had, only paper and stick are handed on."""
    monkeypatch.setattr(key_stores, "ALLOWED", ())
    old, stick = tmp_path / "old computer", tmp_path / "stick"
    old.mkdir()
    stick.mkdir()
    desk = opening.make_register(old / "register.otklik", old / "register.key", FixedClock(NOON))
    operator = profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id
    for name in PEOPLE:
        person = Subject(full_name=name, address="190000, г. Город, ул. Новая, д. 3")
        file = NewFile("заявление.pdf", "application/pdf", SCAN)
        case = NewCase(operator, (Kind.ACCESS,), Channel.EMAIL, date(2026, 11, 19), person, files=(file,))
        case_id = registering.register_case(desk, case).case_id
    issue_letter(desk, case_id)
    paper = recovery_sheet.render(key_keeping.sheet_of(desk))
    copy = safekeeping.back_up_now(desk, stick).backup.path
    told = tell(desk, paper, copy)
    desk.register.close()
    for file in old.iterdir():  # the thief
        file.unlink() if file.is_file() else None
    return told


def test_with_paper_and_stick_everything_is_back_from_the_command_line(office: Office, tmp_path: Path) -> None:
    # A new computer. Nobody has ever started Отклик on it.
    home = tmp_path / "new computer"
    home.mkdir()
    # The groups are read off the paper and typed into a file, one line for each row of the sheet.
    typed = tmp_path / "typed.txt"
    typed.write_text("\n".join(" ".join(row) for row in rows(groups_on(office.paper))))
    # One command.
    register, key_file = home / "register.otklik", home / "register.key"
    options = ["--to", register, "--sheet-file", typed, "--key-file", key_file]
    assert run(["restore", str(office.stick), *map(str, options)]) == 0
    # And everything is there.
    key = keys.read_key_file(key_file)
    everything_is_there(office, register, key)
    # The stick is as it was: whole, and with nothing written to it.
    assert verify(office.stick, key).whole
    assert [file.name for file in office.stick.parent.iterdir()] == [office.stick.name]


def test_with_paper_and_stick_everything_is_back_in_the_window(
    office: Office, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    # A new computer; the program is started for the first time, and the first window stands there.
    home = tmp_path / "new computer"
    translation.install(qapp, "ru")
    window = WelcomeWindow(Preferences(), home)
    qtbot.addWidget(window)
    window.show()
    # «Восстановить реестр из копии», «Другой файл…»: the one on the stick.
    window.choices.restore_wanted.emit()
    form = window.restore_form
    qtbot.waitUntil(window.runner.isHidden)
    form.show_file(office.stick)
    qtbot.waitUntil(form.source.isVisible)
    # Nothing here knows the key. The sheet is typed; one digit goes wrong and is found in its group.
    groups = groups_on(office.paper)
    slip = f"{(int(groups[4]) + 1) % 10**6:06}"
    form.source.groups.set_groups((*groups[:4], slip, *groups[5:]))
    form.take_key()
    qtbot.waitUntil(window.runner.isHidden)
    assert form.source.isVisible()
    form.source.groups.set_groups(groups)
    form.take_key()
    qtbot.waitUntil(form.target.isVisible)
    # The new file is offered, and a password is thought of, because this computer has no password store.
    assert form.target.path() == home / "register.otklik"
    form.key.choose(Place.PASSWORD)
    for field in (form.key.password, form.key.again):
        field.findChild(QLineEdit).setText("три слова подряд")
    with qtbot.waitSignal(window.chosen, timeout=20_000) as chosen:
        form.submit()
    path, key = chosen.args
    everything_is_there(office, path, key)
    # From now on the password opens it.
    assert keys.key_for(path, None, "три слова подряд") == key
    window.close()


def everything_is_there(office: Office, path: Path, key: bytes) -> None:
    """See that the register holds what the office had, and that nobody is hurried past looking at it."""
    assert verify(path, key).whole
    with Register.open(path, key) as register:
        desk = opening.desk_of(register, SystemClock())
        # all cases, under their numbers
        cases = [register.cases.get(number) for number in range(1, register.cases.count() + 1)]
        assert tuple(case.title for case in cases) == office.titles
        # all people
        assert {register.subjects.get(case.subject_id).full_name for case in cases if case.subject_id} == set(PEOPLE)
        # all files
        for case in cases:
            (file,) = register.attachments.of_case(case.id)
            assert register.attachments.content(file.id) == SCAN
        # the letter that was issued, byte for byte
        (letter,) = register.letters.page()
        assert (letter.number, hashlib.sha256(register.letters.pdf(letter.id)).hexdigest()) == office.letter
        # the journal whole: every line of the office, then those that tell of restoring
        lines = digests(desk)
        assert lines[: len(office.lines)] == office.lines
        assert register.journal.verify().whole
        since = [event.act for event in register.journal.page(0, len(lines) - len(office.lines))]
        assert since in (["register_restored"], ["password_set", "register_restored"])
        # and copies wait until somebody has looked
        assert restoring.is_paused(desk)
        restoring.looked_at(desk)
        assert not restoring.is_paused(desk)


def groups_on(paper: bytes) -> tuple[str, ...]:
    """Read the groups off the paper: each six digits after the number of its group."""
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
    numbers = re.findall(r"(?<!\d)\d{6}(?!\d)", text)
    groups = tuple(number for number in numbers if recovery.group_fits(number))
    assert len(groups) == recovery.GROUPS
    return groups


def rows(groups: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [groups[start : start + 3] for start in range(0, len(groups), 3)]


def digests(desk: Desk) -> tuple[str, ...]:
    return tuple(digest for (digest,) in desk.register.database.all("SELECT digest FROM events ORDER BY seq"))


def tell(desk: Desk, paper: bytes, copy: Path) -> Office:
    register = desk.register
    titles = tuple(register.cases.get(number).title for number in range(1, register.cases.count() + 1))
    (letter,) = register.letters.page()
    # the copy was made before its own line of the journal
    return Office(paper, copy, titles, (letter.number, letter.sha256), digests(desk)[:-1])
