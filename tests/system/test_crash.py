"""A report of a crash names places in the program, never people."""

from __future__ import annotations

from pathlib import Path

import pytest

from otklik.system.crash import report, write_report

SECRET = "Калинина Ирина"


def _crash(name: str) -> None:
    raise RuntimeError(name)


def test_a_report_has_the_stack_and_no_personal_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTKLIK_DATA_DIR", str(tmp_path))
    try:
        try:
            _crash(SECRET)
        except RuntimeError as error:
            raise ValueError(SECRET) from error
    except ValueError as error:
        text = report(error)
        file = write_report(error)
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert "_crash" in text
    assert SECRET not in text
    assert file.parent == tmp_path / "crashes"
    assert file.read_text("utf-8") == text


def test_an_error_that_names_itself_as_its_cause_is_reported_once() -> None:
    error = ValueError("secret")
    try:
        raise error from error
    except ValueError as caught:
        said = report(caught)
    assert said.count("ValueError") == 1
