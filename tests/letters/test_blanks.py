"""The blanks people fill in by hand: whose they are, what the law wants in them, and that they are forms at all."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

from otklik.letters.blanks import load_blanks, render_blank
from otklik.letters.blocks import Heading, Paragraph, Table, plain, read_blocks
from otklik.register.records import Operator, OperatorForm
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[bytes], str]

CHECKER = Path(__file__).parents[3] / "shared" / "tools" / "pdfa-check"
IDS = ("access", "rectification", "consent_withdrawal", "stop_processing", "dissemination_stop", "intake")
DAY = date(2026, 11, 21)


def _words(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("\u00a0", " "))


def test_six_blanks_in_their_order() -> None:
    assert tuple(load_blanks()) == IDS
    assert [blank.id for blank in load_blanks().values() if not blank.addressed] == ["intake"]


@pytest.mark.parametrize("form", ["sole_proprietor", "company"])
@pytest.mark.parametrize("name", IDS)
def test_every_word_of_a_blank_is_on_its_one_page(
    name: str, form: str, read_pdf: Read, request: pytest.FixtureRequest
) -> None:
    blank, operator = load_blanks()[name], request.getfixturevalue(form)
    pdf = render_blank(blank, operator, DAY)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert len(file.pages) == 1
        assert str(file.docinfo.Title) == f"{blank.title} (бланк)"
    text = _words(read_pdf(pdf))
    said = [blank.heading, blank.about, blank.note, operator.emails[0]]
    for block in read_blocks(blank.body):
        cells = [plain(cell) for row in block.rows for cell in row] if isinstance(block, Table) else []
        words = plain(block.spans) if isinstance(block, Heading | Paragraph) else ""
        said += [*cells, *re.split(r"_{3,}|\[ \]|[()]", words)]
    assert [words for words in said if _words(words) not in text] == []
    assert "None" not in text
    assert not re.search(r"[{}\[\]]|__", text)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "access",  # ст. 14 ч. 3: the document, what ties the person to the operator, the signature; ч. 7
            ("серия и номер", "Дата выдачи", "Кем выдан", "Договор или заказ", "подпись", "части 7 статьи 14"),
        ),
        ("rectification", ("части 1 статьи 14", "Как записано сейчас", "Как должно быть", "на время проверки")),
        ("consent_withdrawal", ("части 2 статьи 9", "часть 5 статьи 21", "тридцати дней")),
        ("stop_processing", ("части 5.1 статьи 21", "десяти рабочих дней", "пунктов 2–11 части 1 статьи 6")),
        ("dissemination_stop", ("части 12 статьи 10.1", "хотя бы один контакт", "Какие данные")),
        ("intake", ("по телефону", "словами заявителя", "зарегистрировано под №", "Ответить до")),
    ],
)
def test_a_blank_asks_for_what_the_law_names(
    name: str, told: tuple[str, ...], read_pdf: Read, company: Operator
) -> None:
    text = read_pdf(render_blank(load_blanks()[name], company, DAY))
    assert [words for words in told if words not in text] == []


@pytest.mark.parametrize("name", IDS[:-1])
def test_nobody_has_to_use_a_blank(name: str) -> None:
    assert load_blanks()[name].note.startswith("Писать на этом бланке не обязательно")


def test_a_sole_proprietor_is_addressed_in_the_dative_and_a_company_is_not(
    read_pdf: Read, sole_proprietor: Operator, company: Operator
) -> None:
    blank = load_blanks()["access"]
    text = read_pdf(render_blank(blank, sole_proprietor, DAY))
    assert "Индивидуальному предпринимателю Волковой Ольге Игоревне 214000, г. Смоленск" in text
    text = read_pdf(render_blank(blank, replace(sole_proprietor, name="ИП Ветров Арсений Павлович"), DAY))
    assert "Индивидуальному предпринимателю Ветрову Арсению Павловичу" in text
    assert "ООО «Северо-Западная торгово-посредническая компания» 190000" in read_pdf(render_blank(blank, company, DAY))


def test_the_sheet_for_a_conversation_is_not_addressed_to_oneself(read_pdf: Read, sole_proprietor: Operator) -> None:
    text = read_pdf(render_blank(load_blanks()["intake"], sole_proprietor, DAY))
    assert f"Индивидуальный предприниматель {sole_proprietor.name} 214000" in text
    assert "Индивидуальному" not in text


def test_there_are_lines_to_write_on_and_boxes_to_tick(company: Operator) -> None:
    with pikepdf.open(io.BytesIO(render_blank(load_blanks()["access"], company, DAY))) as file:
        drawn = file.pages[0].Contents.read_bytes()
    blank = load_blanks()["access"].body
    assert drawn.count(b" l S") >= len(re.findall("_{3,}", blank))
    assert drawn.count(b" re ") >= blank.count("[ ]")


@pytest.mark.parametrize("lacking", ["name", "address"])
def test_a_blank_that_leads_nowhere_is_refused(lacking: str, company: Operator) -> None:
    with pytest.raises(UserError, match="наименование и почтовый адрес"):
        render_blank(load_blanks()["access"], replace(company, **{lacking: " "}), DAY)


@pytest.mark.parametrize("value", ["<script>", "Рога & Копыта &amp;", "{{ 7*7 }}", "🙂 კ", "ё" * 300, "____ [ ] x"])
def test_whatever_the_profile_holds_comes_out_as_text(value: str, read_pdf: Read) -> None:
    operator = Operator(form=OperatorForm.COMPANY, name=f"ООО «{value}»", address=f"г. Тверь, {value}")
    text = read_pdf(render_blank(load_blanks()["stop_processing"], operator, DAY)).replace(" ", "")
    shown = "".join(f"(U+{ord(sign):04X})" if sign in "🙂კ" else sign for sign in value if sign != " ")
    assert text.count(shown) == 2


def test_the_same_blank_makes_the_same_bytes(company: Operator) -> None:
    one, two = (render_blank(load_blanks()["intake"], company, DAY) for _ in range(2))
    assert one == two


def test_blanks_are_archive_pdf_and_tagged(tmp_path: Path, company: Operator) -> None:
    for name, blank in load_blanks().items():
        (tmp_path / f"{name}.pdf").write_bytes(render_blank(blank, company, DAY))
        with pikepdf.open(tmp_path / f"{name}.pdf") as file:
            assert bool(file.Root.MarkInfo.Marked)
    if not CHECKER.is_file() or shutil.which("java") is None:
        pytest.skip(f"no PDF/A validator: {CHECKER} needs java")
    files = [str(tmp_path / f"{name}.pdf") for name in IDS]
    done = subprocess.run([str(CHECKER), *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
