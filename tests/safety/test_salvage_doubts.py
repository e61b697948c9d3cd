"""A rebuilt register never says that nothing is lost where nobody can know."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from otklik.casework.journal import sentence
from otklik.register.cipher import PAGE_BYTES
from otklik.register.records import Subject
from otklik.register.store import Register
from tests.safety.damaged_register import KEY, Sound, damage, fill, pages_of, rebuilt

ALL = "Ничего не потеряно"
UNKNOWN = "узнать нельзя"
COMPUTED = ("case_totals", "chain_head", "case_search", "sqlite_", "_sqlite")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    path = tmp_path_factory.mktemp("sound") / "a.otklik"
    with Register.create(path, KEY) as register, register.atomic():
        fill(register)
    return Sound(path)


def lacks(original: Path, target: Path) -> int:
    """Return how many rows of the original are not in the rebuilt register as they were."""
    with Register.open(original, KEY, writable=False) as old, Register.open(target, KEY, writable=False) as new:
        tables = old.database.all("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
        missing = 0
        for (table,) in tables:
            if not table.startswith(COMPUTED):
                query = f'SELECT * FROM "{table}"'  # noqa: S608 - our names
                missing += len(set(old.database.all(query)) - set(new.database.all(query)))
        return missing


def told(target: Path) -> str:
    with Register.open(target, KEY, writable=False) as register:
        newest = register.journal.page(0, 1)[0]
        assert newest.act == "register_salvaged"
        return sentence(newest)


@pytest.mark.parametrize("tenths", range(3, 10))
def test_of_a_cut_file_nobody_knows_what_is_lost(sound: Sound, tmp_path: Path, tenths: int) -> None:
    path = tmp_path / "a.otklik"
    path.write_bytes(sound.content[: len(sound.content) * tenths // 10])
    made, target = rebuilt(path)
    said = made.sentence("a.otklik")
    assert lacks(sound.path, target)
    assert ALL not in said
    assert f"{UNKNOWN}: файл обрезан" in said
    assert f"{made.damaged} из {sound.pages}" in said
    assert f"не прочитано страниц: {made.damaged} из {sound.pages}" in told(target)
    if not made.read["events"]:
        assert "Журнал потерян" in said


def test_the_journal_is_named_where_it_is_gone(sound: Sound, tmp_path: Path) -> None:
    journal = {page for table in ("events", "event_changes", "event_values") for page in pages_of(sound, table)}
    with Register.open(sound.path, KEY, writable=False) as register:
        query = "SELECT rootpage FROM sqlite_master WHERE name IN ('chain_head', 'papers')"
        heads = {root for (root,) in register.database.all(query)}
    path, _ = damage(sound, tmp_path, lambda number: number in journal | heads)
    made, target = rebuilt(path)
    said = made.sentence("a.otklik")
    assert "Журнал потерян: ни одной его строки прочитать не удалось." in said
    assert ALL not in said
    with Register.open(target, KEY, writable=False) as register:
        facts = {change.field: change.new for change in register.journal.page(0, 1)[0].changes}
    assert facts["journal_end"] == "unknown"


def test_without_the_head_nobody_knows_how_long_the_journal_was(sound: Sound, tmp_path: Path) -> None:
    with Register.open(sound.path, KEY, writable=False) as register:
        head = register.database.value("SELECT rootpage FROM sqlite_master WHERE name = 'chain_head'")
    path, _ = damage(sound, tmp_path, lambda number: number == head)
    made, _ = rebuilt(path)
    assert "Сколько строк было в журнале, узнать нельзя" in made.sentence("a.otklik")


def test_a_head_that_can_be_read_tells_how_many_lines_are_lost(sound: Sound, tmp_path: Path) -> None:
    path, _ = damage(sound, tmp_path, lambda number: number in pages_of(sound, "events"))
    made, _ = rebuilt(path)
    assert made.knows_end
    assert f"строк журнала: {made.lost['events']}" in made.sentence("a.otklik")


@pytest.mark.parametrize("seed", range(6))
def test_overwritten_pages_are_told(sound: Sound, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not a secret
    path, content = tmp_path / "a.otklik", bytearray(sound.content)
    for page in chance.sample(range(2, sound.pages + 1), 1 + seed):
        content[(page - 1) * PAGE_BYTES : page * PAGE_BYTES] = chance.randbytes(PAGE_BYTES)
    path.write_bytes(content)
    made, target = rebuilt(path)
    said = made.sentence("a.otklik")
    assert f"Не читается страниц: {1 + seed} из {sound.pages}" in said
    assert ALL not in said
    assert f"не прочитано страниц: {1 + seed} из" in told(target)


@pytest.mark.parametrize("left", [100, 0.1, 0.3, 0.5, 0.7, 0.9, -7])
def test_changes_that_end_in_the_middle_are_told(sound: Sound, tmp_path: Path, left: float) -> None:
    live, path = Path(shutil.copy(sound.path, tmp_path / "live.otklik")), tmp_path / "a.otklik"
    with Register.open(live, KEY) as register:
        for number in range(3):
            register.subjects.add(Subject(full_name=f"Последняя Вера {number}"))
        shutil.copy(live, path)
        whole = Path(f"{live}-wal").read_bytes()
    Path(f"{path}-wal").write_bytes(whole[: int(len(whole) * left) if isinstance(left, float) else left])
    made, _ = rebuilt(path)
    said = made.sentence("a.otklik")
    assert ALL not in said
    assert "последнего из записанного может не быть" in said or "Не читается страниц" in said


def test_a_row_left_out_is_no_row_kept(sound: Sound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("otklik.safety.salvage.salvage.ATTEMPTS", (("settings",),))
    made, _ = rebuilt(Path(shutil.copy(sound.path, tmp_path / "a.otklik")))
    said = made.sentence("a.otklik")
    assert "настроек: 1" in said
    assert ALL not in said
