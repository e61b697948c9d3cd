"""The theme, the language, dates and the small parts all pages are made of."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, Qt, QTranslator
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from otklik.system.errors import UserError
from otklik.system.paths import resource
from otklik.ui import dates, icons, immortals, theme, translation
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.widgets import Chip, DateField, FlowLayout, FormRows, IconButton, Label, Notice, ToggleChip
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def _luminance(name: str) -> float:
    color = QColor(name)
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_written_can_be_read(dark: bool) -> None:
    tokens = theme.tokens(dark=dark)
    pairs = [(ink, ground) for ink in ("text", "dim") for ground in ("ground", "sheet", "sunk", "hover")]
    pairs += [(role, f"{role}_on") for role in ("accent", "overdue", "soon", "done")]
    pairs += [(role, "sheet") for role in ("accent", "overdue", "soon", "done")]
    pairs += [("on_accent", "accent"), ("on_accent", "accent_over"), ("done", "sunk"), ("soon", "sunk")]
    assert [pair for pair in pairs if _contrast(tokens[pair[0]], tokens[pair[1]]) < 4.5] == []


def test_both_looks_have_the_same_tokens() -> None:
    assert theme.tokens(dark=False).keys() == theme.tokens(dark=True).keys()


def test_the_look_changes_while_the_program_runs(qapp: QApplication, look: None) -> None:
    button = IconButton("close", "Закрыть")
    before = button.icon().pixmap(20).toImage()
    theme.apply(qapp, theme.Scheme.DARK)
    assert theme.is_dark()
    assert qapp.palette().window().color() == theme.color("ground") == QColor(theme.tokens(dark=True)["ground"])
    assert button.icon().pixmap(20).toImage() != before
    theme.apply(qapp, theme.Scheme.LIGHT)
    assert button.icon().pixmap(20).toImage() == before


def test_the_base_size_stays_in_bounds_and_the_font_has_cyrillic(qapp: QApplication, look: None) -> None:
    assert theme.SMALLEST_BASE <= theme.base_size() <= theme.LARGEST_BASE
    assert theme.font().pixelSize() == theme.base_size()
    metrics = QLabel().fontMetrics()
    assert QFontDatabase.WritingSystem.Cyrillic in QFontDatabase.writingSystems(QFontInfo(theme.font()).family())
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")


@pytest.mark.parametrize("name", sorted(file.stem for file in resource("icons").glob("*.svg")))
def test_every_icon_draws_something(look: None, name: str) -> None:
    drawn = icons.pixmap(name, "text", 20, 2.0).toImage()
    assert any(drawn.pixelColor(x, y).alpha() for x in range(40) for y in range(40))


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (0, "0 рабочих дней"),
        (1, "1 рабочий день"),
        (2, "2 рабочих дня"),
        (11, "11 рабочих дней"),
        (21, "21 рабочий день"),
        (25, "25 рабочих дней"),
        (112, "112 рабочих дней"),
    ],
)
def test_plurals_are_right(look: None, number: int, sentence: str) -> None:
    assert QObject().tr("%n working day(s)", "", number) == sentence


def test_english_has_its_plurals_too(qapp: QApplication) -> None:
    translation.install(qapp, "en")
    try:
        assert [translation.translated("%n request(s)", n) for n in (1, 2)] == ["1 request", "2 requests"]
        assert translation.translated("Nothing found") == "Nothing found"
    finally:
        translation.install(qapp, "ru")


@given(st.dictionaries(st.text("abcйё %№«»", min_size=1), st.text("абвgh %1", min_size=1), min_size=1, max_size=40))
def test_any_catalogue_is_found_again(catalogue: dict[str, str]) -> None:
    translator = QTranslator()
    data = translation.message_file(catalogue, "ru")
    assert translator.load(data)
    assert {source: translator.translate("any", source) for source in catalogue} == catalogue
    assert not translator.translate("any", "".join(catalogue) + "!")


def test_python_survives_what_qt_takes_from_its_singletons(qapp: QApplication) -> None:
    immortals.hold()
    widget = QWidget()
    for _ in range(20_000):
        widget.parent()
        widget.objectNameChanged.emit("x")
    assert min(sys.getrefcount(kept) for kept in (None, True, False)) > 100_000


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_date_that_is_written_is_read_again(day: date) -> None:
    assert dates.read(dates.dotted(day)) == day
    assert dates.read(f" {day.day}.{day.month}.{day.year % 100:02d} ") == day


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("31.02.2026", "Такого дня нет"),
        ("01.13.2026", "Месяца 13 не бывает"),
        ("вчера", "Напишите дату"),
        ("29.02.2027", "Такого дня нет"),
        ("1.1.1", "Напишите дату"),
    ],
)
def test_a_wrong_date_is_explained(typed: str, word: str) -> None:
    with pytest.raises(UserError, match=word):
        dates.read(typed)


def test_dates_are_said_as_people_say_them(look: None) -> None:
    day = date(2026, 11, 26)
    assert dates.day_month(day) == "26\u00a0ноября"
    assert dates.day_month_short(day) == "26\u00a0нояб."
    assert (dates.weekday(day), dates.weekday_short(day)) == ("четверг", "чт")
    assert dates.near(date(2027, 1, 12), day) == "12\u00a0января\u00a02027"


def test_a_form_names_its_fields_and_shows_mistakes_in_place(qtbot: QtBot, look: None) -> None:
    form, field, day = FormRows(), QLineEdit(), DateField()
    qtbot.addWidget(form)
    form.add_row("&Имя", field, "как в паспорте")
    form.add_row("Получено", day)
    assert (field.accessibleName(), field.accessibleDescription()) == ("Имя", "как в паспорте")
    form.show()
    qtbot.keyClicks(day, "31.02.2026")
    assert not day.property("wrong"), "no complaint while it is being typed"
    day.editingFinished.emit()
    shown = [
        label.text() for label in form.findChildren(Label) if label.property("role") == "error" and label.isVisible()
    ]
    assert shown == ["Такого дня нет: 31.02.2026. Проверьте день и месяц."]
    day.set_date(date(2026, 2, 28))
    assert not day.property("wrong")


def test_a_date_field_tells_of_another_date_once(qtbot: QtBot, look: None) -> None:
    day, told = DateField(date(2026, 11, 21)), []
    qtbot.addWidget(day)
    day.date_changed.connect(told.append)
    day.setText("22.11.26")
    day.editingFinished.emit()
    assert (told, day.text()) == ([date(2026, 11, 22)], "22.11.2026")


def test_one_choice_at_most_is_on(qtbot: QtBot, look: None) -> None:
    chips = ChoiceChips((("a", "А"), ("b", "Б")))
    qtbot.addWidget(chips)
    first, second = chips.findChildren(ToggleChip)
    for chip, chosen in ((first, "a"), (second, "b"), (second, None)):
        chip.click()
        assert chips.chosen() == chosen


def test_chips_wrap_into_as_many_lines_as_they_need(qtbot: QtBot, look: None) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=6)
    for _ in range(6):
        flow.addWidget(Chip("отзыв согласия"))
    one = flow.sizeHint()
    assert flow.heightForWidth(one.width()) == one.height()
    assert flow.heightForWidth(one.width() // 3) == 3 * one.height() + 2 * 6


def test_a_long_line_is_cut_but_said_in_full(qtbot: QtBot, look: None) -> None:
    text = "О прекращении обработки персональных данных"
    label = ElidedLabel(text)
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()
    assert label.text().endswith("…")
    assert label.accessibleName() == label.toolTip() == text


def test_letters_of_strangers_are_never_read_as_html(look: None) -> None:
    assert Label("<b>x</b>").textFormat() is Qt.TextFormat.PlainText
    assert Chip("<img src=x>").textFormat() is Qt.TextFormat.PlainText


def test_a_notice_says_shows_its_action_and_goes(qtbot: QtBot, look: None) -> None:
    notice, clicked = Notice(closable=True), []
    qtbot.addWidget(notice)
    assert notice.isHidden()
    notice.say("Копия сделана", "done", ("Показать", lambda: clicked.append(1)))
    assert (notice.sentence, notice.accessibleName(), notice.isHidden()) == ("Копия сделана", "Копия сделана", False)
    next(button for button in notice.children() if getattr(button, "text", str)() == "Показать").click()
    assert clicked == [1]
    with qtbot.waitSignal(notice.closed):
        notice.findChild(IconButton).click()
    assert notice.isHidden()
