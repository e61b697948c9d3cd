"""Guesses on invented letters: the right demand with the words it rests on, and silence where the words do not say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otklik.intake.guess import guess, own_words
from otklik.intake.letter import IncomingFile, IncomingLetter
from otklik.intake.phrases import Phrases
from otklik.law.kinds import DEMANDS, Kind

# What is said, and every kind it is a demand of, in the order of the words.
LETTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Прошу сообщить, какие персональные данные обо мне вы храните.", ("access",)),
    ("Предоставьте, пожалуйста, информацию об обработке моих персональных данных.", ("access",)),
    ("Откуда у вас мой номер? Я вам его не давала.", ("access",)),
    ("Хочу ознакомиться со своими персональными данными в вашем офисе.", ("access",)),
    ("На основании ч. 7 ст. 14 закона 152-ФЗ прошу ответить в срок.", ("access",)),
    ("В договоре неверно указана моя фамилия, исправьте её.", ("rectification",)),
    ("Прошу внести изменения в мои данные: я сменила фамилию.", ("rectification",)),
    ("Прошу уточнить мои персональные данные, паспорт теперь новый.", ("rectification",)),
    ("Прошу заблокировать мои данные на время проверки.", ("blocking",)),
    ("Приостановите обработку до ответа из банка.", ("blocking",)),
    ("Удалите, пожалуйста, мой аккаунт и все данные.", ("erasure",)),
    ("Прошу уничтожить мои персональные данные.", ("erasure",)),
    ("Уберите меня из вашей базы!", ("erasure",)),
    ("Отзываю своё согласие на обработку персональных данных.", ("consent_withdrawal",)),
    ("Прошу считать согласие на обработку данных отозванным.", ("consent_withdrawal",)),
    ("Требую прекратить обработку моих персональных данных.", ("stop_processing",)),
    ("Согласно ч. 5.1 ст. 21 Закона жду исполнения в срок.", ("stop_processing",)),
    ("Больше не звоните мне с предложениями.", ("marketing_opt_out",)),
    ("Отпишите меня от рассылки.", ("marketing_opt_out",)),
    ("Хватит уже слать мне рекламу, перестаньте!", ("marketing_opt_out",)),
    ("Уберите мою фотографию с вашего сайта.", ("dissemination_stop",)),
    ("Прекратите распространение моих данных в телеграм-канале.", ("dissemination_stop",)),
    ("Возражаю: решение по заявке принято автоматически, алгоритм отказал мне.", ("automated_objection",)),
    ("Возражаю против обработки моих данных в целях аналитики.", ("objection",)),
    ("Прошу ограничить обработку моих данных.", ("restriction",)),
    ("Выгрузите мои данные в формате JSON.", ("portability",)),
    ("Прошу передать мои данные другому оператору в машиночитаемом виде.", ("portability",)),
    ("Мой сын зарегистрировался у вас без спроса, ему девять лет.", ("child_data",)),
    ("Прошу переслать моё обращение по принадлежности.", ("not_our_data",)),
    ("Жалоба. Ваш сотрудник мне нагрубил.", ("complaint",)),
    ("Вы незаконно используете мой телефон.", ("complaint",)),
    ("Управление просит представить сведения о принятых мерах в течение десяти рабочих дней.", ("rkn_inquiry",)),
    ("ПРЕТЕНЗИЯ. Услуга не оказана.", ("claim",)),
    ("Верните мне деньги за неработающую подписку.", ("claim",)),
    (
        "Отзываю согласие и прошу удалить мои данные. И не пишите мне больше.",
        ("consent_withdrawal", "erasure", "marketing_opt_out"),
    ),
)

# Nothing is demanded here, whatever words are used.
SILENT = (
    "Спасибо за быстрый ответ, всё получил.",
    "Не прошу удалить мои данные, а спрашиваю, где ваш офис.",
    "Претензий не имею.",
    "У меня нет претензий к мастеру.",
    "Мне известно, что я вправе отозвать согласие на обработку данных.",
    "Если не ответите, я напишу жалобу в Роскомнадзор.",
    "Подскажите, как работает ваш тариф.",
    "Вы удалили мой комментарий, и правильно.",
    "Дочерняя компания заключит договор в декабре.",
    "Не беспокойтесь, я подожду.",
    "Обработка древесины, оптом.",
    "",
)


def letter(text: str, **fields: object) -> IncomingLetter:
    return IncomingLetter(file="letter.txt", text=text, **fields)  # type: ignore[arg-type]  # fields of a test's choice


@pytest.mark.parametrize(("text", "kinds"), LETTERS)
def test_demands_are_recognised(text: str, kinds: tuple[str, ...]) -> None:
    found = guess(letter(text)).kinds
    assert tuple(guessed.kind.value for guessed in found) == kinds
    for guessed in found:
        assert guessed.evidence
        assert guessed.evidence in " ".join(text.split())


@pytest.mark.parametrize("text", SILENT)
def test_other_words_are_no_demand(text: str) -> None:
    assert guess(letter(text)).kinds == ()


def test_every_kind_but_other_can_be_recognised() -> None:
    recognised = {kind for _text, kinds in LETTERS for kind in kinds}
    assert recognised == {kind.value for kind in DEMANDS} - {"other"}


def test_the_subject_line_counts() -> None:
    found = guess(letter("Добрый день, см. вложение.", subject="Отзыв согласия")).kinds
    assert [guessed.kind for guessed in found] == [Kind.CONSENT_WITHDRAWAL]


def test_the_authority_is_known_by_its_address() -> None:
    found = guess(letter("Просим ознакомиться.", sender_address="info@99.rkn.gov.ru")).kinds
    assert [guessed.kind for guessed in found] == [Kind.RKN_INQUIRY]
    assert guess(letter("Просим ознакомиться.", sender_address="info@notrkn.example.ru")).kinds == ()


def test_what_is_quoted_counts_only_where_nothing_else_is_said() -> None:
    quoted = "\n> Чтобы не получать писем, нажмите «отписаться» или напишите: удалите мои данные\n"
    assert [g.kind for g in guess(letter("Прошу исправить мою фамилию." + quoted)).kinds] == [Kind.RECTIFICATION]
    assert guess(letter("Пересылаю." + quoted)).kinds


def test_own_words_end_where_the_earlier_mail_begins() -> None:
    text = "Жду ответа.\n\n12.11.2026 Анна Петрова писала:\nУдалите мои данные"
    assert own_words(text).strip() == "Жду ответа.\n\n".strip()
    assert own_words("> только цитата") == "> только цитата"


NAMES = (
    ("Я, Иванов Пётр Сергеевич, прошу ответить.", "", "Иванов Пётр Сергеевич"),
    ("Я, Джон Смит, прошу ответить.", "", "Джон Смит"),
    ("Прошу ответить.\n\nС уважением,\nПетрова Анна Ильинична", "Anna", "Петрова Анна Ильинична"),
    ("Прошу ответить.\nС уважением, Анна Сергеевна Петрова", "", "Петрова Анна Сергеевна"),
    ("Прошу ответить.\nС уважением,\nАнна Петрова", "", "Петрова Анна"),
    ("От: Сидоров Павел Кузьмич\n\nЗапрос", "", "Сидоров Павел Кузьмич"),
    ("от Ивановой-Бельской Софьи Львовны\n\nЗапрос", "", "Иванова-Бельская Софья Львовна"),
    ("от Достоевского Льва Ильича\n\nЗапрос", "", "Достоевский Лев Ильич"),
    ("от Шевченко Павла Андреевича\n\nЗапрос", "", "Шевченко Павел Андреевич"),
    ("ЗАЯВЛЕНИЕ\nОТ: КУЗНЕЦОВА МАРИЯ ПАВЛОВНА\nтекст", "", "Кузнецова Мария Павловна"),
    ("Текст.\n\nМамедов Рашид Али оглы", "", "Мамедов Рашид Али оглы"),
    ("Просто текст.", "Ирина Соколова", "Соколова Ирина"),
    ("Ответьте.\n\nС уважением,\nИрина", "Ирина Соколова", "Соколова Ирина"),
    (
        "Прошу в интересах моего сына Котова Захара Ильича удалить данные.\nКотова Полина Вадимовна",
        "",
        "Котов Захар Ильич",
    ),
    # In doubt there is no name.
    ("Действую по доверенности.\nЛаптева Снежана Борисовна", "Лаптева Снежана", ""),
    ("С уважением, отдел продаж", "Отдел Продаж", ""),
    ("Московский Проспект", "Support Team", ""),
    ("С уважением, Анна Сергеевна", "", ""),
    ("от Коваля Игната Олеговича", "", ""),
    ("", "", ""),
)


@pytest.mark.parametrize(("text", "sender", "name"), NAMES)
def test_the_person_is_named_in_the_nominative_or_not_at_all(text: str, sender: str, name: str) -> None:
    assert guess(letter(text, sender_name=sender)).subject_name == name


REQUEST = "Прошу предоставить сведения об обработке моих персональных данных. "


def test_what_a_request_lacks_is_named() -> None:
    assert guess(letter(REQUEST)).missing == (
        "номер документа, удостоверяющего личность",
        "кем и когда выдан документ",
        "сведения, подтверждающие отношения с оператором",
        "подпись",
    )


@pytest.mark.parametrize(
    ("addition", "label"),
    [
        ("Паспорт 99 01 000111.", "номер документа, удостоверяющего личность"),
        ("Паспорт серии 9901 номер 000111.", "номер документа, удостоверяющего личность"),
        ("Паспорт выдан 12.04.2021.", "кем и когда выдан документ"),
        ("Договор № 5.", "сведения, подтверждающие отношения с оператором"),
        ("Вы мне звонили: звонили на мой номер дважды.", "сведения, подтверждающие отношения с оператором"),
        ("Я оставлял на сайте заявку.", "сведения, подтверждающие отношения с оператором"),
    ],
)
def test_what_is_there_is_not_missed(addition: str, label: str) -> None:
    assert label in guess(letter(REQUEST)).missing
    assert label not in guess(letter(REQUEST + addition)).missing


def test_a_scan_may_hold_the_signature() -> None:
    scan = IncomingFile("заявление.PDF", "application/pdf", b"%PDF")
    assert "подпись" not in guess(letter(REQUEST, attachments=(scan,))).missing


def test_a_representative_without_papers_lacks_his_authority() -> None:
    label = "документ о полномочиях представителя"
    assert label in guess(letter(REQUEST + "Действую по доверенности.")).missing
    assert label not in guess(letter(REQUEST)).missing
    scan = IncomingFile("доверенность.jpg", "image/jpeg", b"")
    assert label not in guess(letter(REQUEST + "Действую по доверенности.", attachments=(scan,))).missing


def test_other_letters_lack_nothing() -> None:
    assert guess(letter("Больше не звоните мне.")).missing == ()
    assert guess(letter("Верните деньги.")).missing == ()


@settings(deadline=None)  # the first letter compiles the rules
@given(st.text(max_size=400), st.text(max_size=40), st.text(max_size=40))
def test_no_text_makes_the_guess_raise(text: str, sender: str, subject: str) -> None:
    found = guess(letter(text, sender_name=sender, subject=subject, sender_address=sender))
    assert len({guessed.kind for guessed in found.kinds}) == len(found.kinds)


def test_phrases_of_the_data_language() -> None:
    phrases = Phrases(["(удалите|сотрите) ?пожалуйста ~ данн*"], ["шутка ~ данн*"])
    assert phrases.find("Ну удалите, пожалуйста, все мои данные.") == (3, "удалите, пожалуйста, все мои данные")
    assert phrases.find("Сотрите данные") == (0, "Сотрите данные")
    assert phrases.find("не удалите данные") is None
    assert phrases.find("шутка, удалите данные") is None
    assert phrases.find("удалите. Мои данные") is None
    assert phrases.find("удалите раз два три четыре пять шесть семь данные") is None
