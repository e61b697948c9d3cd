"""What the first window does to begin: makes an own register of three answers, or the training register.

Runs on a side thread and touches no widget. Everything is imported where it is needed: the window stands before the
register's rooms are loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from otklik.ui.welcome.work import KeyWish, OpenRegister

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event as Flag

    from otklik.casework.desk import Desk
    from otklik.casework.policies import ReadPolicy
    from otklik.register.records import Operator
    from otklik.safety.places import Worry
    from otklik.system.clock import Clock
    from otklik.ui.intake.dropped import Dropped

TRAINING = "training"
"""Folder of the training register in the data folder; nothing else lies in it."""

ON_STICK = "Отклик"
"""Folder of copies on a memory stick."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of a register that is to be made.

    Attributes:
        path: its file.
        wish: where its key shall lie.
        operator: who keeps it, his form and name; `None` where that was passed over.
        policy: his policy, cut down to what he takes from it; `None` where there is none.
        second: the second folder of copies, which is made where it is not there; `None` for none.
    """

    path: Path
    wish: KeyWish
    operator: Operator | None = None
    policy: ReadPolicy | None = None
    second: Path | None = None


def make(answers: Answers, clock: Clock) -> OpenRegister:
    """Make a register with what was answered and close it again; whatever stops it, nothing is left.

    Raises:
        OtklikError: the operator's name cannot be printed, the second folder cannot be one, or as
            `casework.opening.make_register`.
    """
    from otklik.casework import opening, profiles  # noqa: PLC0415 - see above
    from otklik.system.files import private_folder  # noqa: PLC0415 - see above

    if answers.operator is not None:
        profiles.refuse_name(answers.operator)  # before anything lies on the disk
    path, wish = answers.path, answers.wish
    private_folder(path.parent)
    desk = opening.make_register(path, wish.key_file, clock, wish.password, partial(_put_down, answers))
    try:
        return OpenRegister(path, desk.register.key, wish.key_file)
    finally:
        desk.register.close()


def _put_down(answers: Answers, desk: Desk) -> None:
    """Put the answers into the register that is being made."""
    from otklik.casework import policies, profiles  # noqa: PLC0415 - see above
    from otklik.casework.copies import folders  # noqa: PLC0415 - see above
    from otklik.system.files import private_folder  # noqa: PLC0415 - see above

    with desk.register.atomic():
        operator = answers.operator
        if answers.policy is not None:
            taken = desk.register.operators.get(policies.take_over(desk, 0, answers.policy).operator_id)
            if operator is not None:
                operator = replace(taken, form=operator.form, name=operator.name, first_person=operator.first_person)
        if operator is not None:
            profiles.save_operator(desk, operator)
        if answers.second is not None:
            folders.set_second_folder(desk, private_folder(answers.second))


def read_policy(came: Dropped) -> ReadPolicy:
    """Read a policy that was dropped, chosen or pasted; of several files the first.

    Raises:
        OtklikError: it cannot be read, or it is no text.
    """
    from otklik.casework import policies  # noqa: PLC0415 - see above
    from otklik.intake.documents.reading import MAX_BYTES  # noqa: PLC0415 - see above
    from otklik.system.errors import UserError  # noqa: PLC0415 - see above
    from otklik.system.files import read_file  # noqa: PLC0415 - see above

    if came.paths:
        path = Path(came.paths[0])
        return policies.read(path.name, read_file(path, MAX_BYTES))
    if came.contents:
        return policies.read(*came.contents[0])
    if came.text.strip():
        return policies.read_text(came.text)
    raise UserError("Nothing that can be read came. Choose the file instead.")


def sticks() -> tuple[Path, ...]:
    """Return the memory sticks that are in the computer now."""
    from otklik.casework.copies.found import removable_disks  # noqa: PLC0415 - see above

    return removable_disks()


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder somebody chose for copies.

    Attributes:
        path: the folder.
        worries: what is to be known of it.
        refusal: why no copies can lie there, as a sentence; empty where they can.
    """

    path: Path
    worries: tuple[Worry, ...] = ()
    refusal: str = ""


def look_at_folder(folder: Path, register: Path) -> Folder:
    """Return what is to be known of a folder of copies of a register."""
    from otklik.safety.places import refuse_own_folder, worries  # noqa: PLC0415 - see above
    from otklik.system.errors import UserError  # noqa: PLC0415 - see above

    try:
        refuse_own_folder(folder, register)
    except UserError as error:
        return Folder(folder, refusal=str(error))
    return Folder(folder, worries(folder, register))


def first_folder(register: Path) -> Path:
    """Return where copies of a register go by themselves."""
    from otklik.casework.copies.folders import own_folder  # noqa: PLC0415 - see above

    return own_folder(register)


def train(data: Path, progress: Callable[[int, int], None], cancelled: Flag) -> OpenRegister:
    """Make the training register in the data folder, or take the one that lies there.

    Raises:
        OtklikError: it was cancelled, or the folder cannot be written.
    """
    from otklik.casework.demonstration import KEY, REGISTER, build_demo  # noqa: PLC0415 - see above
    from otklik.safety.keys import key_for  # noqa: PLC0415 - see above

    folder = data / TRAINING
    register, key_file = folder / REGISTER, folder / KEY
    if not register.is_file():
        throw_away(data)  # what a run that was killed left
        build_demo(folder, progress, cancelled)
    return OpenRegister(register, key_for(register, key_file, None), key_file)


def throw_away(data: Path) -> None:
    """Delete the training register with all that belongs to it.

    Raises:
        EnvironmentProblem: something of it cannot be deleted.
    """
    import shutil  # noqa: PLC0415 - see above

    from otklik.system.files import write_problem  # noqa: PLC0415 - see above

    folder = data / TRAINING
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise write_problem(folder, error) from error
