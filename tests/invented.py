"""Who and when in the tests: an invented operator with nothing left to fill in, and the noon they all stand at."""

from __future__ import annotations

import io
from datetime import datetime, timedelta, timezone

from PIL import Image, ImageDraw

from otklik.register.records import Operator, OperatorForm

MOSCOW = timezone(timedelta(hours=3), "MSK")
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=MOSCOW)
"""A Saturday."""

SOLE_PROPRIETOR = Operator(
    form=OperatorForm.SOLE_PROPRIETOR,
    name="Ветров Арсений Павлович",
    inn="990000000075",
    ogrn="399990000000012",
    address="101000, г. Москва, ул. Придуманная, д. 1",
    emails=("vetrov@example.ru",),
    phones=("+7 900 000-00-01",),
    policy_clause="9.2",
    purposes=("исполнение договора",),
    legal_grounds=("договор с субъектом",),
    methods=("автоматизированная обработка",),
    data_categories=("фамилия, имя, отчество", "номер телефона"),
    sources=("от самого субъекта",),
    recipients=("нет",),
    processors=("нет",),
    storage_term="три года после окончания договора",
    cross_border=False,
    database_location="Российская Федерация, г. Москва",
    measures=("назначен ответственный", "ограничен доступ"),
    automated_decisions=False,
)


def picture(width: int = 400, height: int = 160, *, mode: str = "RGB", form: str = "PNG") -> bytes:
    """Return an invented image: a dark frame with a cross, up to its edges.

    Args:
        width: in pixels.
        height: in pixels.
        mode: of Pillow; with an alpha channel the ground lets through.
        form: `PNG`, `JPEG`, or another one Pillow writes.
    """
    ground = {"RGB": "white", "CMYK": (0, 0, 0, 0), "RGBA": (0, 0, 0, 0), "LA": (0, 0), "L": 255, "1": 1, "I;16": 65535}
    ink = {"RGB": (20, 30, 120), "CMYK": (255, 200, 0, 90), "RGBA": (20, 30, 120, 255), "LA": (30, 255), "1": 0}
    image = Image.new(mode, (width, height), ground[mode])
    drawn = ImageDraw.Draw(image)
    drawn.rectangle((0, 0, width - 1, height - 1), outline=ink.get(mode, 0), width=4)
    drawn.line((0, 0, width, height), fill=ink.get(mode, 0), width=6)
    target = io.BytesIO()
    image.save(target, form)
    return target.getvalue()
