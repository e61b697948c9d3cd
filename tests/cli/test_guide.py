"""`otklik guide`: needs no register, overwrites nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf

from .conftest import Said

Run = Callable[..., Said]


def test_the_guide_is_written_in_either_language(otklik: Run, tmp_path: Path) -> None:
    for language, title in (("ru", "Отклик. Руководство"), ("en", "Guide to Otklik")):
        file = tmp_path / f"{language}.pdf"
        said = otklik("guide", "--out", file, "--lang", language, "--json")
        assert said.code == 0, said.err
        assert said.json() == {"file": str(file)}
        with pikepdf.open(file) as pdf:
            assert str(pdf.docinfo.Title) == title
    assert not (tmp_path / "data").exists(), "no register is made for it"


def test_what_stands_in_the_way_is_one_line(otklik: Run, tmp_path: Path) -> None:
    old = tmp_path / "old.pdf"
    old.write_bytes(b"old")
    said = otklik("guide", "--out", old)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert old.read_bytes() == b"old"
    said = otklik("guide", "--out", tmp_path / "new.pdf", "--pictures", tmp_path / "none")
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "Нет папки" in said.err
    assert not (tmp_path / "new.pdf").exists()
    said = otklik("guide", "--out", tmp_path / "new.pdf", "--pictures", tmp_path)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "нет картинок экранов: они называются, например, today-light.png" in said.err
    assert not (tmp_path / "new.pdf").exists()
    (tmp_path / "today-light.png").write_bytes(b"no picture")
    said = otklik("guide", "--out", tmp_path / "new.pdf", "--pictures", tmp_path)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert not (tmp_path / "new.pdf").exists()
