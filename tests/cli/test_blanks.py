"""`otklik print-form blank`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from .conftest import Said

Run = Callable[..., Said]


@pytest.fixture
def desk(otklik: Run, tmp_path: Path) -> Run:
    """A register with one operator in it."""
    where = ("--register", tmp_path / "r.otklik", "--key-file", tmp_path / "r.key")
    assert otklik("new", *where).code == 0
    assert otklik("operator", "new", "form=ИП", "name=Ветров Арсений Павлович", "address=г. Тверь", *where).code == 0
    return lambda *arguments: otklik(*arguments, *where)


def test_every_blank_of_the_list_is_written(desk: Run, otklik: Run, tmp_path: Path) -> None:
    known = otklik("print-form", "blanks", "--json").json()
    assert len(known) == 6
    for one in known:
        file = tmp_path / f"{one['id']}.pdf"
        said = desk("print-form", "blank", "--kind", one["id"], "--operator", 1, "--out", file, "--json")
        assert said.code == 0, said.err
        assert said.json() == {"kind": one["id"], "file": str(file)}
        with pikepdf.open(file) as pdf:
            assert str(pdf.docinfo.Title) == f"{one['title']} (бланк)"
    assert "consent_withdrawal  Отзыв согласия" in otklik("print-form", "blanks").out


def test_what_stands_in_the_way_is_one_line(desk: Run, otklik: Run, tmp_path: Path) -> None:
    (tmp_path / "old.pdf").write_bytes(b"old")
    for arguments, sentence in (
        (("--kind", "access", "--out", tmp_path / "old.pdf"), "уже есть"),
        (("--kind", "nothing", "--out", tmp_path / "a.pdf"), "Нет бланка «nothing»"),
        (("--kind", "access", "--operator", 7, "--out", tmp_path / "a.pdf"), "Укажите оператора"),
        (("--kind", "access"), "--out"),
    ):
        said = desk("print-form", "blank", *arguments)
        assert (said.code, said.err.count("\n")) == (2, 1), said
        assert sentence in said.err
    assert desk("operator", "set", 1, "address=").code == 0
    said = desk("print-form", "blank", "--kind", "access", "--out", tmp_path / "a.pdf")
    assert (said.code, "адрес оператора" in said.err) == (2, True)
    assert (tmp_path / "old.pdf").read_bytes() == b"old"
    assert not (tmp_path / "a.pdf").exists()
