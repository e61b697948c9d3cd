"""What click complains of, in our own sentences: click itself knows English alone."""

from __future__ import annotations

import re

import click

from otklik.system.words import say

_TYPED = re.compile(r"(?:\w+ )?'(.+)' (?:is not|does not|is a)|(\S+) is not in", re.DOTALL)
_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)


def in_words(error: click.ClickException) -> str:
    """Return a complaint of click as a sentence in the language in use, without a word of click's own."""
    match error:
        case click.NoSuchOption():
            return say("There is no option {name}.", name=error.option_name)
        case click.MissingParameter():
            return say("Something is missing: {name}.", name=_name(error.param))
        case click.BadParameter():
            return _misfit(error)
        case click.BadOptionUsage() if "does not take a value" in error.message:
            return say("The option {name} stands without a value.", name=error.option_name)
        case click.BadOptionUsage():
            return say("The option {name} needs a value behind it.", name=error.option_name)
        case click.FileError():
            return say(
                "The file {file} cannot be read. Check that it is a file and that you may open it.",
                file=error.ui_filename,
            )
        case click.UsageError() if error.message.startswith("No such command"):
            named = error.message.removeprefix("No such command ").partition(". ")[0]
            return say("There is no such command: {reason}.", reason=named.rstrip("."))
        case click.UsageError() if error.ctx is not None and isinstance(error.ctx.command, click.Group):
            names = ", ".join(error.ctx.command.list_commands(error.ctx))
            return say("Say what is to be done: {command} {names}.", command=error.ctx.command_path, names=names)
        case click.UsageError() if found := _EXTRA.match(error.message):
            return say("Too much is named: {words}. What holds spaces is put in quotes.", words=found[1])
    context = getattr(error, "ctx", None)
    command = context.command_path if isinstance(context, click.Context) else "otklik"
    return say("This is not understood. See {command} --help.", command=command)


def _misfit(error: click.BadParameter) -> str:
    """Return what does not fit, with the value where click tells it."""
    name, reason = _name(error.param), _wanted(error.param)
    if found := _TYPED.match(error.message):
        return say("“{typed}” does not fit {name}: {reason}", typed=found[1] or found[2], name=name, reason=reason)
    return say("This does not fit {name}: {reason}", name=name, reason=reason)


def _name(parameter: click.Parameter | None) -> str:
    """Return what the help calls an argument or option."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.human_readable_name if parameter is not None else "—"


def _wanted(parameter: click.Parameter | None) -> str:
    """Return what a value should have been."""
    match parameter.type if parameter is not None else None:
        case click.Choice() as choice:
            return say("it must be one of {names}.", names=", ".join(map(str, choice.choices)))
        case click.IntRange(min=int(low), max=int(high)):
            return say("it must be a whole number from {low} to {high}.", low=low, high=high)
        case kind if kind is click.INT or isinstance(kind, click.IntRange):
            return say("it must be a whole number.")
        case click.Path() | click.File():
            return say("it must be a file you may use, not a folder.")
    return say("the value is of another kind.")
