"""Letters as they are read, of invented people, for tests and pictures of the form."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter

from otklik.intake.letter import ClaimGuess, IncomingFile, IncomingLetter, KindGuess, NamedTerm, Place, Writer
from otklik.law.kinds import Claimant, ClaimMatter, Kind
from otklik.law.terms import Term, Unit

MIXED_TEXT = """Здравствуйте 🙂

В сентябре я заказывала у вас доставку, а теперь мне каждую неделю приходят письма с рекламой.

Прошу сообщить, какие мои персональные данные вы обрабатываете, с какой целью и от кого их получили.
Если оснований для обработки нет, прошу удалить мои данные, кроме сведений об оплаченных заказах.
Также прекратите присылать мне рекламу: согласия на рассылку я не давала.

Ответить прошу в течение 5 дней.

С уважением,
Зимина Ольга Сергеевна
"""


def places(text: str, *words: str) -> tuple[Place, ...]:
    """Return where words stand in a text."""
    return tuple(Place(text.index(one), text.index(one) + len(one)) for one in words)


def guess(text: str, kind: Kind, *words: str, condition: str = "", part: str = "") -> KindGuess:
    return KindGuess(kind, words[0], places(text, *words), condition, part)


def mixed(*, dangerous: bool = True) -> IncomingLetter:
    """Return a letter with three demands, one on a condition, that lacks two things and brings a dangerous file."""
    text = MIXED_TEXT
    danger = (IncomingFile("Заявление.pdf.exe", "application/octet-stream", b"MZ", "Это программа, а не документ."),)
    return IncomingLetter(
        file="Запрос.eml",
        sender_name="Ольга Зимина",
        sender_address="zimina@example.ru",
        to="info@example.com",
        subject="Запрос о моих персональных данных",
        date=date(2026, 11, 19),
        sent_on=date(2026, 11, 18),
        text=text,
        attachments=(IncomingFile("Паспорт.jpg", "image/jpeg", b"\xff\xd8" * 90_000), *(danger if dangerous else ())),
        kinds=(
            guess(text, Kind.ACCESS, "какие мои персональные данные вы обрабатываете", "от кого их получили"),
            guess(
                text,
                Kind.ERASURE,
                "прошу удалить мои данные",
                condition="Если оснований для обработки нет",
                part="кроме сведений об оплаченных заказах",
            ),
            guess(text, Kind.MARKETING_OPT_OUT, "прекратите присылать мне рекламу", "согласия на рассылку я не давала"),
        ),
        subject_name="Зимина Ольга Сергеевна",
        missing=("номер документа, удостоверяющего личность", "подпись"),
        original=b"From: zimina@example.ru\r\n\r\n...",
        message_id="1234.abcd@example.ru",
        received_words="by mx.example.com (Postfix) with ESMTPS id 4F; Thu, 19 Nov 2026 10:15:00 +0300",
        named_term=NamedTerm("в течение 5 дней", Term(5, Unit.CALENDAR_DAYS), None, places(text, "в течение 5 дней")),
        writer=Writer(subject_name="Зимина Ольга Сергеевна", email="zimina@example.ru", phone="+7 495 000-00-13"),
    )


def claim() -> IncomingLetter:
    """Return a claim of a business with its sum and the day it names."""
    text = (
        "Досудебная претензия\n\nПо договору № 17 оплаченный товар не поставлен. Требуем вернуть 148 500 руб. 50 коп.\n"
        "Ответ просим дать до 10 декабря 2026 года, иначе обратимся в суд.\n\nГенеральный директор Орлов П. И.\n"
    )
    return IncomingLetter(
        file="Претензия.docx",
        number="17-П",
        numbered_on=date(2026, 11, 20),
        subject="",
        text=text,
        kinds=(guess(text, Kind.CLAIM, "Досудебная претензия", "Требуем вернуть 148 500 руб. 50 коп."),),
        original=b"PK\x03\x04...",
        claim=ClaimGuess(14_850_050, "148 500 руб. 50 коп.", Claimant.BUSINESS, ClaimMatter.MONEY),
        named_term=NamedTerm("до 10 декабря 2026 года", None, date(2026, 12, 10)),
        writer=Writer(
            subject_name="ООО «Придуманный подрядчик»",
            representative_name="Орлов Пётр Ильич",
            authority="генеральный директор",
            email="orlov@example.com",
            address="190000, г. Город, ул. Новая, д. 3",
            is_organisation=True,
        ),
    )


def scan() -> IncomingLetter:
    """Return a photographed letter."""
    return IncomingLetter(file="Скан письма.png", original=paper(), is_picture=True)


def paper() -> bytes:
    """Return the picture of a sheet with lines of writing."""
    image = QImage(1240, 1754, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    for line in range(14):
        painter.fillRect(120, 160 + line * 64, 1000 - (line % 4) * 130, 10, Qt.GlobalColor.darkGray)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(content.data())
