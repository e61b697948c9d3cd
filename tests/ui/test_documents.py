"""Where dialogs for files begin."""

from __future__ import annotations

from pathlib import Path

import pytest

from otklik.ui import documents


def test_the_first_dialog_begins_in_the_documents_and_later_ones_where_it_was_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "documents", lambda: tmp_path)
    monkeypatch.setattr(documents, "_begun", [])
    assert documents.begin_in() == str(tmp_path)
    assert documents.begin_in() == ""
