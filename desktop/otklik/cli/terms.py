"""What several commands ask of a term: the time of an event, and the term a contract gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any, TypeVar

import click

from otklik.law.kinds import Trigger
from otklik.law.terms import ContractTerm, Term, Unit, checked_days
from otklik.system.errors import UserError

F = TypeVar("F", bound=Callable[..., Any])

_UNITS = (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)
_STARTS = (Trigger.RECEIPT, Trigger.DISPATCH)


class TimeOfDay(click.ParamType[time]):
    """A time by the clock on the wall: 17:40."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> time:  # noqa: ARG002 - click's
        """Return the time.

        Raises:
            UserError: there is no such time.
        """
        if isinstance(value, time):
            return value
        try:
            return datetime.strptime(str(value).strip(), "%H:%M").time()  # noqa: DTZ007 - the clock on the wall
        except ValueError:
            raise UserError("There is no such time: “{time}”. Write it as 17:40.", time=value) from None


TIME = TimeOfDay()


def contract_options(command: F) -> F:
    """Add the options that give the term of a contract to a command."""
    for option in (
        click.option("--contract-clause", default="", help="Clause of the contract."),
        click.option(
            "--contract-from", type=click.Choice([start.value for start in _STARTS]), default=_STARTS[0].value
        ),
        click.option("--contract-unit", type=click.Choice([unit.value for unit in _UNITS]), default=_UNITS[0].value),
        click.option("--contract-days", type=int, help="Term a contract gives for the reply to a claim."),
    ):
        command = option(command)
    return command


def contract_of(given: dict[str, Any]) -> ContractTerm | None:
    """Take the contract's term out of the options of a command, `None` where none is given.

    Raises:
        UserError: the term cannot be meant.
    """
    days, unit, start, clause = (given.pop(f"contract_{name}") for name in ("days", "unit", "from", "clause"))
    if days is None:
        return None
    return ContractTerm(Term(checked_days(days), Unit(unit)), Trigger(start), clause)


def contract_fields(contract: ContractTerm | None) -> dict[str, Any]:
    """Return a contract's term as the fields of a case; nothing where there is none."""
    if contract is None:
        return {}
    return {
        "contract_term": contract.term,
        "contract_trigger": contract.trigger,
        "contract_clause": contract.clause,
    }
