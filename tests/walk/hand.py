"""Eyes, hand and watch of whoever walks: a real mouse and keyboard, led by the words on the screen; all is counted."""

from __future__ import annotations

import json
import subprocess
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from tests.walk.stage import Stage

PATIENCE = 30.0
"""Seconds until something that should come up is missed."""

LOOK = 1.5
"""Seconds anybody looks at the screen before he presses something."""

KEY = 0.12
"""Seconds between two keys of somebody who is no typist."""


class NotSeenError(Exception):
    """What a newcomer would look for is not on the screen, or stands there twice."""


@dataclass(slots=True)
class Step:
    """One step of the walk.

    Attributes:
        title: what is done.
        clicks: presses of the mouse; a drop counts as one.
        keys: keys pressed.
        turns: turns of the wheel, by which something had to be looked for.
        seconds: from the first look to what came of it, looking and typing included.
        work: of these what was waited for the program.
        pictures: what was on the screen.
    """

    title: str
    clicks: int = 0
    keys: int = 0
    turns: int = 0
    seconds: float = 0.0
    work: float = 0.0
    pictures: list[str] = field(default_factory=list)


class Hand:
    """Does what the user's eyes and hands do.

    Args:
        stage: where.
        pictures: folder for the pictures.
        prefix: first letters of their names.
    """

    def __init__(self, stage: Stage, pictures: Path, prefix: str) -> None:
        self._stage, self._folder, self._prefix = stage, pictures, prefix
        self._folder.mkdir(parents=True, exist_ok=True)
        self.steps: list[Step] = []
        self._aside = 0.0
        self._since = 0.0
        self._asked = 0
        self._shots: list[subprocess.Popen[bytes]] = []

    def begin(self, title: str) -> None:
        """Begin a step; the one before is over."""
        self.end()
        self.steps.append(Step(title))
        self._since, self._aside = time.monotonic(), 0.0

    def end(self) -> None:
        """End a step: what it took is known."""
        if self._since:
            self.steps[-1].seconds = time.monotonic() - self._since - self._aside
        self._since = 0.0

    def forget(self) -> None:
        """Begin to count anew."""
        self.end()
        self.steps.clear()

    @property
    def step(self) -> Step:
        """The step that is taken."""
        return self.steps[-1]

    def things(self) -> list[dict[str, Any]]:
        """Return what can be seen on the screen."""
        self._asked += 1
        answer = self._stage.talk / f"seen-{self._asked}.json"
        (self._stage.talk / f"ask-{self._asked}").touch()
        until = time.monotonic() + PATIENCE
        while not answer.exists():
            if time.monotonic() > until:
                raise NotSeenError("the program does not answer")
            time.sleep(0.005)
        things: list[dict[str, Any]] = json.loads(answer.read_text("utf-8"))
        answer.unlink()
        return things

    def words(self) -> list[str]:
        """Return all words that can be seen, for whoever looks for what went wrong."""
        return [f"{one['kind']}: {_said(one)}" for one in self.things() if one["seen"] and _said(one).strip()]

    def wait_for(self, words: str, *, kind: str = "", seconds: float = PATIENCE) -> dict[str, Any]:
        """Wait until words are on the screen; return the thing that bears them."""
        began = time.monotonic()
        while True:
            found = [one for one in self._named(words, kind) if one["seen"]]
            if found:
                self.step.work += time.monotonic() - began
                return found[0]
            if time.monotonic() - began > seconds:
                self.picture("missed")
                raise NotSeenError(f"«{words}» is not on the screen:\n" + "\n".join(self.words()))
            time.sleep(0.03)

    def press(self, words: str, *, kind: str = "", into: bool = False) -> None:
        """Look at the screen, find a button or a field by its words, and press it.

        Args:
            words: what stands on it, in it while it is empty, or beside it.
            kind: class of what is meant, where words alone do not tell.
            into: whether it is a field that is pressed to type into.

        Raises:
            NotSeenError: it is not there, cannot be pressed, or there are two.
        """
        place = self._reach(words, kind, into=into)
        x, y = _middle(place)
        self.picture(words, (x, y))
        time.sleep(LOOK)
        x, y = _middle(self._reach(words, kind, into=into))  # a dialog may have come to stand elsewhere meanwhile
        self._stage.call("xdotool", "mousemove", str(x), str(y))
        time.sleep(0.05)
        self._stage.call("xdotool", "click", "1")
        self.step.clicks += 1

    def type(self, text: str) -> None:
        """Type a text, one key for each character."""
        self.step.keys += len(text)
        if text.isascii():
            self._stage.call("xdotool", "type", "--delay", str(int(KEY * 1000)), "--", text)
            return
        # A key the layout lacks takes xdotool a change of the whole keyboard; the text comes whole and as slowly.
        time.sleep(KEY * len(text))
        subprocess.run(
            ["xclip", "-selection", "clipboard"], input=text.encode(), env=self._stage.environment, check=True
        )
        self._stage.call("xdotool", "key", "ctrl+v")
        time.sleep(0.1)

    def key(self, name: str) -> None:
        """Press one key, e.g. `Return`."""
        self._stage.call("xdotool", "key", name)
        self.step.keys += 1

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Drag something from one place of the screen to another, in a few moves."""
        self.picture("drag", end)
        time.sleep(LOOK)
        tool = self._stage.call
        tool("xdotool", "mousemove", str(start[0]), str(start[1]), "mousedown", "1")
        for part in range(1, 13):
            x, y = (round(a + (b - a) * part / 12) for a, b in zip(start, end, strict=True))
            tool("xdotool", "mousemove", str(x), str(y))
            time.sleep(0.04)
            if part == 8:
                self.picture("dragging", (x, y))
        time.sleep(0.2)
        tool("xdotool", "mouseup", "1")
        self.step.clicks += 1

    def picture(self, words: str, at: tuple[int, int] | None = None) -> None:
        """Keep a picture of the screen, with a ring where the hand goes; it takes nothing from the user's time."""
        began = time.monotonic()
        number = sum(len(step.pictures) for step in self.steps) + 1
        name = f"{self._prefix}{number:02}-{''.join(c if c.isalnum() else '-' for c in words)[:40].strip('-')}.png"
        path = self._folder / name
        self._stage.call("import", "-silent", "-window", "root", path)
        if at is not None:
            ring = f"circle {at[0]},{at[1]} {at[0] + 26},{at[1]}"
            command = ["convert", path, "-fill", "none", "-stroke", "#E8590C", "-strokewidth", "4", "-draw", ring, path]
            self._stage.call(*command)
        self.step.pictures.append(name)
        self._aside += time.monotonic() - began

    def _named(self, words: str, kind: str) -> list[dict[str, Any]]:
        things = [one for one in self.things() if not one["behind"] and _is_of(one, kind)]
        for same in (_is, _begins):
            if found := [one for one in things if same(one, words)]:
                return found
        return []

    def _reach(self, words: str, kind: str, *, into: bool) -> dict[str, Any]:
        """Find a thing, with the wheel where it lies further down."""
        began = time.monotonic()
        while True:
            found = self._named(words, kind)
            pressable = [one for one in found if one["pressable"] or into or not one["bases"] or kind] or found
            ready = [one for one in pressable if one["enabled"] and one["seen"]]
            if ready:
                self.step.work += time.monotonic() - began
                distinct = {tuple(one["rect"]) for one in ready}
                if len(distinct) > 1:
                    raise NotSeenError(f"«{words}» is there {len(distinct)} times: {distinct}")
                return ready[0]
            below = [one for one in pressable if one["enabled"] and one["whole"][2] > 0]
            if below:
                self._turn(below[0])
            if time.monotonic() - began > PATIENCE:
                self.picture("missed")
                raise NotSeenError(f"«{words}» cannot be pressed:\n" + "\n".join(self.words()))
            time.sleep(0.05)

    def _turn(self, thing: dict[str, Any]) -> None:
        x, y, width, _height = thing["whole"]
        down = y > 400
        at = (min(max(x + width // 2, 240), 1400), 560)
        self._stage.call("xdotool", "mousemove", str(at[0]), str(at[1]), "click", "5" if down else "4")
        self.step.turns += 1
        time.sleep(0.1)


def _is_of(one: dict[str, Any], kind: str) -> bool:
    return not kind or kind == one["kind"] or kind in one["bases"]


def _plain(text: str) -> str:
    return " ".join(text.replace("&", "").split())


def _said(one: dict[str, Any]) -> str:
    return _plain(one["text"] or one["name"] or one["hint"] or one["tip"])


def _is(one: dict[str, Any], words: str) -> bool:
    return words in {_plain(one[part]) for part in ("text", "name", "hint")}


def _begins(one: dict[str, Any], words: str) -> bool:
    return any(_plain(one[part]).startswith(words) for part in ("text", "name"))


def _middle(thing: dict[str, Any]) -> tuple[int, int]:
    x, y, width, height = thing["rect"]
    return x + min(width // 2, 260), y + height // 2
