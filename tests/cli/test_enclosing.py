"""`otklik enclose`, and the fields of an earlier request given to `otklik letter --set`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfWriter

from .conftest import Said

Run = Callable[..., Said]


@pytest.fixture
def desk(otklik: Run, tmp_path: Path) -> Run:
    """A register with a draft in case 1 and none in case 2."""
    where = ("--register", tmp_path / "r.otklik", "--key-file", tmp_path / "r.key")
    assert otklik("new", *where).code == 0
    facts = ("form=ИП", "name=Ветров Арсений Павлович", "address=101000, г. Москва, ул. Придуманная, д. 1")
    assert otklik("operator", "new", *facts, *where).code == 0
    for name in ("Громов Пётр Ильич", "Лунина Вера Олеговна"):
        person = ("--name", name, "--address", "170034, г. Тверь, ул. Ясная, д. 2")
        added = otklik("add", "--kind", "access", *person, "--received", "2026-11-12", *where)
        assert added.code == 0, added.err
    assert otklik("letter", 1, "--template", "plain_answer", "--draft", *where).code == 0
    return lambda *arguments: otklik(*arguments, *where)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A PDF of three pages and a text."""
    writer, pdf, text = PdfWriter(), tmp_path / "Выгрузка_данных.pdf", tmp_path / "Перечень.txt"
    for _ in range(3):
        writer.add_blank_page(595, 842)
    writer.write(pdf)
    text.write_text("слова", "utf-8")
    return pdf, text


def test_files_are_kept_with_the_case_and_listed_in_the_letter(desk: Run, files: tuple[Path, Path]) -> None:
    said = desk("enclose", 1, *files)
    assert (said.code, said.err) == (0, "")
    lines = ["1. Выгрузка данных на 3 л. в 1 экз.", "2. Перечень в 1 экз."]
    assert said.out.replace("\u00a0", " ").splitlines() == lines
    assert desk("enclose", 1, files[1], "--title", "Список", "--sheets", 2, "--copies", 2).code == 0
    shown = desk("enclose", 1, "--json").json()
    assert [(one["title"], one["sheets"], one["copies"]) for one in shown["enclosures"]] == [
        ("Выгрузка данных", 3, 1),
        ("Перечень", None, 1),
        ("Список", 2, 2),
    ]
    assert shown["enclosures"][1]["file"] == shown["enclosures"][2]["file"]  # the same bytes are not kept twice
    shown = desk("show", 1, "--json").json()
    assert [one["name"] for one in shown["attachments"]].count("Перечень.txt") == 1
    assert "Приложен файл: Перечень.txt" in [line["sentence"] for line in shown["journal"]]


def test_a_paper_is_named_and_what_was_before_is_taken_out(desk: Run, files: tuple[Path, Path]) -> None:
    assert desk("enclose", 1, *files).code == 0
    said = desk("enclose", 1, "--clear", "--title", "Копия договора", "--sheets", 4)
    assert said.out.replace("\u00a0", " ") == "1. Копия договора на 4 л. в 1 экз.\n"
    assert desk("enclose", 1, "--clear").out == "Приложений нет.\n"


def test_a_title_leaves_the_pages_of_a_pdf_counted(desk: Run, files: tuple[Path, Path]) -> None:
    said = desk("enclose", 1, files[0], "--title", "Договор")
    assert said.out.replace("\u00a0", " ") == "1. Договор на 3 л. в 1 экз.\n"


def test_a_damaged_file_is_refused_in_one_line_and_a_locked_one_asks_for_its_sheets(desk: Run, tmp_path: Path) -> None:
    for name, content, sentence in (("zero.pdf", b"", "пустой"), ("bad.pdf", b"garbage", "повреждён")):
        (tmp_path / name).write_bytes(content)
        said = desk("enclose", 1, tmp_path / name)
        assert (said.code, said.err.count("\n")) == (2, 1), said
        assert sentence in said.err
    writer, locked = PdfWriter(), tmp_path / "locked.pdf"
    writer.add_blank_page(595, 842)
    writer.encrypt("придуманный пароль", algorithm="RC4-128")
    writer.write(locked)
    said = desk("enclose", 1, locked)
    assert (said.code, said.out) == (0, "1.\u00a0locked в\u00a01\u00a0экз.\n".replace("1.\u00a0", "1. "))
    assert "число листов" in said.err
    assert desk("enclose", 1, "--clear", locked, "--sheets", 4).err == ""


def test_an_issued_letter_is_listed_and_stays(desk: Run) -> None:
    assert desk("enclose", 1, "--title", "Акт", "--sheets", 1).code == 0
    fields = desk("letters", "--json").json()
    given = next(one for one in fields if one["id"] == "plain_answer")["fields"]
    values = tuple(word for name in given for word in ("--set", f"{name}=сказано"))
    issued = desk("letter", 2, "--template", "plain_answer", *values)
    assert issued.code == 0, issued.err
    assert desk("enclose", 2).out == "Приложений нет.\n"
    letter = desk("enclose", 2, "--json").json()["letter"]
    said = desk("enclose", 2, "--letter", letter, "--title", "Акт")
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "больше не меняется" in said.err


def test_what_stands_in_the_way_is_one_line_and_nothing_is_enclosed(
    desk: Run, files: tuple[Path, Path], tmp_path: Path
) -> None:
    for arguments, code, sentence in (
        ((9,), 2, "нет обращения № 9"),
        ((2,), 2, "нет черновика"),
        ((1, "--letter", 77), 2, "нет письма с id 77"),
        ((1, *files, "--title", "Всё"), 2, "--title"),
        ((1, "--sheets", 2), 2, "что приложить"),
        ((1, files[0], "--sheets", 0), 2, "от 1 до 999"),
        ((1, files[0], "--copies", "два"), 2, "--copies"),
        ((1, files[0], tmp_path / "nowhere.pdf"), 1, "nowhere.pdf"),
    ):
        said = desk("enclose", *arguments)
        assert (said.code, said.err.count("\n")) == (code, 1), said
        assert sentence in said.err.replace("\u00a0", " ")
    assert desk("enclose", 1).out == "Приложений нет.\n"
    assert "Выгрузка" not in desk("show", 1).out


def test_an_earlier_request_older_than_the_register_is_given(desk: Run) -> None:
    given = (
        "прежнее.получено=2 ноября 2026 г.",
        "прежнее.ответ=от 9 ноября 2026 г. № 14",
        "прежнее.повтор_с=2 декабря",
    )
    words = tuple(word for fact in given for word in ("--set", fact))
    said = desk("letter", 2, "--template", "repeat_refusal", *words, "--draft", "--json")
    assert said.code == 0, said.err
    labels = {"когда получен первый запрос", "дата и номер ответа на первый запрос"}
    assert labels & set(said.json()["missing"]) == set()
    bare = desk("letter", 2, "--template", "repeat_refusal", "--draft", "--json").json()["missing"]
    assert labels <= set(bare)
    assert "прежнее.получено: когда получен первый запрос" in desk("letters").out
    wrong = desk("letter", 2, "--template", "plain_answer", *words, "--draft")
    assert (wrong.code, wrong.err.count("\n")) == (2, 1)
