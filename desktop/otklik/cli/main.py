"""The command line as a whole, and the one place where its errors become a line and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from otklik import __version__
from otklik.cli import cases, incoming, keeping, law, letters, operators
from otklik.cli.frame import Group, Options, complain
from otklik.system.crash import write_report
from otklik.system.errors import EnvironmentProblem, UserError
from otklik.system.words import say

DONE, FAILED, BAD_INPUT = 0, 1, 2


@click.group(cls=Group, invoke_without_command=True)
@click.version_option(__version__, prog_name="otklik")
@click.pass_context
def otklik(context: click.Context) -> Options | None:
    """Register of personal-data requests and claims. Without a command the window opens."""
    return context.obj if context.invoked_subcommand is None else None


for command in (
    law.due,
    law.calendar,
    incoming.read,
    letters.decline,
    operators.operator,
    cases.add,
    cases.list_cases,
    cases.show_case,
    cases.extend,
    cases.identify,
    cases.tick,
    cases.dispatch,
    cases.close,
    cases.annul,
    letters.letter,
    letters.letters,
    keeping.new,
    keeping.demo,
    keeping.backup,
    keeping.verify,
    keeping.restore,
):
    otklik.add_command(command)


def run(arguments: Sequence[str]) -> int | Options:
    """Run one command and return the exit code, or the options where no command is named (the window is meant)."""
    try:
        result = otklik.main(list(arguments), prog_name="otklik", standalone_mode=False)
    except UserError as error:
        complain(str(error))
        return BAD_INPUT
    except click.ClickException as error:
        complain(error.format_message())
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
    except Exception as error:  # noqa: BLE001 - a bug of ours: one sentence and a report, never a traceback
        complain(say("An error in the program. A report without personal data is in {file}.", file=write_report(error)))
        return FAILED
    return result if isinstance(result, Options | int) else DONE
