"""A request that is typed and not registered is not lost by leaving: the window asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from otklik.ui.notice_place import NoticePlace


class Leaving:
    """What keeps a window from being left with a typed request in it.

    Args:
        forms: returns the forms that were opened, by the number of their room. Each can `reset`, and names what waits
            behind what is on screen (`waiting_names`).
        show: brings a form before the user's eyes, by that number.
        notices: where the question is asked.
        stay: the answer that stays.
    """

    def __init__(
        self, forms: Callable[[], Mapping[int, Any]], show: Callable[[int], None], notices: NoticePlace, stay: str
    ) -> None:
        self._forms, self._show, self._notices, self._stay = forms, show, notices, stay
        self._asked_about: dict[int, tuple[str, ...]] = {}

    def typed(self) -> dict[int, tuple[str, ...]]:
        """Return what is typed and not registered, and what waits behind it, by room; none where nothing is."""
        forms = self._forms()
        if not forms:
            return {}
        from otklik.ui.typed import typed_in  # noqa: PLC0415 - start-up: only beside a form that was opened

        found = {number: (*typed_in(form), *form.waiting_names()) for number, form in forms.items()}
        return {number: texts for number, texts in found.items() if texts}

    def may_leave(self, sentence: str, word: str, leave: Callable[[], object]) -> bool:
        """Return whether nothing typed is lost by leaving; else show it and ask. Who leaves once more means it.

        Args:
            sentence: what is not stored and what to do.
            word: the answer that gives it up.
            leave: leaves; called when that answer is given.
        """
        typed = self.typed()
        if not typed:
            return True
        if typed == self._asked_about and self._notices.asks:
            self._give_up(typed)
            return True

        def give_up() -> None:
            self._give_up(typed)
            leave()

        self._asked_about = typed
        first = min(typed)
        self._show(first)
        self._notices.ask(sentence, (self._stay, self._forms()[first].setFocus), (word, give_up))
        return False

    def _give_up(self, typed: Mapping[int, object]) -> None:
        for number in typed:
            self._forms()[number].reset()
