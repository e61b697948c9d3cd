"""Papers for the post, made from letters: envelopes, labels, the inventory ф. 107, the list ф. 103, the notice ф. 119.

A paper is a value; drawing it needs no register. What is missing for it is named in `problems` and stays blank on it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from otklik.casework import answering, journal, registering
from otklik.casework.desk import Changes
from otklik.casework.erased import refuse_anonymised
from otklik.register.records import LetterState, OperatorForm
from otklik.register.requisites import check_address
from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from otklik.casework.desk import Desk
    from otklik.letters.post.forms import (
        Envelope,
        EnvelopeSize,
        Inventory,
        InventoryRow,
        LabelFormat,
        Labels,
        List103,
        Notice119,
        Party,
    )
    from otklik.register.paper_records import Enclosure
    from otklik.register.records import Letter, Operator

REGISTERED_WITH_NOTICE = "Заказное с уведомлением"
"""The usual mark on an envelope."""

WITH_NOTICE = "с уведомлением"
"""Remark in the list ф. 103 on a letter that is sent with a notice of delivery."""


class Mend(StrEnum):
    """Where something missing for the post is filled in."""

    NAME = "name"
    """The name in the profile of the operator."""
    SENDER = "address"
    """The address in the profile of the operator."""
    ADDRESSEE = "addressee"
    """The address of whom the letter is for: `set_post_address`."""
    NOWHERE = "nowhere"
    """An issued letter names the addressee itself, and its text no longer changes."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing for the papers of a letter, as a sentence, and where it is filled in."""

    sentence: str
    mend: Mend


@dataclass(frozen=True, slots=True)
class _Mail:
    """A letter with who sends it to whom, and what stands in the way."""

    letter: Letter
    sender: Party
    addressee: Party
    sender_gaps: tuple[Gap, ...]
    addressee_gaps: tuple[Gap, ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What stands in the way."""
        return self.sender_gaps + self.addressee_gaps

    @property
    def problems(self) -> tuple[str, ...]:
        """The same as sentences."""
        return tuple(gap.sentence for gap in self.gaps)


def gaps_of(desk: Desk, letter_id: int) -> tuple[Gap, ...]:
    """Return what is missing for the papers of a letter; they are made without it, and its place stays blank."""
    return _mail(desk, letter_id).gaps


def lacks_address(desk: Desk, letter_id: int) -> str:
    """Return the sentence that whom a letter is for has no postal address; empty where there is one, index or not."""
    mail = _mail(desk, letter_id)
    return "" if mail.addressee.address.lines else mail.addressee_gaps[0].sentence


def post_address(desk: Desk, letter_id: int) -> str:
    """Return the address of whom a letter is for, as it was typed: the person's, or the representative's."""
    case = desk.register.cases.get(desk.register.letters.get(letter_id).case_id)
    if case.representative_id is not None:
        return desk.register.representatives.get(case.representative_id).address
    return desk.register.subjects.get(case.subject_id).address


def set_post_address(desk: Desk, letter_id: int, address: str) -> Changes:
    """Put right the address of whom a letter is for. What an issued letter says does not change by that.

    Args:
        desk: the desk.
        letter_id: the letter.
        address: in one line, index included.

    Raises:
        UserError: nothing is typed.
    """
    typed = " ".join(address.split())
    if not typed:
        raise UserError("Write the address: street, house and flat, town, postal index.")
    register = desk.register
    case = register.cases.get(register.letters.get(letter_id).case_id)
    refuse_anonymised(case)
    if case.representative_id is None:
        subject = register.subjects.get(case.subject_id)
        changes = registering.update_subject(desk, case.id, replace(subject, address=typed))
    else:
        with register.atomic():
            old = register.representatives.get(case.representative_id)
            new = replace(old, address=typed)
            register.representatives.save(new)
            if differences := journal.differences(old, new):
                journal.write(desk, "representative_changed", case_id=case.id, changes=differences)
        changes = Changes(cases=frozenset({case.id}))
    return replace(changes, letters=changes.letters | {letter_id})


def envelope_of(desk: Desk, letter_id: int, size: EnvelopeSize, mark: str = "") -> Envelope:
    """Return the envelope of a letter, draft or issued.

    Args:
        desk: the desk.
        letter_id: the letter.
        size: the envelope.
        mark: a line above the addressee: «Заказное с уведомлением».
    """
    from otklik.letters.post.forms import Envelope  # noqa: PLC0415 - letters are loaded when one is sent

    mail = _mail(desk, letter_id)
    return Envelope(
        size=size,
        sender=mail.sender,
        addressee=mail.addressee,
        mark=mark.strip(),
        made_on=desk.clock.today(),
        subject=_subject(mail.letter),
        problems=mail.problems,
    )


def labels_of(desk: Desk, letter_ids: Sequence[int], form: LabelFormat, start: int = 1) -> Labels:
    """Return address labels of letters, in their order.

    Args:
        desk: the desk.
        letter_ids: at least one.
        form: the sheet of labels.
        start: the first label of the sheet that is not used up, from 1, row by row.

    Raises:
        UserError: no letter is named, or the sheet has no label of that number.
    """
    from otklik.letters.post.forms import LABELS_ON_SHEET, Labels  # noqa: PLC0415 - letters are loaded when one is sent

    mails = _mails(desk, letter_ids)
    count = LABELS_ON_SHEET[form]
    if not 1 <= start <= count:
        raise UserError("The sheet has labels 1 to {count}: there is no label {start}.", count=count, start=start)
    return Labels(
        format=form,
        addressees=tuple(mail.addressee for mail in mails),
        made_on=desk.clock.today(),
        start=start,
        problems=_named(mails, sender=False),
    )


def inventory_of(desk: Desk, letter_id: int, value: Decimal | None = None) -> Inventory:
    """Return the inventory ф. 107 of an issued letter: the letter itself, then exactly what is enclosed in it.

    Args:
        desk: the desk.
        letter_id: the letter.
        value: what is declared for all of it, in roubles; it stands in the line of the letter.

    Raises:
        UserError: the letter is a draft, or the value is not more than nothing.
    """
    from otklik.letters.post.forms import Inventory, InventoryRow  # noqa: PLC0415 - letters are loaded when one is sent

    if value is not None and not value > 0:
        raise UserError("The declared value has to be more than nothing.")
    letter = _issued(desk, letter_id)
    mail = _mail(desk, letter_id)
    pages = _pages(answering.letter_pdf(desk, letter_id))
    dated = f"{letter.issued_on:%d.%m.%Y}"
    first = InventoryRow(f"Письмо № {letter.number} от {dated} «{letter.heading}», {pages} л.", 1, value)
    problems = mail.problems
    if value is None:
        problems += (say("The Post takes an inventory only with a declared value: name one, be it a single rouble."),)
    return Inventory(
        addressee=mail.addressee,
        sender=mail.sender,
        rows=(first, *map(_row, desk.register.enclosures.of_letter(letter_id))),
        made_on=desk.clock.today(),
        subject=_subject(letter),
        problems=problems,
    )


def list_103_of(
    desk: Desk, letter_ids: Sequence[int], number: str = "", *, with_notice: bool = False, value: Decimal | None = None
) -> List103:
    """Return the list ф. 103 of issued letters of one operator, in their order.

    Args:
        desk: the desk.
        letter_ids: at least one.
        number: number of the list; empty leaves a line for it.
        with_notice: whether they are sent with a notice of delivery.
        value: what is declared for each, in roubles; without it they are registered letters.

    Raises:
        UserError: no letter is named, one is a draft, or they are of several operators.
    """
    from otklik.letters.post.forms import List103, Posted  # noqa: PLC0415 - letters are loaded when one is sent

    mails = _mails(desk, letter_ids)
    if len({_issued(desk, letter_id).operator_id for letter_id in letter_ids}) > 1:
        raise UserError("The letters are of several operators: make a list for each.")
    note = WITH_NOTICE if with_notice else ""
    return List103(
        sender=mails[0].sender,
        items=tuple(Posted(mail.addressee, mail.letter.tracking, value, note) for mail in mails),
        made_on=desk.clock.today(),
        number=number.strip(),
        category="Заказное" if value is None else "С объявленной ценностью",
        problems=_named(mails),
    )


def notice_119_of(desk: Desk, letter_id: int, *, registered: bool = True, valuable: bool = False) -> Notice119:
    """Return the notice of delivery ф. 119 of a letter, draft or issued.

    Args:
        desk: the desk.
        letter_id: the letter.
        registered: whether the notice comes back registered.
        valuable: whether the letter is sent with declared value, and not as a registered one.
    """
    from otklik.letters.post.forms import Notice119  # noqa: PLC0415 - letters are loaded when one is sent

    mail = _mail(desk, letter_id)
    return Notice119(
        sender=mail.sender,
        addressee=mail.addressee,
        made_on=desk.clock.today(),
        category="с объявленной ценностью" if valuable else "заказное",
        registered=registered,
        tracking=mail.letter.tracking,
        subject=_subject(mail.letter),
        problems=mail.problems,
    )


def render_envelope(envelope: Envelope) -> bytes:
    """Return the PDF of an envelope, its page as large as the envelope. Needs no register, as all below."""
    from otklik.letters.post import render  # noqa: PLC0415 - reportlab is loaded when a page is drawn

    return render.render_envelope(envelope)


def render_envelopes(envelopes: Sequence[Envelope]) -> bytes:
    """Return the PDF of several envelopes of one size, a page each; at least one."""
    from otklik.letters.post import render  # noqa: PLC0415 - the same

    return render.render_envelopes(envelopes)


def render_labels(labels: Labels) -> bytes:
    """Return the PDF of address labels."""
    from otklik.letters.post import render  # noqa: PLC0415 - the same

    return render.render_labels(labels)


def render_inventory(inventory: Inventory) -> bytes:
    """Return the PDF of the inventory ф. 107, two copies on each sheet."""
    from otklik.letters.post import render  # noqa: PLC0415 - the same

    return render.render_inventory(inventory)


def render_list_103(posted: List103) -> bytes:
    """Return the PDF of the list ф. 103."""
    from otklik.letters.post import render  # noqa: PLC0415 - the same

    return render.render_list_103(posted)


def render_notice_119(notice: Notice119) -> bytes:
    """Return the PDF of the notice ф. 119."""
    from otklik.letters.post import render  # noqa: PLC0415 - the same

    return render.render_notice_119(notice)


def _mails(desk: Desk, letter_ids: Sequence[int]) -> tuple[_Mail, ...]:
    if not letter_ids:
        raise UserError("Choose at least one letter.")
    return tuple(_mail(desk, letter_id) for letter_id in letter_ids)


def _mail(desk: Desk, letter_id: int) -> _Mail:
    view = answering.open_letter(desk, letter_id)
    refuse_anonymised(view.case)
    sender, (addressee, own_block) = _sender(view.operator), _addressee(desk, view)
    return _Mail(view.letter, sender, addressee, _sender_gaps(sender), _addressee_gaps(addressee, own_block=own_block))


def _sender(operator: Operator) -> Party:
    from otklik.letters.fields import operator_name  # noqa: PLC0415 - letters are loaded when one is sent
    from otklik.letters.post.addresses import read_address  # noqa: PLC0415 - the same
    from otklik.letters.post.forms import Party  # noqa: PLC0415 - the same

    name = operator_name(operator)
    alone = operator.form is OperatorForm.SOLE_PROPRIETOR and name
    phone = operator.phones[0] if operator.phones else ""
    return Party(f"ИП {name}" if alone else name, read_address(operator.address), phone)


def _addressee(desk: Desk, view: answering.LetterView) -> tuple[Party, bool]:
    """Return whom the letter itself is addressed to, and whether it names him by a block of its own.

    A person stands in full in the dative, unless somebody wrote more than a name («Калининой А. С. лично»). Whom else a
    letter is addressed to (an authority) stands as in its addressee block, the address last.
    """
    from otklik.letters.merge import OPEN, as_line  # noqa: PLC0415 - letters are loaded when one is sent
    from otklik.letters.post.addresses import read_address  # noqa: PLC0415 - the same
    from otklik.letters.post.forms import Party  # noqa: PLC0415 - the same

    letter, fields = view.letter, view.fields
    block = answering.prepare(desk, letter.id, letter.heading, letter.body).model.addressee
    short, full = as_line(fields["заявитель.инициалы"]), as_line(fields["заявитель.дательный"])
    if block and short and block[0] != short:
        *names, last = block if len(block) > 1 else (*block, "")
        return Party(", ".join(names), read_address("" if OPEN in last or "@" in last else last)), True
    organisation = view.subject.organisation and view.case.representative_id is None
    name = short if organisation or len(short.split()) > len(full.split()) else full
    return Party(name, read_address(fields["заявитель.адрес"]), fields["заявитель.телефон"]), False


def _sender_gaps(sender: Party) -> tuple[Gap, ...]:
    gaps = []
    if not sender.name:
        gaps.append(Gap(say("The operator has no name: fill it in in the profile."), Mend.NAME))
    if not sender.address.lines:
        gaps.append(Gap(say("The operator has no postal address: fill it in in the profile."), Mend.SENDER))
    elif not sender.address.index and not sender.address.foreign:
        gaps.append(Gap(say("The operator's address has no postal index: its place stays blank."), Mend.SENDER))
    return tuple(gaps)


def _addressee_gaps(addressee: Party, *, own_block: bool) -> tuple[Gap, ...]:
    address, mend = addressee.address, Mend.NOWHERE if own_block else Mend.ADDRESSEE
    if not address.lines:
        if own_block:
            return (Gap(say("The letter names no postal address of its addressee: write it by hand."), mend),)
        return (Gap(say("The addressee has no postal address: enter it in the details of the person."), mend),)
    if not address.index and not address.foreign:
        why = check_address(", ".join(address.lines)) or ""
        return (Gap(say("The stencil of the index stays blank. {why}", why=why), mend),)
    return ()


def _named(mails: Sequence[_Mail], *, sender: bool = True) -> tuple[str, ...]:
    """Return the problems of several letters, each with the number of its letter."""
    first = (gap.sentence for gap in mails[0].sender_gaps) if sender else ()
    return (
        *first,
        *(
            say("Letter № {number}: {problem}", number=mail.letter.number, problem=gap.sentence)
            if mail.letter.number
            else say("Draft “{heading}”: {problem}", heading=mail.letter.heading, problem=gap.sentence)
            for mail in mails
            for gap in mail.addressee_gaps
        ),
    )


def _issued(desk: Desk, letter_id: int) -> Letter:
    letter = desk.register.letters.get(letter_id)
    if letter.state is LetterState.DRAFT:
        raise UserError("The letter is a draft. Issue it first.")
    return letter


def _subject(letter: Letter) -> str:
    return f"письмо № {letter.number}" if letter.number else ""


def _row(enclosure: Enclosure) -> InventoryRow:
    from otklik.letters.post.forms import InventoryRow  # noqa: PLC0415 - letters are loaded when one is sent

    sheets = f", {enclosure.sheets} л." if enclosure.sheets else ""
    return InventoryRow(f"{enclosure.title}{sheets}", enclosure.copies)


def _pages(pdf: bytes) -> int:
    """Return how many sheets a letter has, printed on one side."""
    import pypdf  # noqa: PLC0415 - only an inventory counts sheets

    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
