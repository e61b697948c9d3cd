"""Settings of this computer survive two starts and any damage to their file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
        st.sampled_from(["theme", "language", "registers", "demonstrations", "key_files", "window", "other"]), values
    )
)
def test_any_value_in_the_file_gives_sound_settings(tmp_path: Path, content: dict[str, object]) -> None:
    (tmp_path / NAME).write_text(json.dumps(content), "utf-8")
    loaded = Preferences.load(tmp_path)
    assert loaded.theme in ("auto", "light", "dark")
    assert loaded.language in ("ru", "en")
    assert all(isinstance(path, str) for path in loaded.registers)
    loaded.key_file_of(Path("x"))
