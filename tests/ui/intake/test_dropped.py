"""What a drop and the clipboard carry, from file managers and mail programs."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from otklik.ui.intake import dropped as module
from otklik.ui.intake.dropped import Dropped, carries_anything, carries_files, dropped, names_of_descriptor

MAIL = b"From: orlov@example.ru\r\nSubject: x\r\n\r\nText\r\n"
NAMES = 'application/x-qt-windows-mime;value="FileGroupDescriptorW"'


def descriptor(*names: str) -> bytes:
    """Return a FILEGROUPDESCRIPTORW as the Windows shell writes it."""
    files = b"".join(bytes(72) + name.encode("utf-16-le").ljust(520, b"\0") for name in names)
    return struct.pack("<I", len(names)) + files


def content(index: int) -> str:
    return f'application/x-qt-windows-mime;value="FileContents";index={index}'


def mime(**formats: bytes) -> QMimeData:
    made = QMimeData()
    for name, value in formats.items():
        made.setData(name.replace("_", "/"), value)
    return made


def test_files_go_before_everything_else(qapp: object) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/mnt/письмо.eml"), QUrl.fromLocalFile("/mnt/b.pdf")])
    data.setText("file:///mnt/b.pdf")
    assert dropped(data).paths == ("/mnt/письмо.eml", "/mnt/b.pdf")
    assert carries_files(data)


def test_a_message_of_a_mail_program_is_a_letter_though_it_has_an_address_too(qapp: object) -> None:
    data = mime(message_rfc822=MAIL)
    data.setUrls([QUrl("imap://mail.example.com/INBOX/17")])
    ((name, bytes_),) = dropped(data).contents
    assert (name.endswith(".eml"), bytes_) == (True, MAIL)


def test_messages_of_outlook_are_taken_by_name_and_content(qapp: object) -> None:
    data = QMimeData()
    data.setData(NAMES, descriptor("Запрос.msg", "..\\..\\Второй.msg"))
    data.setData(content(0), b"first")
    data.setData(content(1), b"second")
    assert dropped(data).contents == (("Запрос.msg", b"first"), ("Второй.msg", b"second"))
    assert not dropped(data).problem


def test_what_a_mail_program_does_not_hand_over_is_said(qapp: object) -> None:
    data = QMimeData()
    data.setData(NAMES, descriptor("Запрос.msg"))
    came = dropped(data)
    assert came.contents == ()
    assert came.problem
    assert came, "a problem is something to tell"


def test_what_is_too_large_is_said(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 4)
    assert dropped(mime(message_rfc822=MAIL)) == Dropped(problem=dropped(mime(message_rfc822=b"")).problem)


def test_a_picture_becomes_a_png(qapp: object) -> None:
    data = QMimeData()
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    data.setImageData(image)
    ((name, bytes_),) = dropped(data).contents
    assert name.endswith(".png")
    assert QImage.fromData(bytes_).size() == image.size()


def test_of_html_only_the_words_come(qapp: object) -> None:
    data = QMimeData()
    data.setHtml("<p>Прошу удалить</p><script>alert(1)</script><img src='https://example.com/p.png'>")
    assert dropped(data).text.strip() == "Прошу удалить"


def test_an_address_alone_is_nothing_to_take(qapp: object) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.com/")])
    data.setText("https://example.com/")
    assert not carries_anything(data)
    assert not dropped(data)


@given(st.binary(max_size=3000))
def test_any_descriptor_gives_names_that_stay_in_their_folder(group: bytes) -> None:
    for name in names_of_descriptor(group):
        assert name
        assert "/" not in name
        assert "\\" not in name


def test_a_descriptor_that_promises_more_than_it_has_is_read_as_far_as_it_goes() -> None:
    whole = descriptor("а.msg", "б.msg")
    assert names_of_descriptor(whole[:-1]) == ("а.msg",)
    assert names_of_descriptor(b"\xff\xff\xff\xff" + whole[4:]) == ("а.msg", "б.msg")
