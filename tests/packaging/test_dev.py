"""The two commands: they install what is missing, once, and say what to do where they cannot."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dev
import environment
import steps
import system

ROOT = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put an empty checkout with one pinned list in the place of the real one."""
    for file in ("packaging/list.txt", "pyproject.toml", "desktop/otklik/__init__.py"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("", "utf-8")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv/otklik-stamp.json")
    return tmp_path


@pytest.fixture
def done(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Make environments for real, but only note down what pip would install."""
    titles: list[str] = []

    def step(title: str, command: list[str | Path], advice: str, **variables: str) -> None:
        titles.append(re.split(",| for ", title, maxsplit=1)[0])
        if "venv" in command:
            subprocess.run([*map(str, command), "--without-pip"], check=True)
            assert advice

    monkeypatch.setattr(environment, "step", step)
    # Without pip an environment is made in a tenth of the time; whether pip is asked for has its own test.
    monkeypatch.setattr(environment, "works", lambda: environment.venv_python().exists())
    return titles


EVERYTHING = ["New environment .venv", "Dependencies", "The program itself"]


def test_a_fresh_checkout_gets_everything_and_the_second_time_nothing(done: list[str]) -> None:
    python = environment.provide_environment(["list.txt"])
    assert done == EVERYTHING
    assert subprocess.run([python, "-c", ""], check=False).returncode == 0
    done.clear()
    environment.provide_environment(["list.txt"])
    assert done == []


def test_a_changed_list_is_installed_into_the_same_environment(done: list[str], checkout: Path) -> None:
    environment.provide_environment(["list.txt"])
    done.clear()
    (checkout / "packaging/list.txt").write_text("other", "utf-8")
    environment.provide_environment(["list.txt"])
    assert done == ["Dependencies", "The program itself"]


def test_a_changed_project_is_installed_alone(done: list[str], checkout: Path) -> None:
    environment.provide_environment(["list.txt"])
    done.clear()
    (checkout / "pyproject.toml").write_text("# other", "utf-8")
    environment.provide_environment(["list.txt"])
    assert done == ["The program itself"]


def test_an_installation_that_was_cut_off_begins_anew(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    noted = environment.step

    def cut_off(title: str, command: list[str | Path], advice: str) -> None:
        noted(title, command, advice)
        if title.startswith("Dependencies"):
            raise KeyboardInterrupt

    monkeypatch.setattr(environment, "step", cut_off)
    with pytest.raises(KeyboardInterrupt):
        environment.provide_environment(["list.txt"])
    monkeypatch.setattr(environment, "step", noted)
    done.clear()
    environment.provide_environment(["list.txt"])
    assert done == EVERYTHING


def test_a_package_that_was_taken_away_is_noticed(done: list[str]) -> None:
    environment.provide_environment(["list.txt"])
    stamp = json.loads(environment.STAMP.read_text("utf-8"))
    environment.STAMP.write_text(json.dumps(stamp | {"installed": ["gone-1.0.dist-info"]}), "utf-8")
    done.clear()
    environment.provide_environment(["list.txt"])
    assert "Dependencies" in done


@pytest.mark.parametrize("ruin", ["a file", "no interpreter", "a damaged stamp"])
def test_a_broken_environment_is_made_anew(done: list[str], checkout: Path, ruin: str) -> None:
    if ruin == "a file":
        environment.VENV.write_text("", "utf-8")
    else:
        environment.provide_environment(["list.txt"])
    if ruin == "no interpreter":
        environment.venv_python().unlink()
    if ruin == "a damaged stamp":
        environment.STAMP.write_text("{", "utf-8")
    done.clear()
    environment.provide_environment(["list.txt"])
    assert done == EVERYTHING


def test_an_environment_without_pip_does_not_count(checkout: Path) -> None:
    assert not environment.works()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment.VENV], check=True)
    assert environment.venv_python().exists()
    assert not environment.works()


def test_missing_libraries_are_named_in_a_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(system, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(system.shutil, "which", lambda name: f"bin/{name}")
    monkeypatch.setattr(system, "is_root", lambda: False)
    with pytest.raises(steps.CannotGoOnError) as problem:
        system.provide_qt_libraries(window=False)
    assert "\n  sudo apt-get update && sudo apt-get install --yes --no-install-recommends libegl1" in str(problem.value)


def test_a_system_that_is_not_debian_is_told_the_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(system, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(system.shutil, "which", lambda name: None)
    with pytest.raises(steps.CannotGoOnError, match="package manager of this system"):
        system.provide_qt_libraries(window=False)


def test_root_on_debian_installs_only_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str | Path]] = []
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(system, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(system.shutil, "which", lambda name: f"bin/{name}")
    monkeypatch.setattr(system, "is_root", lambda: True)
    monkeypatch.setattr(system, "step", lambda title, command, advice, **variables: ran.append(command))
    system.provide_qt_libraries(window=False)
    assert [command[1] for command in ran] == ["update", "install"]
    assert ran[-1][-1] == "libegl1"
    assert "libgl1" not in ran[-1]


@pytest.mark.parametrize(
    ("variables", "extra"),
    [({}, []), ({"DISPLAY": ":0"}, ["libcups2", "libxcb-cursor0"]), ({"WAYLAND_DISPLAY": "w"}, ["libwayland-cursor0"])],
)
def test_a_window_needs_what_its_display_needs(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], extra: list[str]
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(system.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(system, "loads", lambda library: False)
    monkeypatch.setattr(system, "install_system_packages", lambda packages, purpose: asked.extend(packages))
    assert system.has_display() == bool(variables)
    system.provide_qt_libraries(window=system.has_display())
    assert set(extra) <= set(asked)
    assert "libegl1" in asked
    assert ("libwayland-cursor0" in asked) == ("WAYLAND_DISPLAY" in variables)
    assert ("libxcb-cursor0" in asked) == ("DISPLAY" in variables)


def test_an_old_python_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.sys, "version_info", (3, 9, 1))
    monkeypatch.setattr(dev.sys, "argv", ["dev.py", "run"])
    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer is needed; this is 3\.9\.1"):
        dev.main()


def test_a_failed_step_shows_its_words_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-c", "print('the words'); raise SystemExit(3)"]
    with pytest.raises(steps.CannotGoOnError, match="the advice"):
        steps.step("Something", command, "the advice")
    shown = capsys.readouterr().out
    assert shown.startswith("  Something ... FAILED (")
    assert "    the words" in shown


def test_a_step_that_went_well_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    steps.step("Something", [sys.executable, "-c", "print('the words')"], "the advice")
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.parametrize("broken", [None, "ruff check", "pytest"])
def test_the_exit_code_is_honest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], broken: str | None
) -> None:
    monkeypatch.setattr(dev, "provide_qt_libraries", lambda window: None)
    monkeypatch.setattr(dev, "provide_environment", lambda lists: Path("python"))
    ran: list[str] = []

    def attempt(title: str, command: list[str | Path]) -> bool:
        ran.append(title)
        return title != broken

    monkeypatch.setattr(dev, "attempt", attempt)
    monkeypatch.setattr(dev, "call", lambda command, **variables: int(broken == "pytest"))
    assert dev.test([]) == (0 if broken is None else 1)
    assert ran == ["ruff check", "ruff format", "mypy", "import-linter"]
    shown = capsys.readouterr().out
    assert ("Everything passed." in shown) == (broken is None)
    assert broken is None or f"Failed: {broken}" in shown


def test_without_a_display_the_demonstration_is_built_and_drawn(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "has_display", lambda: False)
    monkeypatch.setattr(dev, "provide_qt_libraries", lambda window: None)
    monkeypatch.setattr(dev, "provide_environment", lambda lists: Path("python"))
    monkeypatch.setattr(dev, "call", lambda command, **variables: pytest.fail("no window without a display"))
    ran: list[str] = []

    def step(title: str, command: list[str | Path], advice: str, **variables: str) -> None:
        ran.append(title)
        (tmp_path / ("demo.otklik" if "demo" in command else "today.png")).write_bytes(b"")

    monkeypatch.setattr(dev, "step", step)
    assert dev.run(tmp_path) == 0
    assert ran == ["Demonstration register", "Pictures of the windows"]
    shown = capsys.readouterr().out
    assert str(tmp_path / "today.png") in shown
    assert str(tmp_path / "demo.otklik") in shown
    ran.clear()
    assert dev.run(tmp_path) == 0
    assert ran == ["Pictures of the windows"]


def test_half_a_demonstration_is_taken_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def stopped(title: str, command: list[str | Path], advice: str) -> None:
        Path(command[-1]).mkdir(exist_ok=True)
        Path(command[-1], "demo.otklik").write_bytes(b"")
        raise KeyboardInterrupt

    monkeypatch.setattr(dev, "step", stopped)
    with pytest.raises(KeyboardInterrupt):
        dev.build_demonstration(Path("python"), tmp_path / "new")
    assert not (tmp_path / "new").exists()
    with pytest.raises(KeyboardInterrupt):
        dev.build_demonstration(Path("python"), tmp_path)
    assert tmp_path.exists()


def test_ci_calls_the_test_command() -> None:
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert script.startswith("#!/usr/bin/env bash\n")
    assert "python3 packaging/dev.py test" in script


def test_the_readme_opens_with_the_two_commands() -> None:
    opening = (ROOT / "README.md").read_text("utf-8").split("```")[1].split("\n")
    assert opening == ["", "python3 packaging/dev.py run", "python3 packaging/dev.py test", ""]
