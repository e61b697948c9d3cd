"""Make a register, or open one, and stand at its desk."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from otklik.casework import calendars, journal, key_moves
from otklik.casework.desk import Desk
from otklik.register.cipher import SALT_BYTES
from otklik.register.problems import MISSING
from otklik.register.store import Register
from otklik.safety.key_stores import forget_key, see_it_answers, store_key
from otklik.safety.keys import key_for, locked_key_path, new_key, read_key_file, ready_for_new_key, write_key_file
from otklik.safety.passwords import lock_key
from otklik.system.clock import Clock, DemonstrationClock
from otklik.system.errors import EnvironmentProblem, OtklikError
from otklik.system.files import atomic_write
from otklik.system.words import say


def make_register(
    path: Path,
    key_file: Path | None,
    clock: Clock,
    password: str | None = None,
    first: Callable[[Desk], object] | None = None,
) -> Desk:
    """Make an empty register and put its key where it will be found again; whatever stops it, nothing is left.

    Args:
        path: the new file.
        key_file: where the key goes; the system's password store where not given.
        clock: tells the time of the first journal line.
        password: locks the key, in its file or beside the register.
        first: acts that belong to making it: whatever stops them, nothing is left either.

    Raises:
        EnvironmentProblem: there is no password store and no key file is named, or a file cannot be written.
        UserError: the register or the key file exists already, or the password is too weak.
    """
    ready_for_new_key(path, key_file, password)
    in_store = key_file is None and password is None
    if in_store:
        see_it_answers(secrets.token_hex(SALT_BYTES))
    file = key_file or locked_key_path(path)
    key = new_key()
    register = Register.create(path, key)
    try:
        if password is not None:
            atomic_write(file, lock_key(key, password, register.id))
        elif in_store:
            store_key(register.id, key)
        else:
            write_key_file(file, key)
        desk = begin(register, clock)
        if first is not None:
            first(desk)
    except BaseException:
        register.close()
        path.unlink(missing_ok=True)  # an empty register whose key nobody has is only in the way
        with suppress(OtklikError, OSError):
            if in_store:
                forget_key(register.id, key)
            elif read_key_file(file, password) == key:
                file.unlink()
        raise
    return desk


def begin(register: Register, clock: Clock) -> Desk:
    """Write the first journal line of a fresh register and return its desk."""
    desk = Desk(register, calendars.calendar_of(register), clock)
    with register.atomic():
        journal.write(desk, "register_created", changes=journal.facts(id=register.id))
        calendars.catch_up(desk)
    return desk


def open_for_work(
    path: Path, key_file: Path | None, clock: Clock, key: bytes | None = None, password: str | None = None
) -> Desk:
    """Open a register for work and return its desk.

    Args:
        path: the register.
        key_file: its key file; the password store is asked where not given.
        clock: tells the time.
        key: the key itself, where it is known already.
        password: opens a locked key.

    Raises:
        PasswordNeeded: the key is locked, and no password is given.
        WrongPassword: the password does not open it.
        EnvironmentProblem: no key, wrong key, no register, a newer one, locked by another program, or damaged.
    """
    if not path.exists():  # before anybody is asked for the password of nothing
        raise EnvironmentProblem(MISSING, file=path)
    register = Register.open(path, key or key_for(path, key_file, password), before_migrating=copied_before(clock))
    try:
        desk = desk_of(register, clock)
        key_moves.settle(desk, key_file)
    except BaseException:
        register.close()
        raise
    return desk


def copied_before(clock: Clock) -> Callable[[Register], None]:
    """Return what makes a checked copy of an older register before it is brought up to date; for `Register.open`."""

    def copy(register: Register) -> None:
        from otklik.casework.copies.safekeeping import before_migrating  # noqa: PLC0415 - once in the life of a version

        before_migrating(register, clock)

    return copy


def beside(desk: Desk) -> Callable[[], Desk]:
    """Return what opens the register of a desk once more, for reading, on the thread that calls it.

    For long work that must not keep the desk from others. Who calls it closes the register.
    """
    register, clock = desk.register, desk.clock
    path, register_id, key = register.path, register.id, register.key

    def open_desk() -> Desk:
        reader = Register.open_beside(path, register_id, key)
        try:
            return Desk(reader, calendars.calendar_of(reader), clock)
        except BaseException:
            reader.close()
            raise

    return open_desk


def name_of(desk: Desk) -> str:
    """Return what a register is called on the screen: its operator where it has one, else its file."""
    if isinstance(desk.clock, DemonstrationClock):
        return say("Training register")
    names = [operator.name for operator in desk.register.operators.all() if operator.name]
    return names[0] if len(names) == 1 else desk.register.path.stem


STANDS_ON = "stands_on"
"""Setting of a demonstration register: the day it stands on, ISO."""


def is_training(desk: Desk) -> bool:
    """Tell whether the register is a demonstration: its people are invented, and nothing of it is to leave the desk."""
    return desk.register.settings.get(STANDS_ON) is not None


def desk_of(register: Register, clock: Clock) -> Desk:
    """Return the desk of an open register, with its dates counted by the calendar of today.

    A demonstration register stands on its own day, so it never grows stale.
    """
    day = register.settings.get(STANDS_ON)
    if day:
        clock = DemonstrationClock(clock, date.fromisoformat(day) - clock.today())
    desk = Desk(register, calendars.calendar_of(register), clock)
    calendars.catch_up(desk)
    return desk
