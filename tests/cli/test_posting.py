"""`otklik print-form` for the post, and `otklik dispatch` with tracking number and receipt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from .conftest import Said

TODAY = date.today()  # noqa: DTZ011 - the commands stand on the computer's own day

Run = Callable[..., Said]
MM = 72 / 25.4


@pytest.fixture
def desk(otklik: Run, tmp_path: Path) -> Run:
    """A register with an issued answer in case 1 and a draft in case 2."""
    where = ("--register", tmp_path / "r.otklik", "--key-file", tmp_path / "r.key")
    assert otklik("new", *where).code == 0
    facts = (
        "form=ИП", "name=Ветров Арсений Павлович", "address=101000, г. Москва, ул. Придуманная, д. 1",
        "inn=990000000075", "emails=vetrov@example.ru", "purposes=договор", "legal_grounds=договор",
        "methods=хранение", "data_categories=имя", "sources=сам субъект", "recipients=нет", "processors=нет",
        "storage_term=три года", "cross_border=no", "database_location=г. Москва", "measures=назначен ответственный",
        "automated_decisions=no",
    )  # fmt: skip
    made = otklik("operator", "new", *facts, *where)
    assert made.code == 0, made.err
    for name in ("Громов Пётр Ильич", "Лунина Вера Олеговна"):
        added = otklik(
            "add", "--kind", "access", "--name", name, "--address", "170034, г. Тверь, ул. Ясная, д. 2",
            "--received", "2026-11-12", *where,
        )  # fmt: skip
        assert added.code == 0, added.err
    return lambda *arguments: otklik(*arguments, *where)


@pytest.fixture
def issued(desk: Run) -> Run:
    """The same; case 1 has an issued letter."""
    said = desk("letter", 1, "--template", "access_answer", "--identity-unconfirmed")
    assert said.code == 0, said.err
    return desk


@pytest.mark.parametrize(
    ("size", "width", "height"), [("DL", 220, 110), ("C6", 162, 114), ("C5", 229, 162), ("C4", 324, 229)]
)
def test_an_envelope_of_each_size(issued: Run, tmp_path: Path, size: str, width: int, height: int) -> None:
    file = tmp_path / "envelope.pdf"
    said = issued("print-form", "envelope", 1, "--size", size, "--registered", "--out", file, "--json")
    assert (said.code, said.err) == (0, "")
    assert said.json() == {"file": str(file), "problems": []}
    with pikepdf.open(file) as pdf:
        box = [float(side) / MM for side in pdf.pages[0].MediaBox.as_list()]
        assert [round(side, 2) for side in box] == [0, 0, width, height]
        assert "Громов" not in str(pdf.docinfo.Title)


def test_every_paper_is_written(issued: Run, tmp_path: Path) -> None:
    for name, arguments in {
        "labels": (1, 2, "--sheet", "2x7", "--start", "3"),
        "inventory": (1, "--value", "1 200,50"),
        "list103": (1, "--list-number", "7", "--with-notice"),
        "notice119": (1, "--plain", "--valuable"),
    }.items():
        file = tmp_path / f"{name}.pdf"
        said = issued("print-form", name, *arguments, "--out", file)
        if name == "labels":
            assert said.code == 2  # case 2 has no letter yet
            said = issued("print-form", name, 1, *arguments[2:], "--out", file)
        assert (said.code, said.err) == (0, ""), said
        with pikepdf.open(file) as pdf:
            assert len(pdf.pages) == 1


def test_what_is_missing_is_said_and_the_paper_is_written(issued: Run, tmp_path: Path) -> None:
    said = issued("print-form", "inventory", 1, "--out", tmp_path / "i.pdf")
    assert said.code == 0
    assert "объявленной ценностью" in said.err
    assert (tmp_path / "i.pdf").is_file()


def test_what_stands_in_the_way_is_one_line(issued: Run, tmp_path: Path) -> None:
    (tmp_path / "old.pdf").write_bytes(b"old")
    new = tmp_path / "new.pdf"
    for arguments, sentence in (
        (("envelope", 1, "--out", tmp_path / "old.pdf"), "уже есть"),
        (("envelope", 1, "--size", "A4", "--out", new), "--size"),
        (("envelope", 1, "--letter", "9/ПДн", "--out", new), "нет такого письма"),
        (("envelope", 9, "--out", new), "нет обращения № 9"),
        (("labels", 1, "--start", "25", "--out", new), "наклейки 25 нет"),
        (("inventory", 1, "--value", "сто", "--out", new), "не сумма"),
        (("inventory", 1, "--value", "0", "--out", new), "больше нуля"),
        (("list103", "--out", new), "NUMBERS"),
    ):
        said = issued("print-form", *arguments)
        assert (said.code, said.err.count("\n")) == (2, 1), said
        assert sentence in said.err.replace("\u00a0", " ")
    assert not new.exists()


def test_a_letter_leaves_with_its_number_and_receipt(issued: Run, tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.pdf"
    receipt.write_bytes(b"%PDF-1.4\nstartxref\n9\n%%EOF\n")
    said = issued("dispatch", 1, "--way", "заказным письмом", "--tracking", "8008 3740 7125 14", "--receipt", receipt)
    assert (said.code, said.err) == (0, "")
    shown = issued("show", 1, "--json").out
    assert "80083740712514" in shown
    assert "receipt.pdf" in shown


def test_a_wrong_tracking_number_warns_and_a_wrong_receipt_stops(issued: Run, tmp_path: Path) -> None:
    garbage = tmp_path / "receipt.jpg"
    garbage.write_bytes(b"garbage")
    said = issued("dispatch", 1, "--way", "письмом", "--receipt", garbage)
    assert (said.code, said.err.count("\n")) == (2, 1)
    said = issued("dispatch", 1, "--way", "письмом", "--tracking", "80083740712513")  # nothing was stored before
    assert said.code == 0
    assert "не сходится" in said.err


def test_what_is_no_tracking_number_is_refused_and_the_letter_stays_unsent(issued: Run) -> None:
    said = issued("dispatch", 1, "--way", "заказным письмом", "--tracking", "rubbish!")
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "14 цифр либо две буквы" in said.err
    assert "ещё не отмечена" in issued("proof", 1).out
    assert issued("dispatch", 1, "--way", "заказным письмом").code == 0
    assert issued("proof", 1, "--tracking", "rubbish!").code == 2


@pytest.mark.parametrize(
    ("way", "warned"), [("заказным письмом", True), ("электронной почтой", False), ("вручено под расписку", False)]
)
def test_a_letter_by_post_to_nowhere_leaves_with_a_warning(desk: Run, way: str, warned: bool) -> None:
    person = ("--name", "Зимин Лев Ильич", "--email", "zimin@example.ru")
    added = desk("add", "--kind", "access", *person, "--received", "2026-11-12")
    assert added.code == 0, added.err
    assert desk("letter", 3, "--template", "access_answer", "--identity-unconfirmed").code == 0
    said = desk("dispatch", 3, "--way", way)
    assert said.code == 0
    assert ("Нет почтового адреса" in said.err.replace("\u00a0", " ")) is warned
    assert (said.err == "") is not warned


def test_the_details_of_the_person_are_put_right_of_closed_cases_as_well(issued: Run) -> None:
    said = issued("amend", 1, "--address", " 190000, г. Псков,  ул. Тихая, д. 7 ", "--phone", "+7 900 000-00-01")
    assert (said.code, said.err) == (0, "")
    person = issued("show", 1, "--json").json()["subject"]
    assert (person["address"], person["phone"]) == ("190000, г. Псков, ул. Тихая, д. 7", "+7 900 000-00-01")
    assert issued("amend", 1, "--email", "gromov@example.ru", "--received", "2026-11-13").code == 0
    shown = issued("show", 1, "--json").json()
    assert (shown["subject"]["email"], shown["case"]["received_on"]) == ("gromov@example.ru", "2026-11-13")
    assert shown["subject"]["address"].startswith("190000")
    assert issued("amend", 1, "--email", "gromova@example.ru", "--received", "2030-01-01").code == 2
    assert issued("show", 1, "--json").json()["subject"]["email"] == "gromov@example.ru", "both or neither"
    assert issued("dispatch", 1, "--way", "вручено под расписку").code == 0
    assert issued("close", 1).code == 0
    assert issued("amend", 1, "--address", "").code == 0
    assert issued("show", 1, "--json").json()["subject"]["address"] == ""


def test_proof_is_completed_after_the_letter_left(issued: Run, tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.pdf"
    receipt.write_bytes(b"%PDF-1.4\nstartxref\n9\n%%EOF\n")
    assert "ещё не отмечена" in issued("proof", 1).out
    assert issued("proof", 1, "--delivered", TODAY.isoformat()).code == 2
    assert issued("dispatch", 1, "--way", "заказным письмом").code == 0
    said = issued("proof", 1, "--tracking", "80083740712514", "--receipt", receipt, "--delivered", TODAY.isoformat())
    assert (said.code, said.err) == (0, "")
    for word in ("80083740712514", "receipt.pdf", f"Вручено {TODAY:%d.%m.%Y}"):
        assert word in issued("proof", 1).out
    shown = issued("proof", 1, "--json").json()
    assert (shown["outcome"], shown["on"], len(shown["receipts"])) == ("delivered", TODAY.isoformat(), 1)
    assert issued("proof", 1, "--delivered", TODAY.isoformat(), "--returned", TODAY.isoformat()).code == 2


def test_the_group_names_its_papers(otklik: Run) -> None:
    said = otklik("print-form", "--help").out
    assert all(name in said for name in ("count", "envelope", "labels", "inventory", "list103", "notice119"))
