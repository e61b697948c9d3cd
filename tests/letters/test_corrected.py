"""A correction goes before the rules: the person's own, then what is remembered for everybody of that name."""

from __future__ import annotations

from datetime import date

import pytest

from otklik.letters.corrected import decline_corrected, decline_name, decline_subject
from otklik.letters.fields import letter_fields
from otklik.register.paper_records import NameForm
from otklik.register.records import Case, Gender, Operator, Representative, Subject

NAME = "Перец Лев Ильич"
REMEMBERED = NameForm(full_name=NAME, dative="Перецу Льву Ильичу", genitive="Переца Льва Ильича")


def _remembered(full_name: str) -> NameForm | None:
    return REMEMBERED if full_name == NAME else None


def test_what_is_remembered_goes_before_the_rules_and_is_sure() -> None:
    assert not decline_name(NAME).sure
    declined = decline_name(NAME, None, _remembered)
    assert (declined.genitive, declined.dative, declined.initials_dative, declined.sure) == (
        "Переца Льва Ильича",
        "Перецу Льву Ильичу",
        "Перецу Л. И.",
        True,
    )


def test_the_persons_own_correction_goes_before_what_is_remembered() -> None:
    subject = Subject(full_name=NAME, dative="Перцу Льву Ильичу")
    declined = decline_subject(subject, _remembered)
    assert (declined.dative, declined.initials_dative) == ("Перцу Льву Ильичу", "Перцу Л. И.")
    assert declined.genitive == "Переца Льва Ильича"


def test_another_name_is_declined_by_the_rules() -> None:
    assert decline_name("Перец Анна Ильинична", None, _remembered).dative == "Перец Анне Ильиничне"


@pytest.mark.parametrize(
    ("name", "given", "dative", "addressee"),
    [
        (NAME, "Перецу Л. И.", "Перецу Льву Ильичу", "Перецу Л. И."),
        (NAME, "  Перецу   Льву Ильичу ", "Перецу Льву Ильичу", "Перецу Л. И."),
        (NAME, "Перецу Л. И. лично", "Перцу Льву Ильичу", "Перецу Л. И. лично"),
        ("фон Бок Карл Иванович", "фон Боку Карлу Ивановичу", "фон Боку Карлу Ивановичу", "фон Боку К. И."),
        ("Мамедов Али Гасан оглы", "Мамедову Али Гасану оглы", "Мамедову Али Гасану оглы", "Мамедову А. Г."),
        ("John Smith", "Джону Смиту", "Джону Смиту", "Джону Смиту"),
        ("Ким Ир Сен", "Киму Ир Сену", "Киму Ир Сену", "Киму Ир Сену"),
    ],
)
def test_one_form_of_the_dative_makes_the_other(name: str, given: str, dative: str, addressee: str) -> None:
    declined = decline_corrected(name, NameForm(full_name=name, dative=given))
    assert (declined.dative, declined.initials_dative) == (dative, addressee)


def test_one_corrected_form_alone_is_not_sure_of_the_other() -> None:
    assert not decline_corrected(NAME, NameForm(dative="Перецу Льву Ильичу")).sure
    unknown = NameForm(dative="Шевченко Саше", genitive="Шевченко Саши")
    assert not decline_corrected("Шевченко Саша", unknown).sure


def test_remembered_gender_greets() -> None:
    form = NameForm(gender=Gender.FEMALE)
    assert decline_corrected("Шевченко Саша", form).salutation == "Уважаемая Саша Шевченко"
    man = decline_corrected("Шевченко Саша", NameForm(gender=Gender.MALE), form)
    assert man.salutation == "Уважаемый Саша Шевченко"


@pytest.mark.parametrize("represented", [False, True])
def test_fields_of_a_letter_have_the_corrected_forms(*, represented: bool) -> None:
    other = Subject(full_name="Калинина Анна Сергеевна")
    subject = other if represented else Subject(full_name=NAME)
    writer = Representative(full_name=NAME) if represented else None
    case = Case(received_on=date(2026, 11, 12))
    fields = letter_fields(Operator(), subject, writer, case, today=date(2026, 11, 21), remembered=_remembered)
    assert fields["заявитель.дательный"] == "Перецу Льву Ильичу"
    assert fields["заявитель.родительный"] == "Переца Льва Ильича"
    assert fields["заявитель.инициалы"] == "Перецу Л. И."
    assert fields["заявитель.приветствие"] == "Уважаемый Лев Ильич!"
    assert fields["субъект.дательный"] == ("Калининой Анне Сергеевне" if represented else "Перецу Льву Ильичу")
    assert fields["субъект.родительный"] == ("Калининой Анны Сергеевны" if represented else "Переца Льва Ильича")
