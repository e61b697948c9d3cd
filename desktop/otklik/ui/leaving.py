"""A request that is typed and not registered is not lost by leaving: the window asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.ui.intake.new_case import NewCasePage
    from otklik.ui.notice_place import NoticePlace


class Leaving:
    """What keeps a window from being left with a typed request in it.

    Args:
        page: returns the form, `None` while it was never opened.
        show: brings the form before the user's eyes.
        notices: where the question is asked.
        stay: the answer that stays.
    """

    def __init__(
        self, page: Callable[[], NewCasePage | None], show: Callable[[], None], notices: NoticePlace, stay: str
    ) -> None:
        self._page, self._show, self._notices, self._stay = page, show, notices, stay
        self._asked_about: tuple[str, ...] = ()

    def typed(self) -> tuple[str, ...]:
        """Return what is typed and not registered, and what waits behind it."""
        page = self._page()
        if page is None:
            return ()
        from otklik.ui.typed import typed_in  # noqa: PLC0415 - start-up: only beside a form that was opened

        return (*typed_in(page), *page.waiting_names())

    def may_leave(self, sentence: str, word: str, leave: Callable[[], object]) -> bool:
        """Return whether nothing typed is lost by leaving; else show it and ask. Who leaves once more means it.

        Args:
            sentence: what is not stored and what to do.
            word: the answer that gives it up.
            leave: leaves; called when that answer is given.
        """
        page, typed = self._page(), self.typed()
        if page is None or not typed:
            return True
        if typed == self._asked_about and self._notices.asks:
            page.reset()
            return True

        def give_up() -> None:
            page.reset()
            leave()

        self._asked_about = typed
        self._show()
        self._notices.ask(sentence, (self._stay, page.setFocus), (word, give_up))
        return False
