"""`otklik print-form act|journal` and `otklik folder`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.finished_pdf import text_of

from .conftest import Said

Run = Callable[..., Said]


@pytest.fixture
def desk(otklik: Run, tmp_path: Path) -> Run:
    """A register with a withdrawal of consent of 12 November 2026 in it."""
    where = ("--register", tmp_path / "r.otklik", "--key-file", tmp_path / "r.key")
    assert otklik("new", *where).code == 0
    facts = ("form=ИП", "name=Ветров Арсений Павлович", "address=101000, г. Москва, ул. Придуманная, д. 1")
    assert otklik("operator", "new", *facts, "data_categories=номер телефона", *where).code == 0
    letter = ("--kind", "consent_withdrawal", "--name", "Громов Пётр Ильич", "--received", "2026-11-12")
    added = otklik("add", *letter, "--late-reason", "спам", *where)
    assert added.code == 0, added.err
    return lambda *arguments: otklik(*arguments, *where)


def test_the_act_is_written_and_its_duties_are_done(desk: Run, tmp_path: Path) -> None:
    file = tmp_path / "act.pdf"
    said = desk(
        *("print-form", "act", 1, "--system", "1С", "--media", "Анкета=2", "--method", "удалено", "--on", "2026-11-13"),
        *("--by", "Петрова Мария Сергеевна, администратор", "--out", file, "--json"),
    )
    assert said.code == 0, said.err
    assert (said.json()["number"], said.json()["keep_until"]) == (1, "2029-11-13")
    assert len(said.json()["closed"]) == 2
    text = text_of(file.read_bytes())
    for words in ("Громов Пётр Ильич", "Петрова Мария Сергеевна", "Администратор", "Анкета", "Выгрузка"):
        assert words in text
    # The system is remembered, and left out where only paper is named.
    again = tmp_path / "again.pdf"
    assert desk("print-form", "act", 1, "--media", "Анкета=2", "--method", "сожжено", "--out", again).code == 0
    assert "Выгрузка" not in text_of(again.read_bytes())


def test_what_the_act_misses_is_one_line_and_nothing_is_done(desk: Run, tmp_path: Path) -> None:
    file = tmp_path / "act.pdf"
    for arguments, sentence in (
        ((), "информационная система или бумажные носители с числом листов, способ уничтожения."),
        (("--system", "1С", "--method", "x", "--by", "Петрова"), "должность того, кто уничтожил"),
        (("--media", "Анкета", "--method", "x"), "сколько листов"),
        (("--media", "Анкета=два", "--method", "x"), "НАЗВАНИЕ=ЛИСТОВ"),
        (("--system", "1С", "--method", "стёрто 😀"), "Способ уничтожения: есть знаки, которые нельзя напечатать: 😀"),
        (("--system", "1С", "--method", "x", "--on", "2026-11-11"), "раньше дня получения"),
    ):
        said = desk("print-form", "act", 1, *arguments, "--out", file)
        assert (said.code, said.err.count("\n")) == (2, 1), said
        assert sentence in said.err
    assert not file.exists()
    where = ("--system", "1С", "--method", "x", "--out", tmp_path / "nowhere" / "act.pdf")
    assert desk("print-form", "act", 1, *where).code == 1
    done = desk("print-form", "act", 1, "--system", "1С", "--method", "x", "--out", file, "--json")
    assert done.json()["number"] == 1


def test_an_act_is_shown_written_again_and_annulled(desk: Run, tmp_path: Path) -> None:
    where = ("--system", "1С", "--method", "удалено", "--out", tmp_path / "act.pdf")
    assert desk("print-form", "act", 1, *where).code == 0
    again = desk("print-form", "act", 1, "--again", 1, "--out", tmp_path / "again.pdf", "--json")
    assert again.json() == {"number": 1, "file": str(tmp_path / "again.pdf")}
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "act.pdf").read_bytes()
    (act,) = desk("show", 1, "--json").json()["papers"]
    assert (act["kind"], act["number"], act["void_on"]) == ("act", 1, None)
    said = desk("annul", 1, "--act", 1, "--reason", "не та программа", "--json")
    assert said.code == 0, said.err
    assert [paper["kind"] for paper in said.json()["papers"]] == ["act", "annulment"]
    assert said.json()["papers"][0]["void_reason"] == "не та программа"
    assert {row["done_on"] for row in said.json()["duties"]} == {None}
    assert "аннулирован: не та программа" in desk("show", 1).out
    for arguments, sentence in (
        (("--act", 1), "Акт № 1 уже аннулирован"),
        (("--act", 7), "В обращении № 1 нет акта № 7."),
        (("--act", 1, "--letter", "2/ПДн"), "либо письмо, либо акт"),
    ):
        refused = desk("annul", 1, *arguments, "--reason", "ошибка")
        assert (refused.code, refused.err.count("\n")) == (2, 1), refused
        assert sentence in refused.err
    assert desk("print-form", "act", 1, "--again", 7, "--out", tmp_path / "7.pdf").code == 2


def test_the_journal_is_printed_line_by_line_and_sewn(desk: Run, tmp_path: Path) -> None:
    first = desk("print-form", "journal", "--out", tmp_path / "1.pdf", "--json")
    assert first.json() == {"print": 1, "sheets": [1, 1], "lines": [1, 1], "file": str(tmp_path / "1.pdf")}
    nothing = desk("print-form", "journal", "--out", tmp_path / "2.pdf")
    assert (nothing.code, nothing.err) == (2, "С последней печати в журнале нет ничего нового.\n")
    assert not (tmp_path / "2.pdf").exists()
    sewn = desk("print-form", "journal", "--closing", "--out", tmp_path / "last.pdf")
    assert "Печать 2: строка 1, лист 1\n" in sewn.out
    assert "1 (один) лист" in text_of((tmp_path / "last.pdf").read_bytes())
    assert desk("print-form", "journal", "--again", 1, "--out", tmp_path / "again.pdf").code == 0
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "1.pdf").read_bytes()
    assert "Нет печати" in desk("print-form", "journal", "--again", 7, "--out", tmp_path / "7.pdf").err


def test_a_print_that_cannot_be_written_is_not_lost(desk: Run, tmp_path: Path) -> None:
    assert desk("print-form", "journal", "--out", tmp_path / "nowhere" / "1.pdf").code == 1
    assert desk("print-form", "journal", "--out", tmp_path / "1.pdf").code == 0


def test_a_folder_of_a_case_and_of_a_period(desk: Run, tmp_path: Path) -> None:
    one = desk("folder", 1, "--out", tmp_path / "one", "--json")
    assert one.code == 0, one.err
    assert one.json()["volumes"] == ["папка.pdf"]
    assert (tmp_path / "one" / "опись.txt").is_file()
    period = desk("folder", "--from", "2026-11-01", "--to", "30.11.2026", "--out", tmp_path / "period.zip")
    assert period.code == 0, period.err
    assert "Обращений: 1" in period.out
    for arguments in (("--from", "2026-11-01"), (), (1, "--from", "2026-11-01", "--to", "2026-11-02")):
        said = desk("folder", *arguments, "--out", tmp_path / "none")
        assert (said.code, said.err) == (2, "Укажите, какие обращения: номер или --from и --to.\n")
    assert desk("folder", 1, "--out", tmp_path / "one").code == 2
