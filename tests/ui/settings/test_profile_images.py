"""Images of the operator in his profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton

from otklik.casework import images
from otklik.register.paper_records import ImageKind
from otklik.register.records import LetterheadForm
from otklik.ui.settings.profile_images import ProfileImages
from otklik.ui.widgets import Notice
from tests.invented import picture

from .test_settings_page import button, page, type_in, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.ui.settings.settings_page import SettingsPage
    from tests.ui.office import Office

__all__ = ["page"]


def named(card: ProfileImages, name: str) -> QAbstractButton:
    return next(one for one in card.findChildren(QAbstractButton) if one.accessibleName() == name)


@pytest.fixture
def card(page: SettingsPage) -> ProfileImages:
    return page.profile.images


def test_an_image_is_taken_shown_and_removed(qtbot: QtBot, card: ProfileImages, office: Office, tmp_path: Path) -> None:
    (tmp_path / "seal.png").write_bytes(picture(300, 300))
    assert not named(card, "Убрать печать").isVisibleTo(card)
    card.take(ImageKind.SEAL, str(tmp_path / "seal.png"))
    qtbot.waitUntil(lambda: named(card, "Убрать печать").isVisibleTo(card))
    assert set(office.ask(lambda desk: images.images_of(desk, 1))) == {ImageKind.SEAL}
    assert not named(card, "Убрать логотип").isVisibleTo(card)
    named(card, "Убрать печать").click()
    qtbot.waitUntil(lambda: not named(card, "Убрать печать").isVisibleTo(card))
    assert office.ask(lambda desk: images.images_of(desk, 1)) == {}


def test_a_bad_file_is_said_in_place(qtbot: QtBot, card: ProfileImages, office: Office, tmp_path: Path) -> None:
    (tmp_path / "words.png").write_bytes(b"words")
    card.take(ImageKind.LOGO, str(tmp_path / "words.png"))
    notice = card.findChild(Notice)
    assert isinstance(notice, Notice)
    qtbot.waitUntil(lambda: notice.sentence == "Этот файл — не изображение PNG или JPEG.")
    assert office.ask(lambda desk: images.images_of(desk, 1)) == {}


def test_a_profile_that_is_not_stored_has_no_images_yet(card: ProfileImages) -> None:
    card.show_operator(0)
    assert not named(card, "Выбрать логотип").isVisibleTo(card)
    card.show_operator(1)
    assert named(card, "Выбрать логотип").isVisibleTo(card)


def test_typing_stays_when_an_image_is_taken(
    qtbot: QtBot, page: SettingsPage, card: ProfileImages, tmp_path: Path
) -> None:
    (tmp_path / "logo.png").write_bytes(picture())
    type_in(page, "okpo", "0123456789")
    card.take(ImageKind.LOGO, str(tmp_path / "logo.png"))
    qtbot.waitUntil(lambda: named(card, "Убрать логотип").isVisibleTo(card))
    assert page.profile.form.operator().okpo == "0123456789"


def test_the_letterhead_is_chosen_and_never_none(qtbot: QtBot, page: SettingsPage, office: Office) -> None:
    from otklik.casework import profiles

    across = button(page.profile.form, "по ширине листа")
    across.click()
    across.click()
    wait_for(qtbot, page, "Сохранить").click()
    qtbot.waitUntil(lambda: office.ask(profiles.operators)[0].letterhead is LetterheadForm.LONGITUDINAL)
