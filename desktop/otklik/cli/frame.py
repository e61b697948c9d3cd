"""The frame of the command line: options every command takes, the open desk, output, errors and exit codes."""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from otklik.casework.desk import Desk
from otklik.system.clock import SystemClock
from otklik.system.errors import UserError
from otklik.system.files import read_file
from otklik.system.paths import data_dir
from otklik.system.plain import plain
from otklik.system.preferences import Preferences
from otklik.system.words import LANGUAGES, language, say, set_language

if TYPE_CHECKING:
    from otklik.register.records import DutyRecord

ATTEMPTS = 3
"""How often a password may be typed before the command gives up."""

UNATTENDED = 15.0
"""Seconds a password store may take to answer where nobody sits at a terminal."""

DEFAULT_REGISTER = "register.otklik"
"""Name of the register in the data folder where none is named."""


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Signs that command a terminal; what strangers wrote is shown on it."""


@dataclass
class Options:
    """What may stand before or after any command."""

    register: Path | None = None
    data_dir: Path | None = None
    key_file: Path | None = None
    password_file: Path | None = None
    json: bool = False
    lang: str | None = None
    typed: str | None = None
    """The password somebody typed on the terminal, so that one command asks once."""

    def register_path(self) -> Path:
        """Return the register named, else the default one in the data folder."""
        return self.register or data_dir(self.data_dir) / DEFAULT_REGISTER

    def key_file_of(self, register: Path) -> Path | None:
        """Return the key file named, else the one the window remembers for this register."""
        return self.key_file or Preferences.load(data_dir(self.data_dir)).key_file_of(register.absolute())


def _keep(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def callback(context: click.Context, _parameter: click.Parameter, value: Any) -> None:
        options = context.ensure_object(Options)
        if value is not None and value is not False:
            setattr(options, name, value.absolute() if isinstance(value, Path) else value)
            if name == "lang":
                set_language(value)

    return callback


def _shared() -> list[click.Option]:
    file = click.Path(path_type=Path)
    return [
        click.Option(["--register"], type=file, metavar="FILE", callback=_keep("register"), expose_value=False,
                     help="The register to work with."),
        click.Option(["--data-dir"], type=file, metavar="DIR", callback=_keep("data_dir"), expose_value=False,
                     help="Folder of the program's files."),
        click.Option(["--key-file"], type=file, metavar="FILE", callback=_keep("key_file"), expose_value=False,
                     help="File with the key, for unattended use."),
        click.Option(["--password-file"], type=file, metavar="FILE", callback=_keep("password_file"),
                     expose_value=False, help="File with the password of the key, for unattended use."),
        click.Option(["--json"], is_flag=True, callback=_keep("json"), expose_value=False,
                     help="One JSON value on standard output, nothing else."),
        click.Option(["--lang"], type=click.Choice(LANGUAGES), callback=_keep("lang"), expose_value=False,
                     is_eager=True, help="Language of the sentences."),
    ]  # fmt: skip


class Command(click.Command):
    """A command that takes the shared options after its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(_shared())


class Group(click.Group):
    """A group whose commands take the shared options before or after their name."""

    command_class = Command
    group_class = type

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(_shared())


class Day(click.ParamType[date]):
    """A date as people type it: 2026-11-21 or 21.11.2026."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ARG002 - click's
        """Return the date.

        Raises:
            UserError: there is no such day.
        """
        return value if isinstance(value, date) else parse_day(value)


def parse_day(text: str) -> date:
    """Return the date of «2026-11-21» or «21.11.2026».

    Raises:
        UserError: it is no date, there is no such day (31.02), or the year is left out.
    """
    for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007 - a calendar date has no zone
        except ValueError:
            continue
    if re.fullmatch(r"\d{1,2}\.\d{1,2}\.?", text.strip()):
        raise UserError("Write “{day}” with its year, as 21.11.2026.", day=text.strip())
    raise UserError("There is no such day: “{day}”. Write it as 21.11.2026 or 2026-11-21.", day=text)


DAY = Day()


@contextmanager
def open_desk(options: Options, *, writable: bool = True) -> Iterator[Desk]:
    """Open the register named by the options and hand over the desk; closed again at the end."""
    from otklik.casework.calendars import is_behind  # noqa: PLC0415 - commands without a register do not pay for it
    from otklik.casework.key_moves import settle  # noqa: PLC0415 - commands without a register do not pay for it
    from otklik.casework.opening import copied_before, desk_of  # noqa: PLC0415 - commands without a register do not pay for it
    from otklik.register.store import Register  # noqa: PLC0415 - the same

    path = options.register_path()
    before = copied_before(SystemClock())
    register = Register.open(path, key_of(options, path), writable=writable, before_migrating=before)
    try:
        desk = desk_of(register, SystemClock())
        if writable:
            settle(desk, options.key_file_of(path))
        if is_behind(desk):  # a reader cannot count anew; a writer has done so just now
            complain(say("The dates shown were counted by an older calendar: open the register to count them anew."))
        yield desk
    finally:
        register.close()


def key_of(options: Options, path: Path) -> bytes:
    """Return the key of a register or a copy; a password is read from the file named, or asked for on a terminal.

    Raises:
        PasswordNeeded: the key is locked, no file with the password is named, and nobody can be asked.
        OtklikError: as of `safety.keys.key_for`.
    """
    from otklik.safety.keys import PasswordNeeded, WrongPassword, key_for  # noqa: PLC0415 - only where a key is needed

    await_store()
    key_file = options.key_file_of(path)
    warn_if_shared(key_file)
    warn_if_shared(options.password_file)
    if options.password_file is not None:
        return key_for(path, key_file, password_in(options.password_file))
    try:
        return key_for(path, key_file, options.typed)
    except PasswordNeeded as error:
        if not is_attended():
            raise PasswordNeeded(
                "{finding} Name a file with the password: --password-file.", finding=str(error)
            ) from error
    for left in reversed(range(ATTEMPTS)):
        options.typed = ask_password(say("Password of {file}", file=path.name))
        try:
            return key_for(path, key_file, options.typed)
        except WrongPassword as error:
            if not left:
                raise
            complain(str(error))
    raise AssertionError("the last attempt returns or raises")


def warn_if_shared(file: Path | None) -> None:
    """Say that a file with a secret may be read by other users of the computer, where the system has such rights."""
    with suppress(OSError):
        if file is not None and os.name == "posix" and file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
            complain(say("Others on this computer may read {file}: chmod 600 {file}.", file=file))


def await_store() -> None:
    """Tell whoever sits at the terminal that the password store is waited for; a script is not held up for long."""
    from otklik.safety.key_stores import waiting  # noqa: PLC0415 - only where a key is needed

    if is_attended():
        waiting.tell = lambda store: complain(
            say("The password store {store} does not answer yet: perhaps it asks for its password.", store=store)
        )
    else:
        waiting.patience = UNATTENDED


def password_in(path: Path) -> str:
    """Return the first line of a file: a password for unattended use.

    Raises:
        UserError: there is no text in the file.
        EnvironmentProblem: it cannot be read.
    """
    try:
        lines = read_file(path, 2**16).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        lines = []
    if not lines or not lines[0]:
        raise UserError("The file {file} holds no password: it must be its first line, in UTF-8.", file=path)
    return lines[0]


def ask_password(prompt: str, *, twice: str | None = None) -> str:
    """Return a password typed on the terminal, which does not show it.

    Args:
        prompt: what is asked.
        twice: what is asked once more, for a new password; it is compared.
    """
    return str(click.prompt(prompt, hide_input=True, err=True, confirmation_prompt=twice or False))


def is_attended() -> bool:
    """Tell whether somebody sits at a terminal who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def refuse_to_overwrite(path: Path | None) -> None:
    """Stop before a file somebody may still need is written over; none named is fine.

    Raises:
        UserError: there is already a file of that name.
    """
    if path is not None and path.exists():
        raise UserError("There is already a file {file}. Choose another name.", file=path)


def show(options: Options, value: object, text: Callable[[], str]) -> None:
    """Print the result: as JSON where asked, else as text made by `text`."""
    if options.json:
        click.echo(json.dumps(plain(value), ensure_ascii=False, indent=1))
    else:
        click.echo(_CONTROL.sub("", text()))


def russian(day: date | None) -> str:
    """Return a date as the screen shows it, 21.11.2026; a dash for none."""
    return day.strftime("%d.%m.%Y") if day else "—"


def duty_title(duty: DutyRecord) -> str:
    """Return what is owed, in the language in use."""
    return duty.title if language() == "ru" else duty.title_en or duty.title


def complain(sentence: str) -> None:
    """Write one line to standard error."""
    print(" ".join(sentence.split()), file=sys.stderr)  # noqa: T201 - this is the command line
