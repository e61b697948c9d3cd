"""What can be read and does not fit together is left out and said; nothing half-made is left, and nothing crashes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from otklik.register.records import CaseStatus, Change
from otklik.register.store import Register
from otklik.safety.backup import verify
from otklik.safety.salvage.salvage import ATTEMPTS, salvage
from otklik.system.errors import EnvironmentProblem
from tests.invented import NOON
from tests.safety.damaged_register import CASES, KEY, Sound, fill, rebuilt


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    path = tmp_path_factory.mktemp("sound") / "a.otklik"
    with Register.create(path, KEY) as register, register.atomic():
        fill(register)
    assert verify(path, KEY).whole
    return Sound(path)


def misfit(tmp_path: Path) -> Path:
    """Return a register the journal of which tells of an outgoing number that no register can hold."""
    path = tmp_path / "a.otklik"
    with Register.create(path, KEY) as register, register.atomic():
        fill(register)
        told = (Change("number", None, f"{10**30}/ПДн"),)
        register.journal.append(NOON, "letter_issued", case_id=1, letter_id=500, changes=told)
    return path


def test_what_does_not_fit_is_left_out_and_said(tmp_path: Path) -> None:
    made, target = rebuilt(misfit(tmp_path))
    assert set(made.left_out) == {"event_values"}
    assert made.lost == {}
    assert f"значений в строках журнала: {made.left_out['event_values']}" in made.sentence("a.otklik")
    with Register.open(target, KEY, writable=False) as register:
        told = {change.field: change.new for change in register.journal.page(0, 1)[0].changes}
        assert told["lost_event_values"] == str(made.left_out["event_values"])
        assert register.cases.count() == CASES


@pytest.mark.parametrize("left_out", ATTEMPTS[1:], ids=lambda tables: tables[0] if len(tables) == 1 else "all")
def test_any_table_can_be_left_out(
    left_out: tuple[str, ...], sound: Sound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("otklik.safety.salvage.salvage.ATTEMPTS", (left_out,))
    path = Path(shutil.copy(sound.path, tmp_path / "a.otklik"))
    made, target = rebuilt(path)
    with Register.open(path, KEY, writable=False) as old:
        counts = {table: old.database.value(f"SELECT count(*) FROM {table}") for table in left_out}  # noqa: S608 - our names
    assert made.left_out == {table: count for table, count in counts.items() if count}
    assert "lost:" not in made.sentence("a.otklik")
    with Register.open(target, KEY, writable=False) as new:
        assert new.cases.count() == CASES
        assert {case.status for case in map(new.cases.get, range(1, CASES + 1))} == {CaseStatus.OPEN}


def test_where_nothing_fits_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("otklik.safety.salvage.salvage.ATTEMPTS", ((), ("settings",)))
    path = misfit(tmp_path)
    before = set(tmp_path.iterdir())
    with pytest.raises(EnvironmentProblem) as caught:
        salvage(path, KEY, tmp_path / "new.otklik")
    assert "a.otklik" in str(caught.value)
    assert "Восстановите" in str(caught.value)
    assert set(tmp_path.iterdir()) == before
