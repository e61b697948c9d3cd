"""`otklik print-form envelope`, `labels`, `inventory`, `list103`, `notice119`: the papers for the post."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from otklik.casework import lists, mailing, post_choices
from otklik.cli.frame import Command, Options, complain, open_desk, refuse_to_overwrite, show
from otklik.letters.post.forms import EnvelopeSize, LabelFormat
from otklik.register.records import LetterState
from otklik.system.errors import UserError
from otklik.system.files import atomic_write

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

_OUT = click.option("--out", type=click.Path(path_type=Path), required=True, help="Write the PDF here.")
_LETTER = click.option(
    "--letter", "letter_number", default="", help="Outgoing number; the newest issued letter where not given."
)


class Roubles(click.ParamType[Decimal | None]):
    """A sum as people type it: 100 or 1 200,50."""

    name = "sum"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal | None:  # noqa: ARG002 - click's
        """Return the sum.

        Raises:
            UserError: it is no sum, or has more than two places.
        """
        return value if isinstance(value, Decimal) else post_choices.read_sum(value)


_VALUE = click.option("--value", type=Roubles(), help="Declared value in roubles.")


@click.command("envelope", cls=Command, short_help="Write the envelope of a letter.")
@click.argument("number", type=int)
@_LETTER
@click.option("--size", type=click.Choice([one.value for one in EnvelopeSize]), default="DL", show_default=True)
@click.option("--registered", is_flag=True, help="Mark it «Заказное с уведомлением».")
@_OUT
@click.pass_obj
def envelope(options: Options, number: int, letter_number: str, size: str, registered: bool, out: Path) -> None:
    """Write the envelope of a letter of case NUMBER, on a page as large as the envelope."""
    refuse_to_overwrite(out)
    with open_desk(options, writable=False) as desk:
        mark = mailing.REGISTERED_WITH_NOTICE if registered else ""
        made = mailing.envelope_of(desk, _letter(desk, number, letter_number), EnvelopeSize(size), mark)
    _write(options, out, mailing.render_envelope(made), made.problems)


@click.command("inventory", cls=Command, short_help="Write the inventory ф. 107 of a letter.")
@click.argument("number", type=int)
@_LETTER
@_VALUE
@_OUT
@click.pass_obj
def inventory(options: Options, number: int, letter_number: str, value: Decimal | None, out: Path) -> None:
    """Write the inventory ф. 107 of an issued letter of case NUMBER, in two copies."""
    refuse_to_overwrite(out)
    with open_desk(options, writable=False) as desk:
        made = mailing.inventory_of(desk, _letter(desk, number, letter_number), value)
    _write(options, out, mailing.render_inventory(made), made.problems)


@click.command("labels", cls=Command, short_help="Write address labels.")
@click.argument("numbers", type=int, nargs=-1, required=True)
@click.option("--sheet", type=click.Choice([one.value for one in LabelFormat]), default="3x8", show_default=True)
@click.option("--start", type=int, default=1, show_default=True, help="The first label of the sheet not yet used.")
@_OUT
@click.pass_obj
def labels(options: Options, numbers: tuple[int, ...], sheet: str, start: int, out: Path) -> None:
    """Write address labels for the newest letters of cases NUMBERS on a sheet A4."""
    refuse_to_overwrite(out)
    with open_desk(options, writable=False) as desk:
        made = mailing.labels_of(desk, [_letter(desk, number) for number in numbers], LabelFormat(sheet), start)
    _write(options, out, mailing.render_labels(made), made.problems)


@click.command("list103", cls=Command, short_help="Write the list ф. 103 of letters handed to the Post.")
@click.argument("numbers", type=int, nargs=-1, required=True)
@click.option("--list-number", default="", help="Number of the list; a line is left for it where not given.")
@click.option("--with-notice", is_flag=True, help="They are sent with a notice of delivery.")
@_VALUE
@_OUT
@click.pass_obj
def list_103(
    options: Options, numbers: tuple[int, ...], list_number: str, with_notice: bool, value: Decimal | None, out: Path
) -> None:
    """Write the list ф. 103 of the newest letters of cases NUMBERS."""
    refuse_to_overwrite(out)
    with open_desk(options, writable=False) as desk:
        letters = [_letter(desk, number) for number in numbers]
        made = mailing.list_103_of(desk, letters, list_number, with_notice=with_notice, value=value)
    _write(options, out, mailing.render_list_103(made), made.problems)


@click.command("notice119", cls=Command, short_help="Write the notice of delivery ф. 119.")
@click.argument("number", type=int)
@_LETTER
@click.option("--plain", is_flag=True, help="The notice comes back as a plain one, not registered.")
@click.option("--valuable", is_flag=True, help="The letter is sent with declared value.")
@_OUT
@click.pass_obj
def notice_119(options: Options, number: int, letter_number: str, plain: bool, valuable: bool, out: Path) -> None:
    """Write the notice of delivery ф. 119 of a letter of case NUMBER."""
    refuse_to_overwrite(out)
    with open_desk(options, writable=False) as desk:
        letter_id = _letter(desk, number, letter_number)
        made = mailing.notice_119_of(desk, letter_id, registered=not plain, valuable=valuable)
    _write(options, out, mailing.render_notice_119(made), made.problems)


COMMANDS = (envelope, labels, inventory, list_103, notice_119)
"""What `otklik print-form` takes over from here."""


def _letter(desk: Desk, number: int, letter_number: str = "") -> int:
    """Return the letter of that outgoing number, else the newest issued one of the case, else the newest draft."""
    letters = lists.case_view(desk, lists.case_id_of(desk, number)).letters
    issued = [one for one in letters if one.state is LetterState.ISSUED]
    drafts = [one for one in letters if one.state is LetterState.DRAFT]
    wanted = [one for one in issued if one.number == letter_number] if letter_number else issued or drafts
    if not wanted:
        raise UserError("Case № {number} has no such letter.", number=number)
    return wanted[-1].id


def _write(options: Options, out: Path, pdf: bytes, problems: tuple[str, ...]) -> None:
    """Write a paper and name what is missing on it; that is no error."""
    atomic_write(out, pdf)
    for problem in problems:
        complain(problem)
    show(options, {"file": out, "problems": problems}, lambda: str(out))
