"""Letters that hand out personal data while nobody has checked who wrote: held until the clerk says so once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.register.records import LetterState
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.desk import Desk


def tells_a_stranger(desk: Desk, letter_id: int) -> bool:
    """Return whether a draft hands out personal data to somebody nobody has checked yet (152-ФЗ ст. 14 ч. 3).

    Args:
        desk: the desk.
        letter_id: the letter; one that was discarded meanwhile tells nothing.
    """
    from otklik.letters.templates import load_templates  # noqa: PLC0415 - letters are loaded when one is written

    if not desk.register.letters.known(letter_id):
        return False
    letter = desk.register.letters.get(letter_id)
    template = load_templates().get(letter.template)
    if letter.state is not LetterState.DRAFT or template is None or not template.gives_data:
        return False
    return desk.register.cases.get(letter.case_id).identity_confirmed_on is None


def refuse(desk: Desk, letter_id: int) -> None:
    """See that a letter which goes out among others tells no stranger anything.

    Raises:
        UserError: it would; looked at by itself it can still be issued.
    """
    if tells_a_stranger(desk, letter_id):
        raise UserError(
            "The letter hands out personal data, and nobody has confirmed who wrote. Confirm the identity, or open the "
            "letter and issue it by itself."
        )
