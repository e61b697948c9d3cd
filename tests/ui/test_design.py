"""One design in one place: no page has colours, sizes of type, stylesheets or steps of space of its own."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from otklik.system.paths import resource
from otklik.ui import drawings, theme
from tests.source_tree import called, calls, expect_none, modules

if TYPE_CHECKING:
    from collections.abc import Iterator

# What has a look of its own, and why.
OWN_LOOK = {
    "ui/tray_icon.py": "stands in a panel of the desktop, whose colours are not ours",
    "ui/pictures/registers_scenes.py": "shows that icon on panels light and dark",
    "ui/intake/intake_pictures.py": "draws the scan of an invented letter for the pictures",
}
# Colours that are none of the look: paper is white by lamplight too, and its shadow is a shade of black.
PAPER = {"ui/settings/profile_images.py", "ui/letter/preview.py"}

SPACED = {"setSpacing", "addSpacing", "setContentsMargins", "setHorizontalSpacing", "setVerticalSpacing"}
SPACED |= {"setViewportMargins", "set_margins", "Sheet", "Page", "FormRows", "FlowLayout"}
SPACE_WORDS = {"spacing", "margin", "margins", "gap"}
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b")
SIZE = re.compile(r"font-size: (?!@size_)")


def pages() -> Iterator[tuple[str, ast.Module]]:
    """Yield every module of the window but the theme."""
    for path, tree in modules().items():
        if path.startswith("ui/") and path != "ui/theme.py" and path not in OWN_LOOK:
            yield path, tree


def numbers(node: ast.expr) -> Iterator[ast.Constant]:
    """Yield the numbers a space is made of: alone, in a pair, grown with the text, one of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        yield node
    elif isinstance(node, ast.Tuple):
        for part in node.elts:
            yield from numbers(part)
    elif isinstance(node, ast.IfExp):
        yield from numbers(node.body)
        yield from numbers(node.orelse)
    elif isinstance(node, ast.Starred):
        yield from numbers(node.value)
    elif isinstance(node, ast.Call) and called(node) == "px":
        for part in node.args:
            yield from numbers(part)


def spaces(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield every number given as a space."""
    for call in calls(tree):
        if called(call) in SPACED:
            named = [word.value for word in call.keywords if word.arg in SPACE_WORDS]
            for given in [*call.args, *named]:
                yield from numbers(given)


def fits(value: object) -> bool:
    return value in {0, 1, 2} or (isinstance(value, int) and value % theme.STEP == 0)


def test_space_goes_by_steps() -> None:
    expect_none(
        f"{path}:{number.lineno}: {number.value} px"
        for path, tree in pages()
        for number in spaces(tree)
        if not fits(number.value)
    )


def test_no_page_dresses_itself() -> None:
    dressing = {"setStyleSheet", "setPixelSize", "setPointSize", "setPointSizeF"}
    expect_none(f"{path}:{call.lineno}" for path, tree in pages() for call in calls(tree) if called(call) in dressing)


def test_no_page_has_a_colour_of_its_own() -> None:
    found = []
    for path, tree in pages():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and COLOUR.search(node.value):
                found.append(f"{path}:{node.lineno}")
            made = isinstance(node, ast.Call) and called(node) == "QColor" and path not in PAPER
            if made and all(isinstance(one, ast.Constant) for one in node.args):
                found.append(f"{path}:{node.lineno}")
    expect_none(found)


def test_type_goes_by_roles() -> None:
    expect_none(
        f"{path}:{call.lineno}"
        for path, tree in pages()
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute)
        and ast.unparse(call.func) == "theme.font"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    )
    assert SIZE.findall(resource("themes/style.qss").read_text("utf-8")) == []


def test_every_name_of_the_stylesheet_is_known(look: None) -> None:
    sheet = theme.stylesheet()
    assert "@" not in sheet
    assert COLOUR.findall(resource("themes/style.qss").read_text("utf-8")) == []


@pytest.mark.parametrize("name", sorted(file.stem for file in resource("drawings").glob("*.svg")))
def test_drawings_are_by_one_hand_and_follow_the_look(look: None, name: str) -> None:
    drawn = resource(f"drawings/{name}.svg").read_text("utf-8")
    assert re.findall(r'stroke-width="([^"]+)"', drawn) == ["1.6"]
    assert f'viewBox="0 0 {drawings.WIDTH} {drawings.HEIGHT}"' in drawn
    light = theme.tokens(dark=False)
    assert set(COLOUR.findall(drawn)) <= {light[token] for token in drawings.INKS}
    picture = drawings.picture(name, 2.0).toImage()
    assert any(picture.pixelColor(x, 2 * 60).alpha() for x in range(picture.width()))


def test_every_drawing_is_shown_somewhere() -> None:
    shown: set[object] = {"help"}  # in the text of the help, as an address
    for _path, tree in pages():
        for call in calls(tree):
            given = call.args[:1] if called(call) in {"EmptyState", "Drawing", "show_drawing"} else []
            given += [word.value for word in call.keywords if word.arg == "drawing"]
            shown |= {one.value for node in given for one in ast.walk(node) if isinstance(one, ast.Constant)}
    drawn = {file.stem for file in resource("drawings").glob("*.svg")}
    assert drawn == {one for one in shown if isinstance(one, str)}


def test_the_icon_of_the_program_is_there_in_all_sizes(look: None) -> None:
    sides = {size.width() for size in drawings.program_icon().availableSizes()}
    assert {16, 32, 256} <= sides
