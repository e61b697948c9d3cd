"""Papers for the post made from letters of a real register, and what proves that a letter left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from otklik.casework import answering, closing, dispatching, lists, mailing, profiles, proving, registering
from otklik.casework.desk import Desk
from otklik.casework.registering import NewFile
from otklik.law.kinds import Kind
from otklik.letters.post.forms import EnvelopeSize, LabelFormat
from otklik.register.paper_records import Enclosure
from otklik.register.records import AttachmentRole, Representative, Subject
from otklik.system.errors import UserError
from tests.invented import SOLE_PROPRIETOR

from .test_acts import PERSON, new_case

JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 20 + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"picture" * 20 + b"\x00\x00\x00\x00IEND\xaeB`\x82"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"


@pytest.fixture
def case_id(desk: Desk, operator_id: int) -> int:
    return registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id


@pytest.fixture
def letter_id(desk: Desk, case_id: int) -> int:
    """An issued answer with two enclosures."""
    letter_id = answering.draft_letter(desk, case_id, "access_answer").letter_id
    desk.register.enclosures.replace(
        letter_id,
        (Enclosure(title="Копия договора № 114", sheets=3), Enclosure(title="Диск с записью", copies=2)),
    )
    answering.issue(desk, letter_id)
    return letter_id


def change_person(desk: Desk, case_id: int, **facts: object) -> None:
    subject = desk.register.subjects.get(desk.register.cases.get(case_id).subject_id)
    registering.update_subject(desk, case_id, replace(subject, **facts))  # type: ignore[arg-type]  # fields of Subject


def test_an_envelope_goes_to_the_person_in_the_dative(desk: Desk, letter_id: int) -> None:
    envelope = mailing.envelope_of(desk, letter_id, EnvelopeSize.C5, mailing.REGISTERED_WITH_NOTICE)
    assert envelope.addressee.name == "Калининой Ирине Олеговне"
    assert envelope.addressee.address.lines == ("ул. Ясная, д. 2", "г. Псков")
    assert envelope.addressee.address.index == "190000"
    assert envelope.sender.name == "ИП Ветров Арсений Павлович"
    assert envelope.sender.address.index == "101000"
    assert envelope.mark == "Заказное с уведомлением"
    assert envelope.subject == "письмо № 1/ПДн"
    assert envelope.problems == ()
    assert mailing.render_envelope(envelope).startswith(b"%PDF-1.4")


def test_an_envelope_can_be_made_of_a_draft(desk: Desk, case_id: int) -> None:
    draft_id = answering.draft_letter(desk, case_id, "access_answer").letter_id
    envelope = mailing.envelope_of(desk, draft_id, EnvelopeSize.DL)
    assert envelope.addressee.name == "Калининой Ирине Олеговне"
    assert envelope.subject == ""
    assert mailing.notice_119_of(desk, draft_id).addressee == envelope.addressee


@pytest.mark.parametrize(
    ("dative", "name"),
    [
        ("Калинине И. О.", "Калинине Ирине Олеговне"),
        ("Калинине Ирине Олеговне", "Калинине Ирине Олеговне"),
        ("Калининой И. О. лично", "Калининой И. О. лично"),
    ],
)
def test_a_name_put_right_by_hand_stands_as_it_was_put(
    desk: Desk, case_id: int, letter_id: int, dative: str, name: str
) -> None:
    change_person(desk, case_id, dative=dative)
    assert mailing.envelope_of(desk, letter_id, EnvelopeSize.DL).addressee.name == name


def test_whoever_the_letter_is_addressed_to_is_on_the_envelope(
    desk: Desk, letter_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter to an authority has an addressee block of its own."""
    made = answering.prepare

    def to_authority(*arguments: object) -> answering.Prepared:
        prepared = made(*arguments)  # type: ignore[arg-type]  # what `prepare` takes
        block = ("Управление Роскомнадзора", "Отдел по защите прав", "109000, г. Москва, ул. Вымышленная, д. 2")
        return replace(prepared, model=replace(prepared.model, addressee=block))

    monkeypatch.setattr(answering, "prepare", to_authority)
    party = mailing.envelope_of(desk, letter_id, EnvelopeSize.DL).addressee
    assert party.name == "Управление Роскомнадзора, Отдел по защите прав"
    assert (party.address.lines, party.address.index) == (("ул. Вымышленная, д. 2", "г. Москва"), "109000")


def test_a_company_is_not_declined_and_a_representative_gets_the_letter(desk: Desk, operator_id: int) -> None:
    company = Subject(full_name="ООО «Пример»", organisation=True, address="г. Тверь, ул. Ясная, д. 1, 170000")
    made = registering.register_case(desk, replace(new_case(operator_id, Kind.CLAIM), subject=company))
    draft_id = answering.draft_letter(desk, made.case_id, _any_claim_reply()).letter_id
    assert mailing.envelope_of(desk, draft_id, EnvelopeSize.C4).addressee.name == "ООО «Пример»"
    lawyer = Representative(full_name="Громов Пётр Ильич", address="170001, г. Тверь, ул. Тихая, д. 7")
    made = registering.register_case(desk, replace(new_case(operator_id, Kind.ACCESS), representative=lawyer))
    draft_id = answering.draft_letter(desk, made.case_id, "access_answer").letter_id
    party = mailing.envelope_of(desk, draft_id, EnvelopeSize.C4).addressee
    assert (party.name, party.address.index) == ("Громову Петру Ильичу", "170001")


def _any_claim_reply() -> str:
    from otklik.letters.templates import load_templates

    return next(one.id for one in load_templates().values() if Kind.CLAIM in one.kinds)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "Нет почтового адреса получателя"),
        ("г. Псков, ул. Ясная, д. 2", "нет почтового индекса"),
        ("999999, г. Псков, ул. Ясная, д. 2", "индекса 999999 в России нет"),
    ],
)
def test_what_the_address_lacks_is_named_and_the_paper_is_made(
    desk: Desk, case_id: int, letter_id: int, address: str, sentence: str
) -> None:
    change_person(desk, case_id, address=address)
    envelope = mailing.envelope_of(desk, letter_id, EnvelopeSize.C6)
    assert len(envelope.problems) == 1
    assert sentence.lower() in envelope.problems[0].lower()
    assert envelope.addressee.address.index == ""
    assert mailing.render_envelope(envelope)
    labels = mailing.labels_of(desk, [letter_id], LabelFormat.SHEET_2X7)
    assert labels.problems == (f"Письмо № 1/ПДн: {envelope.problems[0]}",)


def test_the_problem_of_a_draft_is_told_by_its_heading(desk: Desk, case_id: int) -> None:
    change_person(desk, case_id, address="")
    draft_id = answering.draft_letter(desk, case_id, "access_answer").letter_id
    assert mailing.labels_of(desk, [draft_id], LabelFormat.SHEET_3X8).problems[0].startswith("Черновик «О")


def test_an_address_abroad_lacks_no_index(desk: Desk, case_id: int, letter_id: int) -> None:
    change_person(desk, case_id, address="12 Example Street, London, United Kingdom")
    assert mailing.envelope_of(desk, letter_id, EnvelopeSize.DL).problems == ()


def test_an_operator_without_address_is_named(desk: Desk, letter_id: int) -> None:
    operator = profiles.operators(desk)[0]
    profiles.save_operator(desk, replace(operator, address=""))
    assert "адреса оператора" in mailing.envelope_of(desk, letter_id, EnvelopeSize.DL).problems[0]
    profiles.save_operator(desk, replace(operator, address="г. Москва, ул. Придуманная, д. 1"))
    assert "адресе оператора" in mailing.notice_119_of(desk, letter_id).problems[0]


def test_an_inventory_has_the_letter_and_exactly_what_is_enclosed(desk: Desk, letter_id: int) -> None:
    inventory = mailing.inventory_of(desk, letter_id, Decimal(100))
    heading = desk.register.letters.get(letter_id).heading
    assert [(row.title, row.count, row.value) for row in inventory.rows] == [
        (f"Письмо № 1/ПДн от 21.11.2026 «{heading}», {inventory.rows[0].title.split()[-2]} л.", 1, Decimal(100)),
        ("Копия договора № 114, 3 л.", 1, None),
        ("Диск с записью", 2, None),
    ]
    assert (inventory.count, inventory.value) == (4, Decimal(100))
    assert inventory.problems == ()
    assert mailing.render_inventory(inventory).startswith(b"%PDF-1.4")


def test_an_inventory_without_declared_value_says_that_the_post_wants_one(desk: Desk, letter_id: int) -> None:
    inventory = mailing.inventory_of(desk, letter_id)
    assert inventory.value is None
    assert "объявленной ценностью" in inventory.problems[0]
    for value in (Decimal(0), Decimal(-1)):
        with pytest.raises(UserError, match="больше нуля"):
            mailing.inventory_of(desk, letter_id, value)


def test_what_needs_a_number_is_not_made_of_a_draft(desk: Desk, case_id: int) -> None:
    draft_id = answering.draft_letter(desk, case_id, "access_answer").letter_id
    for make in (
        lambda: mailing.inventory_of(desk, draft_id, Decimal(1)),
        lambda: mailing.list_103_of(desk, [draft_id]),
    ):
        with pytest.raises(UserError, match="Сначала выпустите"):
            make()


def test_a_list_holds_several_letters_with_their_tracking_numbers(desk: Desk, operator_id: int, letter_id: int) -> None:
    other = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    second = answering.draft_letter(desk, other, "access_answer").letter_id
    answering.issue(desk, second)
    dispatching.dispatch(desk, letter_id, "заказным письмом", tracking="8008 3740 7125 14")
    made = mailing.list_103_of(desk, [second, letter_id], "7", with_notice=True)
    assert [item.tracking for item in made.items] == ["", "80083740712514"]
    assert {item.note for item in made.items} == {"с уведомлением"}
    assert (made.number, made.category, made.value) == ("7", "Заказное", None)
    valuable = mailing.list_103_of(desk, [second, letter_id], value=Decimal(50))
    assert (valuable.category, valuable.value) == ("С объявленной ценностью", Decimal(100))
    assert mailing.render_list_103(made).startswith(b"%PDF-1.4")


def test_a_list_is_of_one_operator_and_not_empty(desk: Desk, letter_id: int) -> None:
    with pytest.raises(UserError, match="хотя бы одно"):
        mailing.list_103_of(desk, [])
    with pytest.raises(UserError, match="хотя бы одно"):
        mailing.labels_of(desk, [], LabelFormat.SHEET_3X8)
    second = profiles.save_operator(desk, replace(SOLE_PROPRIETOR, name="Громов Пётр Ильич")).operator_id
    case_id = registering.register_case(desk, new_case(second, Kind.ACCESS)).case_id
    other = answering.draft_letter(desk, case_id, "access_answer").letter_id
    answering.issue(desk, other)
    with pytest.raises(UserError, match="разных операторов"):
        mailing.list_103_of(desk, [letter_id, other])


def test_labels_begin_on_a_label_the_sheet_has(desk: Desk, letter_id: int) -> None:
    assert mailing.labels_of(desk, [letter_id] * 3, LabelFormat.SHEET_3X8, 24).start == 24
    for start in (0, 25, -1):
        with pytest.raises(UserError, match="с 1-й по 24-ю"):
            mailing.labels_of(desk, [letter_id], LabelFormat.SHEET_3X8, start)
    with pytest.raises(UserError, match="с 1-й по 14-ю"):
        mailing.labels_of(desk, [letter_id], LabelFormat.SHEET_2X7, 15)


def test_a_notice_knows_the_tracking_number(desk: Desk, letter_id: int) -> None:
    dispatching.dispatch(desk, letter_id, "ценным письмом", tracking="80083740712514")
    notice = mailing.notice_119_of(desk, letter_id, registered=False, valuable=True)
    assert (notice.tracking, notice.registered, notice.category) == (
        "80083740712514", False, "с объявленной ценностью",
    )  # fmt: skip
    assert mailing.render_notice_119(notice).startswith(b"%PDF-1.4")


def test_making_papers_writes_nothing(desk: Desk, letter_id: int) -> None:
    head = desk.register.journal.head()
    mailing.envelope_of(desk, letter_id, EnvelopeSize.DL)
    mailing.inventory_of(desk, letter_id, Decimal(1))
    mailing.list_103_of(desk, [letter_id])
    mailing.notice_119_of(desk, letter_id)
    mailing.labels_of(desk, [letter_id], LabelFormat.SHEET_3X8)
    assert desk.register.journal.head() == head


@pytest.mark.parametrize(
    ("typed", "kept", "fits"),
    [
        ("8008 3740 7125 14", "80083740712514", True),
        ("80083740712513", "80083740712513", False),
        ("rb 473 124 829 gb", "RB473124829GB", True),
        ("", "", True),
    ],
)
def test_a_tracking_number_is_kept_in_one_form_and_a_wrong_one_is_kept_too(
    desk: Desk, case_id: int, letter_id: int, typed: str, kept: str, fits: bool
) -> None:
    dispatching.dispatch(desk, letter_id, "заказным письмом", tracking=typed)
    assert desk.register.letters.get(letter_id).tracking == kept
    assert (dispatching.tracking_problem(typed) == "") is fits
    journal = " ".join(line.sentence for line in lists.case_view(desk, case_id).journal)
    assert (f"трек-номер {kept}" in journal) is bool(kept)
    assert "заказным письмом" in journal
    assert "ст. 194" in journal


@pytest.mark.parametrize("typed", ["чек без номера", "rubbish!", "8008374071251", "800837407125140", "RB47312482GB"])
def test_what_is_no_tracking_number_at_all_leaves_the_letter_unsent(desk: Desk, letter_id: int, typed: str) -> None:
    head = desk.register.journal.head()
    with pytest.raises(UserError, match="14 цифр либо две буквы"):
        dispatching.dispatch(desk, letter_id, "заказным письмом", tracking=typed)
    assert desk.register.letters.get(letter_id).dispatched_on is None
    dispatching.dispatch(desk, letter_id, "заказным письмом")
    with pytest.raises(UserError, match="14 цифр либо две буквы"):
        proving.note_tracking(desk, letter_id, typed)
    assert desk.register.letters.get(letter_id).tracking == ""
    assert desk.register.journal.head() != head


def test_the_way_rules_over_a_tracking_number(desk: Desk, case_id: int, letter_id: int) -> None:
    dispatching.dispatch(desk, letter_id, "электронной почтой", tracking="80083740712514")
    assert not proving.proof_of(desk, letter_id).by_post
    assert "ст. 194" not in " ".join(line.sentence for line in lists.case_view(desk, case_id).journal)


@pytest.mark.parametrize(
    ("way", "tracking", "by_post"),
    [
        ("заказным", "", True),
        ("", "80083740712514", True),
        ("", " ", False),
        ("на vetrov@example.ru, почтой", "80083740712514", False),
        ("по e-mail", "80083740712514", False),
    ],
)
def test_without_a_way_the_number_tells(way: str, tracking: str, by_post: bool) -> None:
    assert dispatching.goes_by_post(way, tracking) is by_post


@pytest.mark.parametrize(
    ("content", "media_type"), [(JPEG, "image/jpeg"), (PNG, "image/png"), (PDF, "application/pdf")]
)
def test_a_receipt_is_kept_as_proof_of_its_letter(
    desk: Desk, case_id: int, letter_id: int, content: bytes, media_type: str
) -> None:
    dispatching.dispatch(desk, letter_id, "заказным письмом")
    changes = dispatching.keep_receipt(desk, letter_id, NewFile("чек.bin", "text/plain", content))
    kept = desk.register.attachments.of_case(case_id)[-1]
    assert (kept.role, kept.letter_id, kept.media_type) == (AttachmentRole.PROOF, letter_id, media_type)
    assert desk.register.attachments.content(kept.id) == content
    assert changes.letters == {letter_id}
    assert "Сохранён чек об отправке письма № 1/ПДн" in [
        line.sentence.replace("\u00a0", " ") for line in lists.case_view(desk, case_id).journal
    ]
    assert desk.register.journal.verify().whole


@pytest.mark.parametrize(
    "content", [b"", b"garbage", JPEG[:-2], PNG[:-12], b"%PDF-1.4 cut", b"MZ" + PDF, b"<svg/>"], ids=repr
)
def test_garbage_is_no_receipt(desk: Desk, case_id: int, letter_id: int, content: bytes) -> None:
    head = desk.register.journal.head()
    with pytest.raises(UserError, match="не снимок и не PDF"):
        dispatching.keep_receipt(desk, letter_id, NewFile("чек.jpg", "image/jpeg", content))
    assert desk.register.attachments.of_case(case_id) == ()
    assert desk.register.journal.head() == head


def test_a_receipt_has_at_most_twenty_megabytes(desk: Desk, letter_id: int) -> None:
    whole = JPEG[:-2] + b"\0" * (20 * 2**20 - len(JPEG)) + JPEG[-2:]
    dispatching.keep_receipt(desk, letter_id, NewFile("чек.jpg", "", whole))
    with pytest.raises(UserError, match="больше 20"):
        dispatching.keep_receipt(desk, letter_id, NewFile("чек.jpg", "", whole + b"\0"))


def test_a_receipt_comes_late_but_not_before_the_letter(desk: Desk, case_id: int, letter_id: int) -> None:
    draft_id = answering.draft_letter(desk, case_id, "access_answer").letter_id
    with pytest.raises(UserError, match="Сначала выпустите"):
        dispatching.keep_receipt(desk, draft_id, NewFile("чек.png", "image/png", PNG))
    answering.discard_draft(desk, draft_id)
    dispatching.dispatch(desk, letter_id, "заказным письмом", date(2026, 11, 21))
    closing.close_case(desk, case_id, "satisfied")
    dispatching.keep_receipt(desk, letter_id, NewFile("чек.png", "image/png", PNG))
    assert PERSON.full_name not in lists.case_view(desk, case_id).journal[-1].sentence
