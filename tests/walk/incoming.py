"""What comes to an invented business: an e-mail and a policy. Nobody of these people exists."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NAME = "Синицын Пётр Аркадьевич"

_POLICY = """# Политика обработки персональных данных

Действует с 1 марта 2026 года.

Оператор персональных данных — индивидуальный предприниматель Синицын Пётр Аркадьевич (ИП Синицын П. А.),
ИНН 500100732259, ОГРНИП 304500116000157.

Адрес для обращений: 101000, г. Москва, ул. Выдуманная, д. 3.
Электронная почта для обращений: dannye@sinitsa.example.ru
Телефон: +7 495 000-00-13

## Правовые основания

Данные обрабатываются на основании согласия покупателя и договора купли-продажи.

## Цели обработки

Цели обработки персональных данных: заключение и исполнение договора купли-продажи; доставка покупок; рассылка новостей
с согласия покупателя.

## Категории данных

Оператор обрабатывает следующие персональные данные: имя; номер телефона; адрес электронной почты; адрес доставки.

## Способы обработки

С данными совершаются следующие действия: сбор, запись, хранение, уточнение, использование, удаление, уничтожение.

## Кому передаются данные

Персональные данные третьим лицам не передаются. Трансграничная передача персональных данных не осуществляется.
Обработка персональных данных другим лицам не поручается.

## Источник данных

Персональные данные получены от самого субъекта персональных данных.

## Сроки

Срок хранения персональных данных: три года после последней покупки.
На запросы субъектов персональных данных оператор отвечает в течение 5 рабочих дней.

## Меры защиты

Оператор назначил ответственного за обработку персональных данных, ограничил доступ к ним паролем и хранит резервные
копии в зашифрованном виде. Базы данных находятся на территории Российской Федерации, по адресу: г. Москва,
ул. Выдуманная, д. 3.
"""

_ACCESS = """Здравствуйте!

Прошу на основании статьи 14 Федерального закона № 152-ФЗ сообщить, какие мои персональные данные вы обрабатываете,
откуда вы их получили, с какой целью и как долго будете хранить.

Ответ прошу прислать на этот адрес.

Мой номер телефона: +7 495 000-00-21
Договор № 118 от 02.04.2026.

С уважением,
Куницына Лариса Тимофеевна
"""

_WHOLE = """Здравствуйте.

Я, Барсуков Илья Романович, паспорт 00 00 000002, выдан 14.03.2011 отделом внутренних дел Придуманного района г. Твери,
заключил с вами договор № 204 от 11.05.2026.

На основании части 7 статьи 14 Федерального закона № 152-ФЗ прошу сообщить, какие мои персональные данные вы
обрабатываете, для каких целей и как долго будете хранить.

Ответ прошу прислать на этот адрес.

Запрос подписан электронной подписью.

(подпись)            И. Р. Барсуков
"""


def write(folder: Path) -> tuple[Path, Path, Path]:
    """Write a policy, an e-mail that lacks what the law asks for, and one that has it all; return where they lie."""
    folder.mkdir(parents=True, exist_ok=True)
    policy = folder / "politika.md"
    policy.write_text(_POLICY, "utf-8")
    access = _mail(folder / "zapros.eml", "Куницына Лариса <l.kunitsyna@example.ru>", "Запрос о моих данных", _ACCESS)
    whole = _mail(
        folder / "barsukov.eml", "Барсуков Илья <i.barsukov@example.ru>", "Запрос сведений", _WHOLE, signed=True
    )
    return policy, access, whole


def _mail(path: Path, sender: str, subject: str, text: str, *, signed: bool = False) -> Path:
    day = format_datetime(datetime.now().astimezone() - timedelta(days=1))
    message = EmailMessage()
    message["Received"] = (
        f"from mx.example.ru (mx.example.ru [192.0.2.2]) by mail.sinitsa.example.ru with ESMTPS; {day}"
    )
    message["From"], message["To"], message["Subject"] = sender, "dannye@sinitsa.example.ru", subject
    message["Date"] = day
    message["Message-ID"] = f"<{path.stem}@example.ru>"
    message.set_content(text)
    if signed:
        message.add_attachment(b"0\x80", maintype="application", subtype="pkcs7-signature", filename="zapros.p7s")
    path.write_bytes(message.as_bytes())
    return path
