"""`otklik dispatch` and `otklik proof`: how a letter left, and what proves it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from otklik.casework import dispatching, lists, mailing, proving
from otklik.casework.proving import Outcome
from otklik.casework.registering import NewFile
from otklik.cli.cases import after_act, issued_letter
from otklik.cli.frame import DAY, Command, Options, complain, open_desk, russian, show
from otklik.system.errors import UserError
from otklik.system.files import read_file
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.casework.proving import Proof
    from otklik.register.records import Letter

_LETTER = click.option("--letter", "letter_number", default="", help="Outgoing number; the newest where not given.")
_TRACKING = click.option("--tracking", default="", help="Tracking number of the Post.")
_RECEIPT = click.option("--receipt", type=click.Path(path_type=Path), help="Photograph or PDF of the receipt.")


@click.command(cls=Command, short_help="Put on record that a letter left.")
@click.argument("number", type=int)
@_LETTER
@click.option("--way", default="", help="How: registered letter, e-mail, in person.")
@click.option("--on", type=DAY)
@_TRACKING
@_RECEIPT
@click.pass_obj
def dispatch(
    options: Options,
    number: int,
    letter_number: str,
    way: str,
    on: date | None,
    tracking: str,
    receipt: Path | None,
) -> None:
    """Put on record that a letter of case NUMBER left; the duty it fulfils is closed by that."""
    proof = _read(receipt) if receipt else None
    with open_desk(options) as desk:
        case_id = lists.case_id_of(desk, number)
        letter_id = issued_letter(desk, case_id, number, letter_number).id
        with desk.register.atomic():
            dispatching.dispatch(desk, letter_id, way, on, tracking)
            if proof:
                dispatching.keep_receipt(desk, letter_id, proof)
        after_act(options, desk, case_id)
        remark = proving.proof_of(desk, letter_id).remark
        unaddressed = mailing.lacks_address(desk, letter_id) if dispatching.goes_by_post(way, tracking) else ""
    if remark:
        complain(remark)
    if unaddressed:
        complain(unaddressed)
    _doubt(tracking)


@click.command(cls=Command, short_help="Show or complete what proves that a letter left and arrived.")
@click.argument("number", type=int)
@_LETTER
@_TRACKING
@_RECEIPT
@click.option("--delivered", type=DAY, help="Day it was handed over.")
@click.option("--returned", type=DAY, help="Day it came back.")
@click.pass_obj
def proof(
    options: Options,
    number: int,
    letter_number: str,
    tracking: str,
    receipt: Path | None,
    delivered: date | None,
    returned: date | None,
) -> None:
    """Add to what proves that a letter of case NUMBER left and arrived; without options show it."""
    if delivered and returned:
        raise UserError("A letter is delivered or returned, not both.")
    file = _read(receipt) if receipt else None
    arrived = delivered or returned
    with open_desk(options, writable=bool(tracking or file or arrived)) as desk:
        letter_id = issued_letter(desk, lists.case_id_of(desk, number), number, letter_number).id
        with desk.register.atomic():
            if tracking:
                proving.note_tracking(desk, letter_id, tracking)
            if arrived:
                outcome = Outcome.DELIVERED if delivered else Outcome.RETURNED
                proving.note_delivery(desk, letter_id, outcome, arrived, file)
            elif file:
                dispatching.keep_receipt(desk, letter_id, file)
        _show(options, desk, letter_id)
    _doubt(tracking)


def _read(path: Path) -> NewFile:
    return NewFile(path.name, "application/octet-stream", read_file(path, dispatching.MAX_RECEIPT_BYTES))


def _doubt(tracking: str) -> None:
    """Say on standard error what speaks against a tracking number; it is kept all the same."""
    if problem := dispatching.tracking_problem(tracking):
        complain(problem)


def _show(options: Options, desk: Desk, letter_id: int) -> None:
    letter, found = desk.register.letters.get(letter_id), proving.proof_of(desk, letter_id)
    delivery = found.delivery
    row: dict[str, Any] = {
        "letter": letter.number,
        "dispatched_on": letter.dispatched_on,
        "way": letter.dispatch_way,
        "tracking": letter.tracking,
        "receipts": [{"id": file.id, "name": file.name} for file in found.receipts],
        "outcome": delivery.outcome if delivery else None,
        "on": delivery.on if delivery else None,
    }
    show(options, row, lambda: _as_text(letter, found))


def _as_text(letter: Letter, found: Proof) -> str:
    if letter.dispatched_on is None:
        return say("The letter is not marked as sent yet.")
    left = ", ".join(filter(None, (russian(letter.dispatched_on), letter.dispatch_way, letter.tracking)))
    lines = [say("Letter № {number} left: {facts}", number=letter.number, facts=left)]
    lines += [say("Receipt: {name}", name=file.name) for file in found.receipts]
    if found.delivery is not None:
        day = russian(found.delivery.on) if found.delivery.on else "—"
        delivered = found.delivery.outcome is Outcome.DELIVERED
        lines.append(say("Handed over on {day}", day=day) if delivered else say("Came back on {day}", day=day))
    return "\n".join(lines)
