"""Acts of the clerk on a real register, one after another as chance has it, for the tests that stand in their way."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from otklik.casework import (
    anonymising,
    answering,
    closing,
    destroying,
    dispatching,
    journal_papers,
    key_keeping,
    opening,
    profiles,
    registering,
    retention,
)
from otklik.casework.copies import safekeeping
from otklik.casework.desk import Desk
from otklik.casework.registering import NewCase, NewFile
from otklik.law.kinds import Kind
from otklik.register.records import Channel, Letter, LetterState, Subject
from otklik.register.schema import VERSION
from otklik.register.store import Register
from otklik.safety.backup import restore
from otklik.safety.keys import read_key_file
from otklik.system.clock import FixedClock
from tests.invented import NOON, SOLE_PROPRIETOR

SAMPLES = Path(__file__).parents[1] / "data" / "registers"
LONG_AGO = NOON - timedelta(days=4 * 365)
ANSWER = "Обращение рассмотрено.\n"
REGISTER, KEY_FILE, COPIES = "a.otklik", "a.key", "copies"


@dataclass(frozen=True, slots=True)
class Done:
    """An act that came back.

    Attributes:
        act: its name.
        lines: how many lines the journal had then.
        head: digest of the last one.
        cases: how many cases there were.
        file: the file it made, if any.
        key: the key of that file, hex, where it is another one.
    """

    act: str
    lines: int
    head: str
    cases: int
    file: str = ""
    key: str = ""


def set_up(folder: Path) -> None:
    """Make a register in a folder: an operator, a case under way, and closed ones whose storage term is over."""
    clock = FixedClock(LONG_AGO)
    desk = opening.make_register(folder / REGISTER, folder / KEY_FILE, clock)
    (folder / COPIES).mkdir()
    with desk.register.atomic():
        profiles.save_operator(desk, SOLE_PROPRIETOR)
        safekeeping.set_backup_folder(desk, folder / COPIES)
        for _ in range(12):
            closing.close_case(desk, _register(desk, LONG_AGO.date(), (Kind.OTHER,)))
        clock.moment = NOON
        _register(desk, date(2026, 11, 16), (Kind.ACCESS,))
    safekeeping.back_up_now(desk)
    desk.register.close()


def open_desk(folder: Path) -> Desk:
    """Open the register of a folder."""
    return opening.open_for_work(folder / REGISTER, folder / KEY_FILE, FixedClock(NOON))


def _register(desk: Desk, day: date, kinds: tuple[Kind, ...]) -> int:
    number = desk.register.cases.count() + 1
    new = NewCase(
        operator_id=1,
        kinds=kinds,
        channel=Channel.EMAIL,
        received_on=day,
        late_reason="письмо попало в спам",
        subject=Subject(full_name=f"Калинина Ирина {number}", email="person@example.ru", address="г. Псков, д. 2"),
        text="Прошу ответить. " * 50,
        files=(NewFile("письмо.txt", "text/plain", b"x" * 3000),),
    )
    return registering.register_case(desk, new).case_id


class Clerk:
    """Works at a desk as chance has it.

    Args:
        folder: of the register.
        chance: draws what is done.
    """

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._folder = folder
        self._chance = chance
        self.desk = open_desk(folder)

    def work(self, names: tuple[str, ...] = ()) -> Done:
        """Do one act and return what came of it.

        Args:
            names: what may be done; everything where none is named.
        """
        acts: dict[str, tuple[int, Callable[[], tuple[Path, bytes] | None]]] = {
            "register": (5, self.register),
            "issue": (3, self.issue),
            "attach": (2, self.attach),
            "dispatch": (2, self.dispatch),
            "close": (1, self.close),
            "destroy": (1, self.destroy),
            "print": (1, self.print_journal),
            "backup": (2, self.backup),
            "restore": (1, self.restore),
            "migrate": (2, self.migrate),
            "rekey": (1, self.rekey),
            "anonymise": (1, self.anonymise),
        }
        chosen = names or tuple(acts)
        (name,) = self._chance.choices(chosen, [acts[act][0] for act in chosen])
        made = acts[name][1]()
        register = self.desk.register
        lines, head = register.journal.count(), register.journal.head()
        file, key = made or (Path(), b"")
        return Done(name, lines, head, register.cases.count(), str(file) if made else "", key.hex())

    def _case(self) -> int:
        """Return an open case; one that was registered just now where there is none."""
        open_ids = self.desk.register.cases.open_ids()
        return self._chance.choice(open_ids) if open_ids else _register(self.desk, date(2026, 11, 16), (Kind.ACCESS,))

    def register(self) -> None:
        """Register a case with a file."""
        kinds = self._chance.choice([(Kind.ACCESS,), (Kind.CONSENT_WITHDRAWAL,), (Kind.ERASURE, Kind.ACCESS)])
        _register(self.desk, date(2026, 11, self._chance.randint(2, 21)), kinds)

    def issue(self) -> None:
        """Draft a letter and issue it."""
        case = self.desk.register.cases.get(self._case())
        with self.desk.register.atomic():
            draft = self.desk.register.letters.add(
                Letter(
                    case_id=case.id,
                    operator_id=case.operator_id,
                    template="plain_answer",
                    heading="О рассмотрении обращения",
                    body=ANSWER,
                    changed_at=NOON,
                )
            )
        answering.issue(self.desk, draft.id)

    def attach(self) -> None:
        """Keep a file with a case."""
        registering.add_file(self.desk, self._case(), NewFile("копия.bin", "application/pdf", bytes(20_000)))

    def dispatch(self) -> None:
        """Send a letter that was issued."""
        for case_id in self.desk.register.cases.open_ids():
            for letter in self.desk.register.letters.of_case(case_id):
                if letter.state is LetterState.ISSUED and letter.dispatched_on is None:
                    dispatching.dispatch(self.desk, letter.id, "электронной почтой")
                    return
        self.issue()

    def close(self) -> None:
        """Close a case."""
        closing.close_case(self.desk, _register(self.desk, date(2026, 11, 16), (Kind.OTHER,)), "satisfied")

    def destroy(self) -> None:
        """Make an act of destruction."""
        case_id = _register(self.desk, date(2026, 11, 16), (Kind.CONSENT_WITHDRAWAL,))
        form = destroying.destruction_form(self.desk, case_id)
        filled = replace(
            form,
            subjects=form.subjects or ("Калинина Ирина",),
            destroyers=(destroying.Destroyer("Ветров А. П.", "предприниматель"),),
            categories=("номер телефона",),
            media=(),
            systems=("Учёт договоров",),
            way="стирание записей",
            reason="отзыв согласия",
            destroyed_on=date(2026, 11, 20),
        )
        destroying.destroy(self.desk, case_id, filled)

    def print_journal(self) -> None:
        """Print the journal on paper."""
        if not journal_papers.new_lines(self.desk, 1):
            _register(self.desk, date(2026, 11, 16), (Kind.ACCESS,))
        journal_papers.print_journal(self.desk, 1)

    def backup(self) -> tuple[Path, bytes]:
        """Make a backup."""
        return safekeeping.back_up_now(self.desk).backup.path, self.desk.register.key

    def restore(self) -> tuple[Path, bytes]:
        """Restore a backup into a new file."""
        backup, key = self.backup()
        target = self._folder / f"restored-{self._chance.randrange(10**9)}.otklik"
        return restore(backup, key, target), key

    def migrate(self) -> tuple[Path, bytes]:
        """Open a register of an older program."""
        version = self._chance.randrange(1, VERSION)
        path = self._folder / f"old-{version}-{self._chance.randrange(10**9)}.otklik"
        shutil.copy(SAMPLES / f"v{version}.otklik", path.with_suffix(".copying"))
        path.with_suffix(".copying").rename(path)
        key = read_key_file(SAMPLES / f"v{version}.key")
        Register.open(path, key).close()
        return path, key

    def rekey(self) -> None:
        """Give the register another key."""
        key_keeping.rekey(self.desk, self._folder / KEY_FILE)

    def anonymise(self) -> None:
        """Anonymise a case whose storage term is over."""
        due = [case.case_id for case in retention.due(self.desk) if case.ready]
        if due:
            anonymising.anonymise(self.desk, due[:1])
        else:
            self.register()
