"""The clerk puts a name right once: for the person, and for everybody of that name where he says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from otklik.casework import answering, blanks, naming_people, registering
from otklik.casework.desk import Desk
from otklik.casework.naming_people import decline_in
from otklik.law.kinds import Kind
from otklik.register.records import Gender, OperatorForm, Representative, Subject
from otklik.system.errors import UserError
from tests.finished_pdf import text_of

from .test_acts import new_case

NAME = "Перец Лев Ильич"
DATIVE, GENITIVE = "Перецу Льву Ильичу", "Переца Льва Ильича"


@pytest.fixture
def person(desk: Desk) -> Subject:
    return desk.register.subjects.add(Subject(full_name=NAME, email="perets@example.org"))


def _sentences(desk: Desk) -> list[str]:
    from otklik.casework.journal import sentence

    return [sentence(event) for event in desk.register.journal.page(0, 50)]


def test_a_correction_of_one_person_stays_his(desk: Desk, person: Subject) -> None:
    changes = naming_people.correct_name(desk, person.id, dative=DATIVE, genitive=GENITIVE)
    assert changes.subjects == {person.id}
    stored = desk.register.subjects.get(person.id)
    assert (stored.dative, stored.genitive, stored.gender) == (DATIVE, GENITIVE, None)
    assert desk.register.name_forms.all() == ()
    assert decline_in(desk.register, NAME).dative == "Перцу Льву Ильичу"
    assert "Изменены сведения о заявителе" in _sentences(desk)
    assert desk.register.journal.verify().whole


def test_a_correction_for_everybody_reaches_namesakes(desk: Desk, person: Subject) -> None:
    namesake = desk.register.subjects.add(Subject(full_name="ПЕРЕЦ  Лев Ильич", email="other@example.org"))
    changes = naming_people.correct_name(desk, person.id, dative=DATIVE, genitive=GENITIVE, for_everybody=True)
    assert changes.subjects == {person.id, namesake.id}
    declined = decline_in(desk.register, "Лев Ильич Перец")
    assert (declined.dative, declined.genitive, declined.sure) == (DATIVE, GENITIVE, True)
    assert "Записано, как склонять имя" in _sentences(desk)


def test_the_same_correction_twice_writes_one_line(desk: Desk, person: Subject) -> None:
    for _time in range(2):
        changes = naming_people.correct_name(desk, person.id, dative=DATIVE, for_everybody=True)
    assert changes.subjects == {person.id}
    assert _sentences(desk).count("Записано, как склонять имя") == 1
    assert _sentences(desk).count("Изменены сведения о заявителе") == 1


def test_an_emptied_correction_is_declined_by_the_rules_again(desk: Desk, person: Subject) -> None:
    naming_people.correct_name(desk, person.id, dative=DATIVE, gender=Gender.MALE, for_everybody=True)
    naming_people.correct_name(desk, person.id, for_everybody=True)
    assert desk.register.subjects.get(person.id).dative == ""
    assert desk.register.name_forms.all() == ()
    assert "Запись о том, как склонять имя, удалена" in _sentences(desk)


def test_the_journal_of_a_remembered_name_names_nobody(desk: Desk) -> None:
    naming_people.remember_name(desk, NAME, dative=DATIVE)
    values = [change.new or "" for event in desk.register.journal.page(0, 50) for change in event.changes]
    assert not any("Перец" in value for value in values)


def test_a_form_not_given_stays_as_it_was_remembered(desk: Desk) -> None:
    naming_people.remember_name(desk, NAME, dative=DATIVE)
    naming_people.remember_name(desk, NAME, genitive=GENITIVE, gender=Gender.MALE)
    (form,) = desk.register.name_forms.all()
    assert (form.dative, form.genitive, form.gender) == (DATIVE, GENITIVE, Gender.MALE)
    assert naming_people.forget_name(desk, form.id).subjects == frozenset()
    assert desk.register.name_forms.all() == ()
    assert naming_people.forget_name(desk, form.id).subjects == frozenset()


def test_the_view_tells_the_forms_and_who_said_so(desk: Desk, person: Subject) -> None:
    view = naming_people.name_view(desk, person.id)
    assert view is not None
    assert (view.declined, view.declined.sure, view.corrected, view.remembered) == (view.by_rules, False, False, None)
    naming_people.correct_name(desk, person.id, genitive=GENITIVE)
    naming_people.remember_name(desk, NAME, dative=DATIVE)
    view = naming_people.name_view(desk, person.id)
    assert view is not None
    assert (view.declined.dative, view.declined.genitive, view.declined.sure) == (DATIVE, GENITIVE, True)
    assert (view.by_rules.dative, view.corrected) == ("Перцу Льву Ильичу", True)
    assert view.remembered is not None
    company = desk.register.subjects.add(Subject(full_name="ООО «Пример»", organisation=True))
    assert naming_people.name_view(desk, company.id) is None


def test_nothing_is_stored_on_a_mistake(desk: Desk, person: Subject) -> None:
    company = desk.register.subjects.add(Subject(full_name="ООО «Пример»", organisation=True))
    lines = len(_sentences(desk))
    with pytest.raises(UserError, match="не склоняется"):
        naming_people.correct_name(desk, company.id, dative="ООО")
    with pytest.raises(UserError, match="300"):
        naming_people.correct_name(desk, person.id, dative="а" * 301)
    with pytest.raises(UserError, match="запомнить"):
        naming_people.remember_name(desk, NAME)
    with pytest.raises(UserError, match="пустое"):
        naming_people.remember_name(desk, "  ", dative=DATIVE)
    assert (len(_sentences(desk)), desk.register.name_forms.all()) == (lines, ())


def test_a_new_name_leaves_the_forms_of_the_old_one_behind(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    subject_id = desk.register.cases.get(case_id).subject_id
    assert naming_people.correct_name(desk, subject_id, dative=DATIVE, genitive=GENITIVE).cases == {case_id}
    corrected = desk.register.subjects.get(subject_id)
    registering.update_subject(desk, case_id, replace(corrected, phone="+7 900 000-00-01"))
    assert desk.register.subjects.get(subject_id).genitive == GENITIVE
    renamed = replace(corrected, full_name="Лебедь Лев Ильич", genitive="Лебедя Льва Ильича")
    registering.update_subject(desk, case_id, renamed)
    stored = desk.register.subjects.get(subject_id)
    assert (stored.dative, stored.genitive) == ("", "Лебедя Льва Ильича")


def test_letters_use_what_is_remembered(desk: Desk, operator_id: int) -> None:
    new = new_case(operator_id, Kind.ACCESS)
    case_id = registering.register_case(desk, replace(new, subject=replace(new.subject, full_name=NAME))).case_id
    naming_people.remember_name(desk, NAME, dative=DATIVE, genitive=GENITIVE)
    fields = answering.open_letter(desk, answering.draft_letter(desk, case_id, "access_answer").letter_id).fields
    assert (fields["заявитель.дательный"], fields["заявитель.инициалы"]) == (DATIVE, "Перецу Л. И.")
    subject_id = desk.register.cases.get(case_id).subject_id
    naming_people.correct_name(desk, subject_id, dative="Перцу Льву Ильичу")
    fields = answering.open_letter(desk, answering.draft_letter(desk, case_id, "access_answer").letter_id).fields
    assert (fields["заявитель.дательный"], fields["заявитель.инициалы"]) == ("Перцу Льву Ильичу", "Перцу Л. И.")


def test_the_name_itself_is_put_right_with_its_forms(desk: Desk, person: Subject) -> None:
    naming_people.correct_name(
        desk, person.id, full_name="Перец  Лев Ильич мл.", dative="Перецу Л. И.", genitive=GENITIVE, for_everybody=True
    )
    stored = desk.register.subjects.get(person.id)
    assert (stored.full_name, stored.dative) == ("Перец Лев Ильич мл.", "Перецу Л. И.")
    naming_people.correct_name(desk, person.id)
    assert desk.register.subjects.get(person.id).full_name == "Перец Лев Ильич мл."
    assert decline_in(desk.register, NAME).dative == "Перцу Льву Ильичу"


def test_both_names_of_a_case_are_told_the_writer_first(desk: Desk, operator_id: int) -> None:
    new = replace(
        new_case(operator_id, Kind.ACCESS),
        subject=Subject(full_name=NAME),
        representative=Representative(full_name="Шевченко Саша"),
    )
    case = desk.register.cases.get(registering.register_case(desk, new).case_id)
    writer, person = naming_people.names_of_case(desk, case)
    assert (writer.full_name, writer.subject_id, writer.declined.sure) == ("Шевченко Саша", None, False)
    assert (person.full_name, person.subject_id, person.declined.sure) == (NAME, case.subject_id, False)
    naming_people.remember_name(desk, "Шевченко Саша", gender=Gender.FEMALE)
    writer, _person = naming_people.names_of_case(desk, case)
    assert (writer.declined.salutation, writer.declined.sure) == ("Уважаемая Саша Шевченко", True)


def test_a_name_is_shown_as_it_would_be_with_a_correction() -> None:
    shown = naming_people.decline_as(NAME, dative=DATIVE, gender=Gender.FEMALE)
    assert (shown.dative, shown.initials_dative) == (DATIVE, "Перецу Л. И.")
    assert shown.salutation == "Уважаемая Лев Ильич"


def test_letters_and_forms_know_what_is_remembered_of_who_signs(desk: Desk, operator_id: int) -> None:
    operator = replace(
        desk.register.operators.get(operator_id), form=OperatorForm.SOLE_PROPRIETOR, name="Шевченко Саша"
    )
    desk.register.operators.save(operator)
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    naming_people.remember_name(
        desk, "Шевченко Саша", dative="Шевченко Александре", genitive="Шевченко Саши", gender=Gender.FEMALE
    )
    letter_id = answering.draft_letter(desk, case_id, "access_answer").letter_id
    assert answering.open_letter(desk, letter_id).fields["оператор.пол"] == "ж"
    assert "Шевченко Александре" in text_of(blanks.blank_pdf(desk, operator_id, "access"))
