"""Names, templates, images, enclosures and papers in the register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from otklik.register.cipher import IntegrityError
from otklik.register.paper_records import Enclosure, ImageKind, NameForm, Paper, PaperKind, TemplateCopy
from otklik.register.records import Case, Letter
from otklik.register.store import Register


@pytest.fixture
def draft(register: Register, new_case: Callable[..., Case]) -> Letter:
    case = new_case()
    return register.letters.add(Letter(case_id=case.id, operator_id=case.operator_id, heading="О деле"))


def test_a_form_of_a_name_holds_for_everybody_of_that_name(register: Register) -> None:
    register.name_forms.remember(NameForm(full_name="Мамедов Эльчин Гусейн оглы", dative="Мамедову Эльчину"))
    found = register.name_forms.of("мамедов  Эльчин Гусейн Оглы")
    assert found is not None
    assert found.dative == "Мамедову Эльчину"
    register.name_forms.remember(replace(found, dative="Мамедову Э. Г. о."))
    assert [form.dative for form in register.name_forms.all()] == ["Мамедову Э. Г. о."]
    register.name_forms.forget(found.id)
    assert register.name_forms.of(found.full_name) is None


def test_an_own_template_takes_the_place_of_the_one_before(register: Register) -> None:
    moment = datetime(2026, 11, 21, 12).astimezone()
    for body in ("первый", "второй"):
        register.template_copies.save(TemplateCopy(template="refusal", body=body, changed_at=moment))
    assert [copy.body for copy in register.template_copies.all()] == ["второй"]
    register.template_copies.remove("refusal")
    assert register.template_copies.of("refusal") is None


def test_an_image_is_one_of_its_kind(register: Register, draft: Letter) -> None:
    for content in (b"one", b"two"):
        register.images.put(draft.operator_id, ImageKind.LOGO, "image/png", content)
    assert register.images.get(draft.operator_id, ImageKind.LOGO) == b"two"
    assert register.images.get(draft.operator_id, ImageKind.SEAL) is None
    register.images.remove(draft.operator_id, ImageKind.LOGO)
    assert register.images.get(draft.operator_id, ImageKind.LOGO) is None


def test_enclosures_change_with_the_draft_and_go_with_it(register: Register, draft: Letter) -> None:
    register.enclosures.replace(draft.id, (Enclosure(title="Копия договора", sheets=2), Enclosure(title="Справка")))
    register.enclosures.replace(draft.id, (Enclosure(title="Справка"), Enclosure(title="Копия договора", sheets=2)))
    assert [one.title for one in register.enclosures.of_letter(draft.id)] == ["Справка", "Копия договора"]
    register.letters.discard(draft.id)
    assert register.enclosures.of_letter(draft.id) == ()


def test_enclosures_of_an_issued_letter_never_change(register: Register, draft: Letter) -> None:
    import hashlib

    register.enclosures.replace(draft.id, (Enclosure(title="Справка"),))
    pdf = b"%PDF"
    dated = replace(draft, issued_on=date(2026, 11, 21))
    register.letters.issue(dated, "1/ПДн", pdf, hashlib.sha256(pdf).hexdigest())
    with pytest.raises(IntegrityError):
        register.enclosures.replace(draft.id, ())
    with pytest.raises(IntegrityError):
        register.database.execute("UPDATE enclosures SET title = 'другое'")
    assert [one.title for one in register.enclosures.of_letter(draft.id)] == ["Справка"]


def test_papers_are_numbered_without_gaps_and_never_change(register: Register, draft: Letter) -> None:
    made = Paper(operator_id=draft.operator_id, case_id=draft.case_id, made_on=date(2026, 11, 21), title="Акт")
    for number in (1, 2):
        assert register.papers.next_number(draft.operator_id, PaperKind.ACT) == number
        paper = register.papers.add(replace(made, number=number), b"%PDF")
        assert register.papers.get(paper.id) == paper
    assert register.papers.content(paper.id) == b"%PDF"
    assert register.papers.next_number(draft.operator_id, PaperKind.JOURNAL) == 1
    assert len(register.papers.of_case(draft.case_id)) == 2
    for statement in ("UPDATE papers SET title = 'другое'", "DELETE FROM papers"):
        with pytest.raises(IntegrityError):
            register.database.execute(statement)
    with pytest.raises(IntegrityError):
        register.papers.add(replace(made, number=7), b"%PDF")
