"""How the window looks: colours by name, one stylesheet, the type, light and dark.

`apply` dresses the whole application; nobody else sets colours. Widgets that paint themselves ask `color("accent")` at
paint time and so follow a change of theme by themselves. The names are the tokens of `resources/themes/light.toml`.
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from otklik.system.paths import resource

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


class Scheme(StrEnum):
    """What the user chose in the settings."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


SMALLEST_BASE, LARGEST_BASE = 13, 14
"""Pixels of ordinary text at 100 %: the system's own size, kept in these bounds; a larger one enlarges everything."""

TINY, MARK, CAPTION, SMALL, NAME, CASE_TITLE, TITLE = 10, 11, 12, 13, 16, 22, 26
"""The roles of type beside ordinary text, in pixels at 100 %: figures in a mark, words in a mark, remarks, lines of a
letter, the name of the program, the title of a case, the title of a screen and the big date."""

STEP = 4
"""The step of space, in pixels: 4, 8, 12, 16, 24, 32, other multiples for the edges of pages. One and two are for
hairlines and for lines of one thing."""

LARGEST_SCALE = 2.0

SIDEBAR_WIDTH = 208
"""At 100 %."""

_NICE_FAMILIES = ("Inter", "Segoe UI", "Noto Sans", "Ubuntu", "Cantarell", "Open Sans", "PT Sans", "DejaVu Sans")
"""What we take where no desktop named a font (a bare window manager, offscreen)."""

_UNNAMED_FAMILIES = frozenset({"", "Sans Serif", "Sans", "sans", "sans-serif", "Sans-serif"})


_LENGTH = re.compile(r"\b([3-9]|[1-9]\d+)px")
"""Lengths of the stylesheet that grow with the text; lines of one and two pixels stay lines."""


class _Look:
    """The look in use. One process has one QApplication, so it has one look as well."""

    def __init__(self) -> None:
        self.scheme = Scheme.AUTO
        self.dark = False
        self.tokens: dict[str, str] = {}
        self.base = LARGEST_BASE
        self.scale = 1.0


_look = _Look()


def apply(app: QApplication, scheme: Scheme = Scheme.AUTO, percent: int | None = None) -> None:
    """Dress the application; may be called again at any time.

    Args:
        app: the running application.
        scheme: light, dark, or as the system has it (then later changes of the system are followed).
        percent: size of the text the user chose, of ordinary text; `None` leaves it. What is built already keeps the
            sizes it was built with.
    """
    _look.scheme = scheme
    hints = app.styleHints()
    if scheme is Scheme.AUTO:
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if scheme is Scheme.DARK else Qt.ColorScheme.Light)
    if app.property("otklik_follows_system") is None:
        app.setProperty("otklik_follows_system", True)
        app.setStyle("fusion")
        hints.colorSchemeChanged.connect(lambda _scheme: _follow(app))
        app.setProperty("otklik_system_font", app.font())
        percent = percent or 100
    if percent is not None:
        _size_text(app, percent)
    _dress(app)


def _size_text(app: QApplication, percent: int) -> None:
    """Set the size of all text and of what text has to fit in: the system's, times what the user chose."""
    font = interface_font(QFont(app.property("otklik_system_font")))
    base = min(max(font.pixelSize(), SMALLEST_BASE), LARGEST_BASE)
    _look.scale = min(LARGEST_SCALE, max(1.0, font.pixelSize() / LARGEST_BASE) * percent / 100)
    _look.base = base
    font.setPixelSize(px(base))
    app.setFont(font)


def _follow(app: QApplication) -> None:
    """Change over when the system does, unless the user chose for himself."""
    if _look.scheme is Scheme.AUTO and _wants_dark(app) != _look.dark:
        _dress(app)


def _wants_dark(app: QApplication) -> bool:
    """Return whether the choice, or else the system, asks for the dark look."""
    if _look.scheme is Scheme.AUTO:
        return app.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return _look.scheme is Scheme.DARK


def _dress(app: QApplication) -> None:
    _look.dark = _wants_dark(app)
    _look.tokens = tokens(dark=_look.dark)
    app.setEffectEnabled(Qt.UIEffect.UI_General, motion())
    app.setPalette(_palette())
    app.setStyleSheet("")  # Qt dresses a widget once for each one it lies in where one sheet takes the place of another
    app.setStyleSheet(stylesheet())
    from otklik.ui import icons  # noqa: PLC0415 - icons colours by this module; the other way round only here

    icons.recolour_all()


def scheme() -> Scheme:
    """Return what the user chose: light, dark, or as the system has it."""
    return _look.scheme


def motion() -> bool:
    """Return whether something may move on the screen: not where the system asks for less motion."""
    hints = QGuiApplication.styleHints().accessibility()
    return hints.motionPreference() is not Qt.MotionPreference.ReducedMotion


def is_dark() -> bool:
    """Return whether the dark look is on."""
    return _look.dark


def color(name: str) -> QColor:
    """Return the colour of a token in the look in use, e.g. `color("overdue_on")`.

    Raises:
        KeyError: when there is no such token.
    """
    if not _look.tokens:
        _look.tokens = tokens(dark=_look.dark)
    return QColor(_look.tokens[name])


def base_size() -> int:
    """Return the size of ordinary text in pixels at 100 %."""
    return _look.base


def px(pixels: float) -> int:
    """Return how many pixels to take for a size that fits at 100 %, at the size of text in use.

    For every fixed width, height or margin that text, or what is drawn beside text, has to fit in.
    """
    return round(pixels * _look.scale)


def scale() -> float:
    """Return how large text is, 1.0 being ordinary; `LARGEST_SCALE` at most."""
    return _look.scale


def font(size: int | None = None, weight: int = 400, *, grown: bool = True) -> QFont:
    """Return the interface font for widgets that paint themselves.

    Args:
        size: pixels at 100 %; ordinary text by default.
        weight: 400, 500 or 600. (Installed fonts rarely have the 550 between; 500 is the nearest there is.)
        grown: whether it grows with the size of text in use; not for what is drawn at 100 % and enlarged as a whole.
    """
    made = QFont(QGuiApplication.font())
    pixels = size if size is not None else _look.base
    made.setPixelSize(px(pixels) if grown else pixels)
    made.setWeight(QFont.Weight(weight))
    return made


@cache
def tokens(*, dark: bool) -> dict[str, str]:
    """Return the colours by name, as `#RRGGBB`.

    Args:
        dark: the dark set instead of the light one.
    """
    name = "dark" if dark else "light"
    return {key: str(value) for key, value in tomllib.loads(resource(f"themes/{name}.toml").read_text("utf-8")).items()}


def stylesheet() -> str:
    """Return the stylesheet with the tokens of the look in use filled in, its lengths at the size of text in use."""
    values = dict(_look.tokens)
    values |= {
        "theme_dir": resource("themes/dark" if _look.dark else "themes/light").as_posix(),
        "size_base": f"{px(_look.base)}px",
        "size_small": f"{px(SMALL)}px",
        "size_caption": f"{px(CAPTION)}px",
        "size_name": f"{px(NAME)}px",
        "size_case": f"{px(CASE_TITLE)}px",
        "size_title": f"{px(TITLE)}px",
        "size_bar": "12px",  # no text has to fit into a scroll bar
        "size_bar_corner": "4px",
    }
    sheet = resource("themes/style.qss").read_text("utf-8")
    sheet = _LENGTH.sub(lambda match: f"{px(int(match[1]))}px", sheet)
    return re.sub(r"@([a-z_]+)", lambda match: values[match[1]], sheet)


def interface_font(named: QFont) -> QFont:
    """Return the system's interface font, in its own size, with figures of equal width.

    Where the system named none, a good one that is installed; where nothing installed has Cyrillic letters, the PT Sans
    that we ship.

    Args:
        named: what Qt took over from the system.
    """
    chosen = QFont(named)
    size = chosen.pixelSize() if chosen.pixelSize() > 0 else round(chosen.pointSizeF() * 96 / 72)
    if chosen.family() in _UNNAMED_FAMILIES:
        size = LARGEST_BASE
        family = next((name for name in _NICE_FAMILIES if QFontDatabase.hasFamily(name)), "")
    else:
        family = chosen.family()
    if not family or QFontDatabase.WritingSystem.Cyrillic not in QFontDatabase.writingSystems(family):
        family = _shipped_family()
    chosen.setFamily(family)
    chosen.setPixelSize(size)
    chosen.setFeature(QFont.Tag("tnum"), 1)
    return chosen


def _shipped_family() -> str:
    """Load our own sans-serif and return its name."""
    for name in ("PTSans-Regular.ttf", "PTSans-Bold.ttf", "PTSans-Italic.ttf", "PTSans-BoldItalic.ttf"):
        QFontDatabase.addApplicationFont(str(resource(f"fonts/{name}")))
    return "PT Sans"


def _palette() -> QPalette:
    """Return the palette, so that what the stylesheet leaves alone fits as well."""
    role = QPalette.ColorRole
    palette = QPalette()
    for target, name in {
        role.Window: "ground",
        role.WindowText: "text",
        role.Base: "sheet",
        role.AlternateBase: "sunk",
        role.Text: "text",
        role.Button: "sheet",
        role.ButtonText: "text",
        role.BrightText: "on_accent",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Accent: "accent",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.ToolTipBase: "sheet",
        role.ToolTipText: "text",
        role.PlaceholderText: "dim",
        role.Mid: "line",
        role.Midlight: "line",
        role.Light: "sheet",
        role.Dark: "edge",
        role.Shadow: "edge",
    }.items():
        palette.setColor(target, color(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, color("faint"))
    return palette
