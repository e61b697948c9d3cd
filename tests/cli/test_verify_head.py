"""`otklik verify FILE --head`: a head from paper is looked for in the journal of a register or a backup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from otklik.casework import profiles
from otklik.casework.opening import make_register
from otklik.safety.backup import back_up
from otklik.system.clock import FixedClock
from tests.invented import SOLE_PROPRIETOR


def test_a_printed_head_is_found_in_register_and_backup(
    otklik: Callable[..., Any], tmp_path: Path, clock: FixedClock
) -> None:
    path, key = tmp_path / "r.otklik", tmp_path / "r.key"
    desk = make_register(path, key, clock)
    profiles.save_operator(desk, SOLE_PROPRIETOR)
    backup = back_up(desk.register, tmp_path, clock.now()).path
    heads = [event.digest for event in reversed(desk.register.journal.page(0, 9))]
    desk.register.close()
    for file in (path, backup):
        for line, head in enumerate(heads, 1):
            said = otklik("verify", file, "--head", f"{head[:4]} {head[4:8]} {head[8:16]}", "--key-file", key)
            assert said.code == 0
            assert "цел" in said.out
            assert f"строка {line} из {len(heads)}" in said.out
    told = otklik("verify", path, "--head", heads[-1], "--key-file", key, "--json").json()
    assert (told["head"]["line"], told["found"]["whole"]) == (len(heads), True)


def test_a_head_that_is_not_there_fails_the_check(
    otklik: Callable[..., Any], tmp_path: Path, clock: FixedClock
) -> None:
    path, key = tmp_path / "r.otklik", tmp_path / "r.key"
    make_register(path, key, clock).register.close()
    foreign = otklik("verify", path, "--head", "0123 4567 89ab cdef", "--key-file", key)
    assert foreign.code == 1
    assert "заново" in foreign.out
    none = otklik("verify", path, "--head", "Калинина", "--key-file", key)
    assert none.code == 2
    assert "как напечатано" in none.err
