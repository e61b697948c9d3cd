"""Blanks a person fills in by hand and gives or sends to the operator, and the sheet for a demand made aloud; PDF/A-1b.

No law asks for a form, so every blank says that a letter in one's own words is as good. A file in
`resources/letters/blanks` is Markdown with marks for the hand:

    ____             a line to write on; in a paragraph it takes the rest of the row, several share it by their length
    ____(подпись)    the same with a caption under it; a paragraph of `____` alone is a line of its own
    [ ] текст        a box to tick; several in one paragraph stand side by side
    > текст          a remark in small type
    | а | б |        a table; its empty rows are there to be filled in
"""

from __future__ import annotations

import io
import tomllib
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from otklik.letters import fonts
from otklik.letters.corrected import Remembered, decline_name, nobody
from otklik.letters.fields import operator_name, operator_title
from otklik.register.records import OperatorForm
from otklik.system.errors import UserError
from otklik.system.paths import resource

if TYPE_CHECKING:
    from datetime import date

    from otklik.register.records import Operator

_FENCE = "+++\n"
_SOLE_PROPRIETOR_DATIVE = "Индивидуальному предпринимателю"


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank as its file has it.

    Attributes:
        id: name of the file: `access`, `rectification`, `consent_withdrawal`, …, `intake`.
        title: what a list calls it, and the title of the PDF.
        heading: printed large: «Запрос».
        about: under the heading: «сведений об обработке персональных данных».
        addressed: whether it is a letter to the operator; else the operator's own sheet.
        note: what stands at the foot in small type.
        body: Markdown with the marks described above.
    """

    id: str
    title: str
    heading: str
    about: str
    addressed: bool
    note: str
    body: str


@cache
def load_blanks() -> dict[str, Blank]:
    """Return the blanks by id, in the order a list shows them."""
    read = [_read(path.stem, path.read_text("utf-8")) for path in resource("letters/blanks").glob("*.md")]
    return {blank.id: blank for _order, blank in sorted(read, key=lambda entry: entry[0])}


def _read(name: str, content: str) -> tuple[int, Blank]:
    _, head, body = content.split(_FENCE, 2)
    facts: dict[str, Any] = tomllib.loads(head)
    order: int = facts.pop("order")
    return order, Blank(id=name, body=body.strip() + "\n", **facts)


def render_blank(blank: Blank, operator: Operator, made_on: date, remembered: Remembered = nobody) -> bytes:
    """Return the blank with the operator's name and address in it; the same values always give the same bytes.

    Args:
        blank: which one.
        operator: to whom it is addressed, or whose sheet it is.
        made_on: the date of the file; none stands on the sheet.
        remembered: tells how a name was put right for everybody of that name.

    Raises:
        UserError: the profile has no name or no address: a blank without them leads nowhere.
    """
    if not operator_name(operator) or not operator.address.strip():
        raise UserError("Fill in the operator's name and postal address in the profile: the form is addressed there.")
    with fonts.RENDERING:
        from otklik.letters import blank_page, count_page  # noqa: PLC0415 - bring reportlab, and start-up counts
        from otklik.letters.archive import ArchiveCanvas  # noqa: PLC0415 - brings reportlab

        target = io.BytesIO()
        author = count_page.printable(operator_title(operator))
        canvas = partial(ArchiveCanvas, title=f"{blank.title} (бланк)", author=author, day=made_on)
        blank_page.lay_out(target, blank, _to(operator, remembered) if blank.addressed else _of(operator), canvas)
        return target.getvalue()


def _of(operator: Operator) -> tuple[str, ...]:
    """Return the lines of a sheet of the operator's own: who he is, and where."""
    lines = (operator_title(operator), operator.address.strip(), *operator.emails[:1])
    return tuple(line for line in lines if line)


def _to(operator: Operator, remembered: Remembered) -> tuple[str, ...]:
    """Return the lines of the addressee: an ИП in the dative, a company in the nominative, then where to write."""
    name = operator_name(operator)
    alone = operator.form is OperatorForm.SOLE_PROPRIETOR
    lines = (_SOLE_PROPRIETOR_DATIVE, decline_name(name, None, remembered).dative) if alone else (name,)
    return tuple(line for line in (*lines, operator.address.strip(), *operator.emails[:1]) if line)
