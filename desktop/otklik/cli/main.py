"""The command line as a whole, and the one place where its errors become a line and an exit code."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from otklik import __version__
from otklik.cli.complaints import in_words
from otklik.cli.frame import Group, Options, complain
from otklik.system.errors import EnvironmentProblem, UserError
from otklik.system.files import write_problem
from otklik.system.words import say

DONE, FAILED, BAD_INPUT = 0, 1, 2


_COMMANDS = {
    "due": "law:due",
    "calendar": "calendar:calendar",
    "decree": "calendar:decree",
    "day-off": "calendar:day_off",
    "rules": "calendar:rules",
    "absence": "absences:absence",
    "read": "incoming:read",
    "policy": "policies:policy",
    "decline": "letters:decline",
    "operator": "operators:operator",
    "add": "cases:add",
    "list": "listing:list_cases",
    "show": "cases:show_case",
    "extend": "cases:extend",
    "amend": "cases:amend",
    "identify": "cases:identify",
    "tick": "cases:tick",
    "split": "matters:split",
    "answers": "matters:answers",
    "postpone": "matters:postpone",
    "places": "places:places_group",
    "look": "places:look",
    "dispatch": "sending:dispatch",
    "proof": "sending:proof",
    "close": "cases:close",
    "annul": "cases:annul",
    "undo": "undoing:undo",
    "hold": "retention:hold",
    "retention": "retention:retention_list",
    "anonymise": "retention:anonymise",
    "identity-paper": "retention:identity_paper",
    "letter": "letters:letter",
    "enclose": "enclosing:enclose",
    "issue": "letters:issue",
    "discard": "letters:discard",
    "letters": "letters:letters",
    "print-form": "papers:print_form",
    "folder": "acts:folder",
    "guide": "guide:guide",
    "export": "exporting:export",
    "report": "reporting:report",
    "import": "importing:import_journal",
    "new": "keeping:new",
    "demo": "keeping:demo",
    "backup": "keeping:backup",
    "copies": "keeping:copies",
    "verify": "keeping:verify",
    "restore": "keeping:restore",
    "key": "keys:key",
}
"""Commands by name, with module and function; a command is imported when it is called, so each starts quickly."""


class Commands(Group):
    """All commands, imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return a command by its name."""
        place = _COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command: click.Command = getattr(importlib.import_module(f"otklik.cli.{module}"), name)
        return command


@click.group(cls=Commands, invoke_without_command=True)
@click.version_option(__version__, prog_name="otklik")
@click.pass_context
def otklik(context: click.Context) -> Options | None:
    """Register of personal-data requests and claims.

    Without a command the window opens: with FILE.otklik where it is named, with a copy of one to restore it, else with
    the register opened last.
    """
    return context.obj if context.invoked_subcommand is None else None


def run(arguments: Sequence[str]) -> int | Options:
    """Run one command and return the exit code, or the options where no command is named (the window is meant)."""
    try:
        result = otklik.main(list(arguments), prog_name="otklik", standalone_mode=False)
    except UserError as error:
        complain(str(error))
        return BAD_INPUT
    except click.ClickException as error:
        complain(in_words(error))
        return BAD_INPUT
    except EnvironmentProblem as error:
        complain(str(error))
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        complain(say("Stopped."))
        return FAILED
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    except OSError as error:
        complain(str(write_problem(Path("stdout"), error)))
        return FAILED
    except Exception as error:  # noqa: BLE001 - a bug of ours: one sentence and a report, never a traceback
        from otklik.system.crash import write_report  # noqa: PLC0415 - hopefully never needed

        complain(say("An error in the program. A report without personal data is in {file}.", file=write_report(error)))
        return FAILED
    return result if isinstance(result, Options | int) else DONE
