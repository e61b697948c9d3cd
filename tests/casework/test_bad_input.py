"""What people type, paste and attach, through the clerk's acts to the finished file: text, or a refusal in words."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest

from otklik.casework import answering, enclosing, images, profiles, registering, templates_own
from otklik.law.kinds import Kind
from otklik.register.paper_records import Enclosure, ImageKind
from otklik.register.records import LetterState, OperatorForm, Subject
from otklik.system.errors import UserError
from tests.finished_pdf import text_of
from tests.invented import SOLE_PROPRIETOR, picture

from .test_acts import new_case
from .test_images import BAD

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "template": "{{ 7*7 }} {% for x in y %} {# нет #}",
    "entity": "Рога & Копыта &amp; &#65; &nbsp;",
    "address": "Пётр <a@b.c>",
    "markdown": "*x* **y** _z_ `q` [a](http://b) ![i](j) ~~k~~ |l|",
    "path": "C:\\temp\\new \\* 'одна' \"две\"",
}
GEORGIAN, ARABIC = "მელაძე გიორგი", "محمد علي"
WHOM = Subject(full_name="Калинина Ирина Олеговна", address="190000, г. Псков, ул. Ясная, д. 2")
OWN = {"основание_отказа": "пункта 4 части 8 статьи 14 Закона", "обстоятельства": "названы в приложении"}
SECONDS = 20
"""A machine with other work has to be done by then; without it each of these takes less than two."""


def started(desk: Desk, operator_id: int, subject: Subject = WHOM, **own: str) -> int:
    """Draft a refusal to somebody and return its id."""
    new = replace(new_case(operator_id, Kind.ACCESS), subject=subject)
    case_id = registering.register_case(desk, new).case_id
    return answering.draft_letter(desk, case_id, "refusal", OWN | own).letter_id


def printed(desk: Desk, letter_id: int) -> str:
    """Issue a letter and return what is read from its file, without white space."""
    answering.issue(desk, letter_id)
    return bare(text_of(answering.letter_pdf(desk, letter_id), "-raw"))


def bare(text: str) -> str:
    """Return a text without white space; where poppler sees spaces between single signs is its guess."""
    return "".join(text.split())


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_typed_is_printed_as_it_was_typed(desk: Desk, value: str) -> None:
    operator = replace(SOLE_PROPRIETOR, address=value, executor=value, phones=(value,))
    operator_id = profiles.save_operator(desk, operator).operator_id
    subject = Subject(full_name=value, address=value)
    letter_id = started(desk, operator_id, subject, обстоятельства=value)
    enclosing.set_enclosures(desk, letter_id, (Enclosure(title=value, sheets=2),))
    text = printed(desk, letter_id)
    # name, address, own field, enclosure; of the operator address, phone and executor, mostly the greeting too
    assert text.count(bare(value).rstrip(";")) >= 7
    said, _, _head = text.partition("журнал")  # the head of the journal has any digits
    assert "49" not in said.replace(bare(value), "")


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_a_heading_typed_by_hand_is_printed_as_it_was_typed(desk: Desk, operator_id: int, value: str) -> None:
    letter_id = started(desk, operator_id)
    answering.save_draft(desk, letter_id, f"О том, что {value}", "Текст.")
    assert bare(f"О том, что {value}") in printed(desk, letter_id)


@pytest.mark.parametrize(
    "value", ["<script>alert(1)</script>", "1 < 2 & 3 > 2", "Пётр <a@b.c>", "<!-- так -->", "<br>"]
)
def test_a_text_typed_by_hand_keeps_its_angle_brackets(desk: Desk, operator_id: int, value: str) -> None:
    letter_id = started(desk, operator_id)
    answering.save_draft(desk, letter_id, "О скобках", f"Сказано: {value} — и всё.\n\n{value}\n")
    assert printed(desk, letter_id).count(bare(value)) == 2


def test_braces_typed_by_hand_are_an_empty_field_or_text_and_never_counted(desk: Desk, operator_id: int) -> None:
    letter_id = started(desk, operator_id)
    answering.save_draft(desk, letter_id, "О скобках", "Сказано {{ 7*7 }} и {% for x in y %}.")
    assert bare("Сказано {{ 7*7 }} и {% for x in y %}.") in printed(desk, letter_id)
    unknown = started(desk, operator_id)
    answering.save_draft(desk, unknown, "О поле", "Сказано {{ нет_такого }}.")
    with pytest.raises(UserError, match="нет_такого"):
        answering.issue(desk, unknown)


@pytest.mark.parametrize(
    ("value", "named"),
    [("Калинина 🙂 Ирина", r"🙂 \(U\+1F642\)"), (GEORGIAN, r"მ \(U\+10DB\)"), (ARABIC, r"م \(U\+0645\)")],
    ids=["emoji", "Georgian", "Arabic"],
)
def test_what_the_font_has_no_signs_for_is_named_and_stays_a_draft(
    desk: Desk, operator_id: int, value: str, named: str
) -> None:
    for subject, own in ((replace(WHOM, full_name=value), "так"), (WHOM, value)):
        letter_id = started(desk, operator_id, subject, обстоятельства=own)
        with pytest.raises(UserError, match=named):
            answering.issue(desk, letter_id)
        view = answering.open_letter(desk, letter_id)
        assert view.letter.state is LetterState.DRAFT
        shown = text_of(answering.render_preview(answering.prepare(desk, letter_id, "О", view.letter.body)))
        assert "(U+" in shown
    assert answering.issue(desk, started(desk, operator_id)).number == "1/ПДн"  # no number was used up


@pytest.mark.parametrize(
    "name", ["А" * 300, "Иванова-" * 36 + "Ли", "Константинопольская " * 14 + "Анна", f"{'Ж' * 280} Анна Ивановна"]
)
def test_a_surname_of_300_letters_is_printed_whole(desk: Desk, operator_id: int, name: str) -> None:
    assert len(name) <= 300
    begun = time.monotonic()
    letter_id = started(desk, operator_id, replace(WHOM, full_name=name))
    answering.issue(desk, letter_id)
    pdf = answering.letter_pdf(desk, letter_id)
    shown = bare(text_of(pdf, "-raw")).replace("-", "")
    assert bare(name.partition(" ")[0]).replace("-", "")[:270] in shown
    assert time.monotonic() - begun < SECONDS
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert len(file.pages) <= 3


def test_a_longer_name_is_refused_with_its_length(desk: Desk, operator_id: int) -> None:
    with pytest.raises(UserError, match="301"):
        started(desk, operator_id, replace(WHOM, full_name="А" * 301))


def test_a_text_of_forty_pages_is_issued_whole(desk: Desk, operator_id: int) -> None:
    letter_id = started(desk, operator_id)
    paragraphs = [
        f"Абзац {number}. Персональные данные обрабатываются на основании договора от 14 марта 2024 г. № {number} и "
        f"хранятся до 31 декабря 2029 г.; сумма {number} 500 руб. возвращена. " * 4
        for number in range(1, 301)
    ]
    answering.save_draft(desk, letter_id, "О многом", "\n\n".join(paragraphs))
    begun = time.monotonic()
    text = printed(desk, letter_id)
    assert time.monotonic() - begun < SECONDS
    with pikepdf.open(io.BytesIO(answering.letter_pdf(desk, letter_id))) as file:
        pages = len(file.pages)
    assert pages >= 40
    for number in range(1, 301):
        assert text.count(f"Абзац{number}.") == 4
    numbers = [f"№{number}" for number in range(1, 301)]
    assert [one for one in numbers if text.count(f"{one}и") < 3] == []


@pytest.mark.parametrize("name", BAD)
def test_a_bomb_or_no_picture_for_a_logo_is_refused_and_letters_go_on(desk: Desk, operator_id: int, name: str) -> None:
    content, sentence = BAD[name]
    begun = time.monotonic()
    with pytest.raises(UserError, match=sentence):
        images.set_image(desk, operator_id, ImageKind.LOGO, content)
    assert time.monotonic() - begun < SECONDS
    assert "Ирин" in printed(desk, started(desk, operator_id))
    assert images.images_of(desk, operator_id) == {}


ENDLESS = {
    "loop": "{% for a in range(999999999) %}а{% endfor %}",
    "loops": "{% for a in range(99999) %}{% for b in range(99999) %}а{% endfor %}{% endfor %}",
    "macro": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "itself": "{% include 'refusal' %}",
    "power": "{{ 9 ** 9 ** 9 }}",
    "text": "{{ 'а' * 999999999 }}",
    "swelling": "{% set а = 'аааааааааа' %}" + "{% set а = а ~ а ~ а ~ а %}" * 20 + "{{ а }}",
    "filter": "{{ 'а'|center(999999999) }}",
}


@pytest.mark.parametrize("body", ENDLESS.values(), ids=ENDLESS)
def test_an_endless_template_is_refused_at_once_and_ours_still_works(desk: Desk, operator_id: int, body: str) -> None:
    begun = time.monotonic()
    with pytest.raises(UserError):
        templates_own.save_own(desk, "refusal", "Об отказе", f"Текст.\n\n{body}")
    assert time.monotonic() - begun < SECONDS
    assert "Отказываем" in printed(desk, started(desk, operator_id))


def test_an_endless_loop_typed_into_a_letter_is_text(desk: Desk, operator_id: int) -> None:
    letter_id = started(desk, operator_id)
    answering.save_draft(desk, letter_id, "О цикле", ENDLESS["loops"])
    assert bare(ENDLESS["loops"]) in printed(desk, letter_id)


def test_images_are_kept_apart_from_each_other(desk: Desk, operator_id: int) -> None:
    images.set_image(desk, operator_id, ImageKind.LOGO, picture())
    with pytest.raises(UserError):
        images.set_image(desk, operator_id, ImageKind.SEAL, BAD["bomb"][0])
    letter_id = started(desk, operator_id)
    answering.issue(desk, letter_id)
    with pikepdf.open(io.BytesIO(answering.letter_pdf(desk, letter_id))) as file:
        assert sum(len(page.Resources.get("/XObject", {})) for page in file.pages) == 1


def test_a_name_of_an_operator_no_letter_can_show_is_refused(desk: Desk, operator_id: int) -> None:
    known = desk.register.operators.get(operator_id)
    for operator in (replace(known, name="Шевченко 😀"), replace(SOLE_PROPRIETOR, name=GEORGIAN)):
        with pytest.raises(
            UserError, match=r"^Наименование оператора: есть знаки, которые нельзя напечатать: .+\. Замените"
        ):
            profiles.save_operator(desk, operator)
    assert [one.name for one in profiles.operators(desk)] == [known.name]
    desk.register.operators.save(replace(known, name="Шевченко 😀"))  # of an older version: the rest can be put right
    profiles.save_operator(desk, replace(known, name="Шевченко 😀", policy_clause="9.2"))
    assert dict(profiles.requisite_warnings(desk.register.operators.get(operator_id)))["name"].endswith("уберите их.")


def test_a_company_of_hostile_words_issues_too(desk: Desk) -> None:
    value = "ООО «<b>Рога</b> & {{ 7*7 }}»"
    operator = replace(
        SOLE_PROPRIETOR,
        form=OperatorForm.COMPANY,
        name=value,
        signer_name="Иванов <a@b.c>",
        signer_position="&lt;Директор",
    )
    operator_id = profiles.save_operator(desk, operator).operator_id
    text = printed(desk, started(desk, operator_id))
    for part in ("«<b>Рога</b>&{{7*7}}»", "Иванов<a@b.c>", "&lt;Директор"):
        assert part in text
