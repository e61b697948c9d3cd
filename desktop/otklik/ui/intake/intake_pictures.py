"""What comes in, as `ui/pictures.py` photographs it: the form with a letter, a claim, a scan, several; a talk."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage, QPainter

from otklik.law.kinds import Kind
from otklik.register.records import Channel
from otklik.ui.intake.dropped import Dropped, dropped
from otklik.ui.rooms import NEW_CASE, PEOPLE, TALK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import time

    from PySide6.QtWidgets import QWidget

    from otklik.ui.intake.conversation import ConversationPage
    from otklik.ui.intake.new_case import NewCasePage
    from otklik.ui.main_window import MainWindow
    from otklik.ui.people_page import PeoplePage

_MIXED = """Прошу сообщить, какие мои персональные данные вы обрабатываете, с какой целью и от кого их получили.
Если оснований для обработки нет, прошу удалить мои данные, кроме сведений об оплаченных заказах.
Также прекратите присылать мне рекламу.

Ответить прошу в течение 5 дней.

Придуманная Ольга Сергеевна
тел. +7 495 000-00-13
"""

_CLAIM = """Досудебная претензия

По договору № 17 оплаченный товар не поставлен. Требуем вернуть 148 500 руб. 50 коп. до 10 декабря 2026 года.

Генеральный директор ООО «Придуманный подрядчик» П. И. Придуманный
"""

_SAID = "Хватит мне звонить. И покажите, какие мои персональные данные вы храните."

_TURNS = 100
"""How often is looked whether something is there."""


def views(window: MainWindow, rest: Callable[[], None], now: time) -> Iterator[tuple[str, QWidget]]:
    """Yield the form at rest, one state after the other.

    Args:
        window: the window.
        rest: lets it work until nothing is under way.
        now: the time of day, for an event that was found just now.
    """
    for name, came in (
        ("new-case", Dropped()),
        ("new-case-letter", Dropped(contents=(("Запрос.eml", _mail()),))),
        ("new-case-claim", Dropped(text=_CLAIM)),
        ("new-case-scan", _scan()),
        ("new-case-pile", Dropped(contents=tuple((f"Письмо {number}.eml", _mail()) for number in (1, 2, 3)))),
    ):
        window.new_case()
        page = cast("NewCasePage", window.page(NEW_CASE))
        page.reset()
        page.take(came)
        rest()
        yield name, window
        page.reset()
    window.new_case()
    page.facts.set_event(True)
    page.facts.occasions.set_kinds((Kind.INCIDENT,))
    page.facts.at.set_time(now)
    rest()
    yield "new-event", window
    page.reset()
    name = _somebody(window, rest)
    page.who.name.setText(name)
    _wait(rest, page.known.people.isVisible)
    page.show_people()
    rest()
    yield "new-case-known", window
    page.reset()
    yield from _talk(window, rest, name)


def _talk(window: MainWindow, rest: Callable[[], None], name: str) -> Iterator[tuple[str, QWidget]]:
    """Yield a talk while it is taken down, and its end; it is not registered."""
    window.begin_talk(Channel.IN_PERSON)
    talk = cast("ConversationPage", window.page(TALK))
    rest()
    talk.caller.name.setText(name)
    talk.said.setPlainText(_SAID)
    talk.wishes.set_kinds((Kind.ACCESS,))
    _wait(rest, talk.known.people.isVisible)
    yield "talk", window
    talk.show_end()
    rest()
    yield "talk-end", window
    talk.reset()


def _somebody(window: MainWindow, rest: Callable[[], None]) -> str:
    """Return the name of somebody the register knows."""
    window.show_room(PEOPLE)
    rest()
    name = cast("PeoplePage", window.page(PEOPLE)).table.model().index(0, 0).data()
    window.new_case()
    rest()
    return str(name)


def _wait(rest: Callable[[], None], there: Callable[[], bool]) -> None:
    """Let the window work until something is there that comes some time after the last word."""
    for _ in range(_TURNS):
        if there():
            return
        rest()


def _mail() -> bytes:
    """Return a letter with several demands and a file that is never opened."""
    from email.message import EmailMessage  # noqa: PLC0415 - NOT_AT_START: nothing of the window writes mails

    message = EmailMessage()
    message["From"] = "Ольга Придуманная <olga@example.ru>"
    message["To"] = "info@example.com"
    message["Subject"] = "О моих персональных данных"
    message["Received"] = "from a.example.ru by mx.example.com with ESMTPS; Thu, 19 Nov 2026 10:15:00 +0300"
    message["Date"] = "Wed, 18 Nov 2026 23:50:00 +0300"
    message.set_content(_MIXED)
    message.add_attachment(b"MZ" + bytes(200), maintype="application", subtype="octet-stream", filename="Заявление.exe")
    return message.as_bytes()


def _scan() -> Dropped:
    """Return the picture of a sheet with lines of writing, as it is pasted."""
    image = QImage(1240, 1754, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    for line in range(14):
        painter.fillRect(120, 160 + line * 64, 1000 - (line % 4) * 130, 10, Qt.GlobalColor.darkGray)
    painter.end()
    data = QMimeData()
    data.setImageData(image)
    return dropped(data)
