"""`otklik read`: letters of strangers on a terminal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from otklik.system.clock import SystemClock
from tests.cli.conftest import Said

Run = Callable[..., Said]


def test_what_a_stranger_wrote_never_commands_the_terminal(otklik: Run, tmp_path: Path) -> None:
    content = b"From: a@example.ru\r\nSubject: x\r\n\r\n\x1b[2J\x07Please delete my data\x9b \xc2\x9b31m"
    (tmp_path / "a.eml").write_bytes(content)
    said = otklik("read", tmp_path / "a.eml")
    assert "Please delete my data" in said.out
    assert not set(said.out) & {"\x1b", "\x07", "\x9b"}


def test_several_letters_are_read_one_after_another(otklik: Run, tmp_path: Path) -> None:
    ahead = SystemClock().now() + timedelta(days=3)
    (tmp_path / "a.eml").write_text(f"From: a@example.ru\nDate: {ahead:%d %b %Y %H:%M:%S +0300}\n\nПрошу", "utf-8")
    (tmp_path / "b.txt").write_text("Отзываю согласие", "utf-8")
    rows = otklik("read", tmp_path / "a.eml", tmp_path / "b.txt", "--json").json()
    assert [row["text"] for row in rows] == ["Прошу", "Отзываю согласие"]
    assert rows[0]["date"] is None
    assert f"{ahead:%d.%m.%Y}" in " ".join(rows[0]["problems"])
    said = otklik("read", tmp_path / "a.eml", tmp_path / "b.txt")
    assert said.out.index("Прошу") < said.out.index("Отзываю согласие")
