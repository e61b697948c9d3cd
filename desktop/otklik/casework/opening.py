"""Make a register, or open one, and stand at its desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from otklik.casework import calendars, journal
from otklik.casework.desk import Desk
from otklik.register.store import Register
from otklik.safety.key_stores import store_key
from otklik.safety.keys import key_for, new_key, ready_for_new_key, write_key_file
from otklik.system.clock import Clock, DemonstrationClock
from otklik.system.words import say


def make_register(path: Path, key_file: Path | None, clock: Clock) -> Desk:
    """Make an empty register and put its key where it will be found again.

    Args:
        path: the new file.
        key_file: where the key goes; the system's password store where not given.
        clock: tells the time of the first journal line.

    Raises:
        EnvironmentProblem: there is no password store and no key file is named, or a file cannot be written.
        UserError: the register or the key file exists already.
    """
    ready_for_new_key(path, key_file)
    key = new_key()
    register = Register.create(path, key)
    try:
        if key_file is None:
            store_key(register.id, key)
        else:
            write_key_file(key_file, key)
        return begin(register, clock)
    except BaseException:
        register.close()
        path.unlink(missing_ok=True)  # an empty register whose key nobody has is only in the way
        raise


def begin(register: Register, clock: Clock) -> Desk:
    """Write the first journal line of a fresh register and return its desk."""
    desk = Desk(register, calendars.calendar_of(register), clock)
    with register.atomic():
        journal.write(desk, "register_created", changes=journal.facts(id=register.id))
        calendars.catch_up(desk)
    return desk


def open_for_work(path: Path, key_file: Path | None, clock: Clock, key: bytes | None = None) -> Desk:
    """Open a register for work and return its desk.

    Args:
        path: the register.
        key_file: its key file; the password store is asked where not given.
        clock: tells the time.
        key: the key itself, where it is known already.

    Raises:
        EnvironmentProblem: no key, wrong key, no register, a newer one, locked by another program, or damaged.
    """
    register = Register.open(path, key or key_for(path, key_file))
    try:
        return desk_of(register, clock)
    except BaseException:
        register.close()
        raise


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
        return say("Demonstration register")
    names = [operator.name for operator in desk.register.operators.all() if operator.name]
    return names[0] if len(names) == 1 else desk.register.path.stem


STANDS_ON = "stands_on"
"""Setting of a demonstration register: the day it stands on, ISO."""


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
