"""The demonstration register: invented operators and people, worked through by the very acts of the clerk.

The data lie in `resources/demo`; nothing here writes to the register but acts, so a demonstration is also a trial of
the whole desk.
"""

from __future__ import annotations

import secrets
import shutil
import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta, timezone
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from otklik.casework import (
    annulling_acts,
    answering,
    closing,
    destroying,
    dispatching,
    duties,
    extending,
    identity,
    journal_papers,
    lists,
    places,
    profiles,
    registering,
)
from otklik.casework.copies.safekeeping import back_up_beside, record_copy, set_backup_folder
from otklik.casework.desk import Desk
from otklik.casework.opening import STANDS_ON, begin
from otklik.casework.receiving import case_from_letter
from otklik.intake.reading import read_letter
from otklik.law.kinds import Claimant, ClaimMatter, ErasureGround, Kind, Regime
from otklik.register.paper_records import Place, SearchOutcome
from otklik.register.records import Channel, LetterState, Operator, OperatorForm, Representative, Subject
from otklik.register.store import Register
from otklik.safety.keys import new_key, write_key_file
from otklik.system.clock import FixedClock
from otklik.system.errors import UserError
from otklik.system.files import atomic_write, private_folder, write_problem
from otklik.system.paths import resource

MOSCOW = timezone(timedelta(hours=3))
REGISTER, KEY, LETTERS, BACKUPS = "demo.otklik", "demo.key", "letters", "backups"
MORNING, STEP = time(9, 30), timedelta(minutes=7)

_TYPES: dict[str, Callable[[Any], Any]] = {
    "form": OperatorForm,
    "rights": lambda value: tuple(Kind(item) for item in value),
    "kinds": lambda value: tuple(Kind(item) for item in value),
    "channels": lambda value: tuple(Channel(item) for item in value),
    "channel": Channel,
    "regime": Regime,
    "erasure_ground": ErasureGround,
    "claimant": Claimant,
    "claim_matter": ClaimMatter,
}


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was made.

    Attributes:
        register, key_file: the register and its key.
        cases: how many cases it has.
        letters: issued letters as PDF files; named by number alone, never by people.
        backup: the backup.
        head: head of the journal's chain.
    """

    register: Path
    key_file: Path
    cases: int
    letters: tuple[Path, ...]
    backup: Path
    head: str


def build_demo(
    folder: Path, progress: Callable[[int, int], None] | None = None, cancelled: Event | None = None
) -> Demonstration:
    """Make the demonstration in a folder.

    Args:
        folder: where it goes.
        progress: told how many steps of the clerk are done, and of how many.
        cancelled: set it to stop; nothing is left then.

    Raises:
        UserError: the folder holds a demonstration already or is a file, or it was cancelled.
        EnvironmentProblem: the folder cannot be written.
    """
    if any((folder / name).exists() for name in (REGISTER, KEY, LETTERS, BACKUPS)):
        raise UserError("{folder} holds a demonstration already. Name another folder.", folder=folder)
    if folder.exists() and not folder.is_dir():
        raise UserError("{folder} is a file. Name a folder for the training register.", folder=folder)
    is_new = not folder.exists()
    workshop = private_folder(folder) / f".making-{secrets.token_hex(4)}"
    try:
        made = _build(private_folder(workshop), folder, partial(_tell, progress, cancelled))
        for name in (LETTERS, BACKUPS, KEY, REGISTER):  # the register last: where it lies, everything lies
            (workshop / name).rename(folder / name)
    except OSError as error:
        raise write_problem(folder / REGISTER, error) from error
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
        if is_new:
            with suppress(OSError):  # it is not empty: it holds the demonstration
                folder.rmdir()
    return made


def _tell(progress: Callable[[int, int], None] | None, cancelled: Event | None, done: int, whole: int) -> None:
    """Tell how far it is, or stop where that is wanted."""
    if cancelled is not None and cancelled.is_set():
        raise UserError("Making the training register was cancelled. Nothing is left of it.")
    if progress is not None:
        progress(done, whole)


def _build(workshop: Path, folder: Path, tell: Callable[[int, int], None]) -> Demonstration:
    """Make everything in a folder of its own, and return it as it will lie in the folder it is meant for."""
    data = _data()
    key = new_key()
    write_key_file(workshop / KEY, key)
    clock = FixedClock(_moment(data["case"][0]["received_on"] - timedelta(days=1), 0))
    desk = begin(Register.create(workshop / REGISTER, key), clock)
    try:
        desk.register.settings.set(STANDS_ON, data["today"].isoformat())
        set_backup_folder(desk, (folder / BACKUPS).absolute())
        with desk.register.atomic():  # one transaction, which is also quick
            _work(desk, data, tell)
        clock.moment = _moment(data["today"] - timedelta(days=1), 87)
        backup = _back_up(desk, private_folder(workshop / BACKUPS), folder / BACKUPS)
        letters = tuple(folder / LETTERS / file.name for file in _letters(desk, private_folder(workshop / LETTERS)))
        return Demonstration(
            folder / REGISTER,
            folder / KEY,
            desk.register.cases.count(),
            letters,
            backup,
            desk.register.journal.head(),
        )
    finally:
        desk.register.close()


def _back_up(desk: Desk, here: Path, there: Path) -> Path:
    """Make the backup in one folder, put it down as it will lie in another, and return that place."""
    made = back_up_beside(desk, here, by_hand=True)()
    file = there / made.backup.path.name
    backup = replace(made.backup, path=file.absolute())
    tested = tuple(replace(found, path=file.absolute()) for found in made.tested)
    record_copy(desk, replace(made, backup=backup, tested=tested, is_elsewhere=False))
    return file


def _data() -> dict[str, Any]:
    data = tomllib.loads(resource("demo/demo.toml").read_text("utf-8"))
    data["case"] = [
        case for name in data["cases"] for case in tomllib.loads(resource(f"demo/{name}").read_text("utf-8"))["case"]
    ]
    return data


def _moment(day: date, step: int) -> datetime:
    return datetime.combine(day, MORNING, MOSCOW) + step * STEP


def _work(desk: Desk, data: dict[str, Any], tell: Callable[[int, int], None]) -> None:
    """Register everything and do every step, day by day, as it would have happened."""
    clock = desk.clock
    if not isinstance(clock, FixedClock):
        raise TypeError(clock)
    operators = {entry.pop("key"): _operator(desk, entry) for entry in data["operator"]}
    work: list[tuple[date, int, dict[str, Any], dict[str, Any] | None]] = []
    for place, case in enumerate(data["case"]):
        work.append((case.get("noticed_on", case["received_on"]), place, case, None))
        work.extend((step["on"], place, case, step) for step in case.get("step", ()))
    work.extend(
        (sheets["on"], len(data["case"]), sheets, sheets) for sheets in data["journal"]
    )  # when a day's work is done
    numbers: dict[int, int] = {}
    of_day: dict[date, int] = {}
    in_order = sorted(work, key=lambda entry: (entry[0], entry[3] is not None, entry[1]))
    for done, (day, place, case, step) in enumerate(in_order):
        tell(done, len(in_order))
        of_day[day] = of_day.get(day, -1) + 1
        clock.moment = _moment(day, of_day[day])
        if step is None:
            numbers[place] = _register(desk, case, operators[case["operator"]])
        elif step is case:
            _print_journal(desk, operators[step["operator"]], sewn=step.get("sewn", False))
        else:
            _step(desk, numbers[place], step)


def _print_journal(desk: Desk, operator_id: int, *, sewn: bool) -> None:
    journal_papers.print_journal(desk, operator_id)
    if sewn:
        journal_papers.closing_sheet(desk, operator_id)


def _operator(desk: Desk, entry: dict[str, Any]) -> int:
    profile = {name: value for name, value in entry.items() if name != "places"}
    operator_id = profiles.save_operator(desk, Operator(**_typed(profile))).operator_id
    places.save(desk, operator_id, tuple(Place(name=name) for name in entry.get("places", ())))
    return operator_id


def _typed(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _TYPES[name](value) if name in _TYPES else tuple(value) if isinstance(value, list) else value
        for name, value in entry.items()
    }


_CASE_FIELDS = {field.name for field in fields(registering.NewCase)} - {
    "subject",
    "representative",
    "files",
    "operator_id",
}


def _register(desk: Desk, case: dict[str, Any], operator_id: int) -> int:
    by_hand: dict[str, Any] = _typed({name: value for name, value in case.items() if name in _CASE_FIELDS})
    by_hand |= {
        "operator_id": operator_id,
        "subject": Subject(**_person(case.get("subject", {}))),
        "representative": Representative(**case["representative"]) if "representative" in case else None,
    }
    if file := case.get("letter_file"):
        letter = read_letter(Path(file).name, resource(f"demo/{file}").read_bytes())
        new = case_from_letter(letter, by_hand, desk.clock.today(), desk.calendar)
    else:
        new = registering.NewCase(**by_hand)
    return registering.register_case(desk, replace(new, subject=_known(desk, new.subject))).case_id


def _known(desk: Desk, subject: Subject) -> Subject:
    """Return a person as one of the register where he wrote before: the story tells no two people of one address."""
    before = desk.register.subjects.find(subject.full_name, subject.email) if subject.email else None
    return replace(subject, id=before.id) if before else subject


def _person(entry: dict[str, Any]) -> dict[str, Any]:
    from otklik.register.records import Gender  # noqa: PLC0415 - the one place a person's gender is read from data

    return {name: Gender(value) if name == "gender" else value for name, value in entry.items()}


def _step(desk: Desk, case_id: int, step: dict[str, Any]) -> None:
    on = step["on"]
    match step["act"]:
        case "identify":
            identity.confirm_identity(desk, case_id, step.get("note", ""), on)
        case "facts":
            registering.answer_question(
                desk, case_id, **_typed({name: value for name, value in step.items() if name not in ("act", "on")})
            )
        case "fulfil":
            _fulfil(desk, case_id, step["duties"], on)
        case "extend":
            notice = extending.extend(desk, case_id, step["reason"])
            dispatching.dispatch(desk, notice.letter_id, step.get("way", "электронной почтой"), on)
        case "answer" | "destroy" | "look" as act:
            {"answer": _answer, "destroy": _destroy, "look": _look}[act](desk, case_id, step)
        case "draft":
            answering.draft_letter(desk, case_id, step["template"], step.get("fields"))
        case "close":
            closing.close_case(desk, case_id, step.get("outcome", ""))
        case "annul":
            closing.annul_case(desk, case_id, step["reason"])
        case act:
            raise ValueError(act)


def _look(desk: Desk, case_id: int, step: dict[str, Any]) -> None:
    case = desk.register.cases.get(case_id)
    for name, note in step["places"].items():
        outcome = SearchOutcome.FOUND if note else SearchOutcome.NOTHING
        places.look(desk, places.find(desk, case, name), places.Answer(outcome, note, step["on"]))


def _fulfil(desk: Desk, case_id: int, wanted: list[str], on: date) -> None:
    known = {row.duty.duty: row.duty for row in lists.case_view(desk, case_id).duties}
    for name in wanted:
        duties.fulfil(desk, case_id, known[name].id, on)


def _destroy(desk: Desk, case_id: int, step: dict[str, Any]) -> None:
    """Make the act of destruction: what the step says, the rest from profile and case, as the window offers it.

    Where the step says why it is `annulled`, that is done at once.
    """
    said: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in step.items()
        if name in {"systems", "categories", "way", "reason"}
    }
    media = tuple(destroying.Medium(*medium) for medium in step.get("media", ()))
    form = replace(destroying.destruction_form(desk, case_id), media=media, **said)
    made = destroying.destroy(desk, case_id, form)
    if reason := step.get("annulled"):
        annulling_acts.annul_act(desk, made.paper_id, reason)


def _answer(desk: Desk, case_id: int, step: dict[str, Any]) -> None:
    drafted = answering.draft_letter(desk, case_id, step["template"], step.get("fields"))
    answering.issue(desk, drafted.letter_id)
    sent_on = step.get("sent_on", step["on"])
    if isinstance(desk.clock, FixedClock) and sent_on > desk.clock.today():
        desk.clock.moment = _moment(sent_on, 60)
    dispatching.dispatch(desk, drafted.letter_id, step.get("way", ""), sent_on, step.get("tracking", ""))


def _letters(desk: Desk, folder: Path) -> Iterator[Path]:
    """Write the issued letters as files; their names carry operator and number, never a person."""
    offset, page = 0, 200
    while rows := desk.register.letters.page(offset, page):
        offset += page
        for letter in rows:
            if letter.state is LetterState.ISSUED and letter.issued_on:
                number = letter.number.partition("/")[0]
                file = folder / f"{letter.operator_id}-{letter.issued_on.year}-{int(number):03}.pdf"
                atomic_write(file, answering.letter_pdf(desk, letter.id))
                yield file
