"""`otklik letters --template`: the user's own text of a template, from a file and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Said

Run = Callable[..., Said]
ACCESS = ("letters", "--template", "access_answer")


@pytest.fixture
def desk(otklik: Run, tmp_path: Path) -> Run:
    """A new register."""
    where = ("--register", tmp_path / "r.otklik", "--key-file", tmp_path / "r.key")
    assert otklik("new", *where).code == 0
    return lambda *arguments: otklik(*arguments, *where)


def test_a_template_is_printed_edited_compared_and_given_back(otklik: Run, desk: Run, tmp_path: Path) -> None:
    shipped = otklik(*ACCESS)
    assert shipped.code == 0
    assert shipped.out.startswith("# О предоставлении сведений об обработке персональных данных\n\nВаше обращение")
    assert desk(*ACCESS).out == shipped.out
    assert desk(*ACCESS, "--diff").out == "Письма готовятся по исходному тексту.\n"
    file = tmp_path / "own.md"
    file.write_text(shipped.out.replace("# О предоставлении", "# О выдаче").replace("бесплатно", "даром"), "utf-8-sig")
    assert desk(*ACCESS, "--edit", file).out == "Теперь письма готовятся по вашему тексту.\n"
    assert desk(*ACCESS).out == file.read_text("utf-8-sig")
    diff = desk(*ACCESS, "--diff")
    assert "+# О выдаче сведений об обработке персональных данных" in diff.out.splitlines()
    assert "--- " not in diff.out
    assert desk(*ACCESS, "--diff", "--json").json()["own"]["heading"].startswith("О выдаче")
    assert "Ответ на запрос сведений (свой текст)\n" in desk("letters").out
    assert "свой текст" not in otklik("letters").out
    assert desk(*ACCESS, "--return").out == "Письма готовятся по исходному тексту.\n"
    assert desk(*ACCESS).out == shipped.out


def test_a_file_without_a_heading_keeps_the_one_there_was(desk: Run, tmp_path: Path) -> None:
    file = tmp_path / "own.md"
    file.write_text("## Раздел\n\nДанных о вас нет: {{ письмо.основание_отказа }}.\n", "utf-8")
    assert desk(*ACCESS, "--edit", file).code == 0
    assert desk(*ACCESS).out.startswith("# О предоставлении сведений об обработке персональных данных\n\n## Раздел\n")
    rows = {row["id"]: row for row in desk("letters", "--json").json()}
    assert rows["access_answer"]["fields"] == {"основание_отказа": "основание отказа"}
    assert (rows["access_answer"]["own"], rows["refusal"]["own"]) == (True, False)


def test_what_cannot_be_is_one_line(otklik: Run, desk: Run, tmp_path: Path) -> None:
    wrong, binary = tmp_path / "wrong.md", tmp_path / "binary.md"
    wrong.write_text("Сумма {{ 7 * 7 }}", "utf-8")
    binary.write_bytes(b"\xff\xfe\x00")
    for arguments, sentence in (
        ((*ACCESS, "--edit", wrong), "но не вычисления"),
        ((*ACCESS, "--edit", binary), "не текст в UTF-8"),
        ((*ACCESS, "--edit", wrong, "--return"), "нельзя указать вместе"),
        ((*ACCESS, "--seen"), "вместе с --edit"),
        (("letters", "--diff"), "--template ID"),
        (("letters", "--template", "nothing"), "Нет шаблона «nothing»"),
    ):
        said = desk(*arguments)
        assert (said.code, said.err.count("\n")) == (2, 1), said
        assert sentence in said.err
    assert otklik("letters", "--template", "nothing").code == 2
    assert desk("letters", "--template", "access_answer", "--edit", tmp_path / "none.md").code != 0
    assert not any(row["own"] for row in desk("letters", "--json").json())


def test_the_place_of_a_mistake_is_told_as_in_the_window(desk: Run, tmp_path: Path) -> None:
    file = tmp_path / "own.md"
    for text, sentence in (
        ("а\n\n{{ оператор.адресс }}", "Строка 3: нет поля «оператор.адресс». Возможно, нужно «оператор.адрес»."),
        ("а\n{% if сегодня %}\nб", "Строка 2: условие, которое здесь начато, не закрыто, не хватает {% endif %}."),
        ("{% for x in range(10**9) %}а{% endfor %}", "Строка 1: в шаблоне допустимы поля, тексты, условия"),
        ("слово " * 17_000, "Шаблон слишком длинный"),
        ("# \n\nтекст", "У шаблона нет заголовка."),
    ):
        file.write_text(text, "utf-8")
        said = desk(*ACCESS, "--edit", file)
        assert (said.code, said.err.count("\n")) == (2, 1), said
        assert sentence in said.err
    file.write_text("а\n<script>{{ сегодня }}</script>", "utf-8")
    said = desk(*ACCESS, "--edit", file)
    assert said.code == 0
    assert said.out.splitlines()[1].startswith("Строка 2: <script> будет напечатано как есть")
    file.write_text("Ура 🙂 и გამარჯობა", "utf-8")
    said = desk(*ACCESS, "--edit", file)
    assert said.code == 0
    assert "🙂 (U+1F642)" in said.out
    assert "გ (U+10D2)" in desk(*ACCESS, "--edit", file, "--json").json()["remark"]


def test_a_copy_to_edit_is_written_and_never_over_a_file(desk: Run, tmp_path: Path) -> None:
    facts = ("form=ИП", "name=Ветров Арсений Павлович", "address=101000, г. Москва, ул. Придуманная, д. 1")
    assert desk("operator", "new", *facts).code == 0
    who = ("--name", "Громов Пётр Ильич", "--received", "2026-11-12", "--late-reason", "спам")
    assert desk("add", "--kind", "access", *who).code == 0
    letter, file = ("letter", 1, "--template", "no_processing", "--draft"), tmp_path / "copy.docx"
    said = desk(*letter, "--docx", file)
    assert said.code == 0
    assert str(file) in said.out.splitlines()
    content = file.read_bytes()
    assert content.startswith(b"PK")
    again = desk(*letter, "--docx", file)
    assert (again.code, file.read_bytes()) == (2, content)
    assert desk(*letter, "--docx", tmp_path / "nowhere" / "copy.docx").code == 1
    assert len(desk("show", 1, "--json").json()["letters"]) == 1


def test_the_list_keeps_ids_and_titles_apart(otklik: Run) -> None:
    rows = [line for line in otklik("letters").out.splitlines() if not line.startswith(" ")]
    ids = {one["id"] for one in otklik("letters", "--json").json()}
    assert {row.split("  ")[0] for row in rows} == ids
    assert len({len(row) - len(row.partition("  ")[2].lstrip()) for row in rows}) == 1, "titles stand in one column"
