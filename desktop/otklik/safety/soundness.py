"""A quick look at a register: is every page as it was written, and does every reference lead somewhere."""

from __future__ import annotations

from otklik.register.problems import CORRUPT, NOT_A_DATABASE
from otklik.register.store import Register
from otklik.system.errors import EnvironmentProblem


def is_sound(register: Register) -> bool:
    """Tell whether a register is whole, as far as SQLite and the seals of its pages tell; reads every page once.

    The journal, the PDFs and the numbers are not looked at: `safety.backup.verify` does that and takes longer.

    Raises:
        EnvironmentProblem: the disk or another program stands in the way; that says nothing about the register.
    """
    try:
        return (
            register.database.all("PRAGMA quick_check") == [("ok",)]
            and register.database.one("PRAGMA foreign_key_check") is None
        )
    except EnvironmentProblem as error:
        if error.text in {CORRUPT, NOT_A_DATABASE}:
            return False
        raise
