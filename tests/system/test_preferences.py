"""Settings of this computer survive two starts and any damage to their file."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from otklik.system import preferences
from otklik.system.preferences import NAME, RECENT, Preferences

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    kept = Preferences(theme="dark", language="en", window="AAA=")
    kept.remember(tmp_path / "a.otklik", tmp_path / "a.key")
    kept.save(tmp_path / "new")
    loaded = Preferences.load(tmp_path / "new")
    assert loaded == kept
    assert loaded.key_file_of(tmp_path / "a.otklik") == tmp_path / "a.key"
    assert loaded.key_file_of(tmp_path / "b.otklik") is None


def test_the_newest_register_comes_first_and_once() -> None:
    kept = Preferences()
    for number in [*range(RECENT + 3), 5]:
        kept.remember(Path(f"{number}.otklik"))
    assert kept.registers[0] == "5.otklik"
    assert len(kept.registers) == len(set(kept.registers)) == RECENT


def test_a_demonstration_is_never_his_own_register(tmp_path: Path) -> None:
    kept = Preferences()
    kept.remember(tmp_path / "mine.otklik")
    kept.remember(tmp_path / "demo.otklik", demonstration=True)
    kept.save(tmp_path)
    loaded = Preferences.load(tmp_path)
    assert loaded.registers[0] == str(tmp_path / "demo.otklik")
    assert loaded.last_own == tmp_path / "mine.otklik"
    loaded.remember(tmp_path / "demo.otklik")
    assert loaded.last_own == tmp_path / "demo.otklik", "another register lies under its name now"


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b"null", b'{"theme": 7', b"7"])
def test_a_broken_file_means_the_defaults(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    assert Preferences.load(tmp_path) == Preferences()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "theme",
                "language",
                "registers",
                "demonstrations",
                "key_files",
                "window",
                "windows",
                "names",
                "told",
                "other",
            ]
        ),
        values,
    )
)
def test_any_value_in_the_file_gives_sound_settings(tmp_path: Path, content: dict[str, object]) -> None:
    (tmp_path / NAME).write_text(json.dumps(content), "utf-8")
    loaded = Preferences.load(tmp_path)
    assert loaded.theme in ("auto", "light", "dark")
    assert loaded.language in ("ru", "en")
    assert all(isinstance(path, str) for path in loaded.registers)
    loaded.key_file_of(Path("x"))


def test_what_two_windows_save_is_kept_of_both(tmp_path: Path) -> None:
    before = Preferences()
    before.remember(tmp_path / "a.otklik", tmp_path / "a.key")
    before.remember(tmp_path / "gone.otklik")
    before.save(tmp_path)
    first, second = Preferences.load(tmp_path), Preferences.load(tmp_path)
    first.theme = "dark"
    first.remember(tmp_path / "b.otklik", tmp_path / "b.key", name="ИП Первая")
    first.save(tmp_path)
    second.lock_after = 30
    second.drop(tmp_path / "gone.otklik")
    second.remember(tmp_path / "c.otklik", tmp_path / "c.key", name="ИП Вторая")
    second.remember_window(tmp_path / "c.otklik", "CCCC")
    second.save(tmp_path)
    kept = Preferences.load(tmp_path)
    assert kept == second, "what the other window saved is known here now"
    assert (kept.theme, kept.lock_after, kept.window) == ("dark", 30, "CCCC")
    assert [Path(path).name for path in kept.registers] == ["c.otklik", "b.otklik", "a.otklik"]
    assert [kept.name_of(path) for path in kept.registers] == ["ИП Вторая", "ИП Первая", "a"]
    assert [kept.key_file_of(tmp_path / f"{name}.otklik") for name in "abc"] == [tmp_path / f"{n}.key" for n in "abc"]
    first.language = "en"
    first.save(tmp_path)
    assert Preferences.load(tmp_path).windows == {str(tmp_path / "c.otklik"): "CCCC"}
    assert first.lock_after == 30


def test_what_one_window_took_away_stays_away(tmp_path: Path) -> None:
    before = Preferences(theme="dark")
    before.remember(tmp_path / "a.otklik", tmp_path / "a.key", demonstration=True, name="Учебный реестр")
    before.remember_told(tmp_path / "a.otklik", date(2026, 11, 21))
    before.save(tmp_path)
    first, second = Preferences.load(tmp_path), Preferences.load(tmp_path)
    first.forget(tmp_path / "a.otklik")
    first.theme = "auto"
    first.save(tmp_path)
    second.language = "en"
    second.save(tmp_path)
    assert Preferences.load(tmp_path) == Preferences(language="en", key_files={})


_SAVING = """
import sys
from pathlib import Path
from otklik.system.preferences import Preferences
folder, name = Path(sys.argv[1]), sys.argv[2]
for number in range(20):
    kept = Preferences.load(folder)
    kept.remember_window(folder / f"{name}-{number}.otklik", name)
    kept.save(folder)
"""


def test_two_programs_saving_at_once_lose_nothing(tmp_path: Path) -> None:
    running = [subprocess.Popen([sys.executable, "-c", _SAVING, str(tmp_path), name]) for name in ("one", "two")]
    assert [process.wait(60) for process in running] == [0, 0]
    kept = Preferences.load(tmp_path).windows
    assert sorted(kept.values()) == ["one"] * 20 + ["two"] * 20


def test_a_lock_nobody_lets_go_keeps_nobody_from_saving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preferences, "PATIENCE", 0.05)
    with FileLock(tmp_path / preferences.LOCK):
        Preferences(theme="dark").save(tmp_path)
    assert Preferences.load(tmp_path).theme == "dark"


def test_a_day_that_is_none_was_not_told(tmp_path: Path) -> None:
    kept = Preferences(told={str(tmp_path): "вчера"})
    assert kept.told_on(tmp_path) is None
    kept.remember_told(tmp_path, date(2026, 11, 21))
    assert kept.told_on(tmp_path) == date(2026, 11, 21)
