"""`otklik print-form`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from .conftest import Said

Run = Callable[..., Said]


@pytest.fixture
def desk(otklik: Run, tmp_path: Path) -> Run:
    """A register with one request of 21 December 2026 in it."""
    where = ("--register", tmp_path / "r.otklik", "--key-file", tmp_path / "r.key")
    assert otklik("new", *where).code == 0
    assert otklik("operator", "new", "form=ИП", "name=Ветров Арсений Павлович", *where).code == 0
    added = otklik("add", "--kind", "access", "--name", "Громов Пётр Ильич", "--received", "2026-11-12", *where)
    assert added.code == 0, added.err
    return lambda *arguments: otklik(*arguments, *where)


def test_the_nearest_duty_is_written(desk: Run, tmp_path: Path) -> None:
    file = tmp_path / "count.pdf"
    said = desk("print-form", "count", 1, "--out", file, "--json")
    assert said.code == 0, said.err
    assert said.json()["latest"] == "2026-11-26"
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.docinfo.Title) == "Справка о расчёте срока, обращение № 1"
        assert "Громов" not in str(pdf.docinfo.Title)


def test_a_duty_is_named_by_its_id(desk: Run, tmp_path: Path) -> None:
    said = desk("print-form", "count", 1, "--duty", "policy_term", "--out", tmp_path / "policy.pdf", "--json")
    assert said.json()["title"] == "Закрыть обращение по политике"


def test_what_stands_in_the_way_is_one_line(desk: Run, tmp_path: Path) -> None:
    (tmp_path / "old.pdf").write_bytes(b"old")
    for arguments, sentence in (
        ((1, "--out", tmp_path / "old.pdf"), "уже есть"),
        ((1, "--duty", "nothing", "--out", tmp_path / "a.pdf"), "нет обязанности"),
        ((9, "--out", tmp_path / "a.pdf"), "нет обращения № 9"),
        ((1,), "--out"),
    ):
        said = desk("print-form", "count", *arguments)
        assert (said.code, said.err.count("\n")) == (2, 1), said
        assert sentence in said.err
    assert (tmp_path / "old.pdf").read_bytes() == b"old"
    assert not (tmp_path / "a.pdf").exists()


def test_the_group_names_its_papers(otklik: Run) -> None:
    assert "count" in otklik("print-form", "--help").out
