"""The two walks, step by step: from nothing to a printed answer, and from an e-mail to an issued letter."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.walk.letter_box import ROW

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.walk.hand import Hand
    from tests.walk.stage import Stage

DUTIES = {
    "правовые основания": "согласие покупателя",
    "способы обработки": "сбор, запись, хранение, использование, удаление",
    "откуда получены данные": "от самого покупателя",
    "кто ещё имеет доступ": "никто",
    "кто имеет доступ": "никто",
    "кто обрабатывает данные по поручению": "никто",
    "обработка по поручению": "никто",
    "меры": "доступ к данным ограничен паролем",
    "срок": "три года после последней покупки",
}
"""What the newcomer answers where a letter asks, by how its question begins."""

_MOST_FIELDS = 20


def make_register(hand: Hand, policy: Path) -> None:
    """Begin an own register in three questions, the first of them answered by the policy."""
    hand.begin("Own register in three questions, the first answered by the policy")
    hand.press("Начать свой реестр")
    hand.wait_for("Кто вы?")
    hand.press("Выбрать файл…")
    hand.wait_for("В каком файле политика?")
    _choose(hand, policy)
    hand.wait_for("Нашлось в политике")
    hand.press("Дальше")
    hand.wait_for("Куда складывать копии?")
    hand.press("Пропустить")
    hand.wait_for("Позже")
    hand.press("Позже")
    hand.wait_for("Перетащите сюда письмо")
    hand.begin("The rest of the profile, from the policy")
    hand.press("Взять ещё из политики…")
    hand.wait_for("Для профиля")
    hand.press("Взять отмеченное")
    hand.wait_for("Профиль заполнен из политики.")
    hand.picture("profile")


def answer_access(hand: Hand, letter: Path) -> None:
    """Take in an e-mail by its file, register it, see who wrote, prepare the answer, fill it in and issue it."""
    hand.begin("An e-mail comes: chosen as a file")
    hand.press("Сегодня", kind="RoomButton")
    hand.press("Выбрать файл…")
    hand.wait_for("Открыть", kind="QPushButton")
    _choose(hand, letter)
    hand.wait_for("Дать сведения или мотивированный отказ")
    hand.begin("Registered")
    hand.press("Зарегистрировать")
    hand.wait_for("Подготовить ответ")
    hand.wait_for("Что должно быть сделано")
    hand.begin("Who wrote is confirmed")
    hand.press("Ещё", kind="QPushButton")
    hand.press("Подтвердить личность…")
    hand.wait_for("Подтвердить", kind="QPushButton")
    hand.type("звонок по номеру из договора")
    hand.key("Return")
    hand.wait_for("Подготовить ответ", kind="PrimaryButton")
    hand.begin("The answer is prepared")
    hand.press("Подготовить ответ")
    hand.press("Ответ на запрос сведений")
    hand.wait_for("Выпустить и напечатать")
    fill_in(hand)


def fill_in(hand: Hand) -> None:
    """Fill in what is blank, led from one field to the next."""
    hand.begin("What is blank is filled in")
    hand.press("не заполнено")
    hand.wait_for("Не сейчас")
    for _ in range(_MOST_FIELDS):
        asked = _question(hand)
        if not asked:
            return
        hand.picture(f"asks {asked}")
        if any(one["text"] == "Нет" for one in hand.things() if one["pressable"] and one["seen"]):
            hand.press("Нет", kind="QuietButton")
        else:
            hand.type(next((answer for start, answer in DUTIES.items() if asked.startswith(start)), "сведений нет"))
            hand.key("ctrl+Return" if "QPlainTextEdit" in _focus(hand)["bases"] else "Return")
        _until(lambda asked=asked: _question(hand) not in {"", asked} or not _blank(hand))


def issue(hand: Hand, stage: Stage) -> Path:
    """Issue the letter, print it, and return the paper that came out of the printer."""
    hand.begin("Issued and printed")
    hand.press("Выпустить и напечатать", kind="PrimaryButton")
    hand.wait_for("Печать", kind="QPushButton")
    papers = set(stage.printer.folder.glob("out/*.pdf"))
    hand.press("Печать", kind="QPushButton")
    hand.wait_for("Отметить отправку")
    found: set[Path] = set()

    def is_out() -> bool:
        found.update(set(stage.printer.folder.glob("out/*.pdf")) - papers)
        return bool(found) and not stage.printer.waiting()

    stage.wait(is_out, 60, "no paper comes out of the printer")
    hand.picture("issued")
    return found.pop()


def mark_as_sent(hand: Hand) -> None:
    """Put on record how the letter left, and look at what comes next."""
    hand.begin("Marked as sent")
    hand.press("Отметить отправку")
    hand.wait_for("отправлено")
    hand.picture("sent")


def short(hand: Hand, stage: Stage, letter: Path) -> None:
    """Drag an e-mail in and come to an issued letter."""
    stage.start("letters", stage.python, Path(__file__).with_name("letter_box.py"), letter)
    stage.wait(lambda: "letter box" in stage.call("wmctrl", "-l", check=False), 20, "no letter box")
    stage.call("wmctrl", "-r", "letter box", "-e", "0,1050,800,-1,-1")
    time.sleep(1.0)
    hand.begin("The e-mail is dragged in")
    hand.drag((1100, 800 + ROW // 2), (700, 560))
    hand.wait_for("Дать сведения или мотивированный отказ")
    stage.call("wmctrl", "-c", "letter box")
    hand.begin("Registered")
    hand.press("Зарегистрировать")
    hand.wait_for("Проверить личность")
    hand.wait_for("Что должно быть сделано")
    hand.begin("Who wrote is confirmed")
    hand.press("Проверить личность")
    hand.wait_for("Подтвердить", kind="QPushButton")
    hand.type("подпись сверена с договором")
    hand.key("Return")
    hand.wait_for("Подготовить ответ", kind="PrimaryButton")
    hand.begin("The answer is prepared")
    hand.press("Подготовить ответ")
    hand.press("Ответ на запрос сведений")
    hand.wait_for("Выпустить и напечатать")
    hand.begin("Issued")
    hand.press("Выпустить и напечатать", kind="PrimaryButton")
    hand.wait_for("Печать", kind="QPushButton")  # it is issued, and may be printed now
    hand.end()
    hand.picture("issued")


def _choose(hand: Hand, file: Path) -> None:
    hand.type(str(file))
    hand.key("Return")


def _focus(hand: Hand) -> dict:
    return next((one for one in hand.things() if one["focus"] and one["seen"]), {"bases": [], "name": ""})


def _question(hand: Hand) -> str:
    """Return what the panel under a field asks for; empty where no panel is there."""
    things = hand.things()
    if not any(one["text"] == "Не сейчас" and one["seen"] for one in things):
        return ""
    return next((one["name"] for one in things if one["focus"] and one["seen"]), "?")


def _blank(hand: Hand) -> bool:
    return any(one["text"].startswith("не заполнено") and one["seen"] for one in hand.things())


def _until(done: Callable[[], bool], seconds: float = 10.0) -> None:
    until = time.monotonic() + seconds
    while not done() and time.monotonic() < until:
        time.sleep(0.05)
