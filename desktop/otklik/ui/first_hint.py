"""The hint of an empty register: the operator's profile is worth filling in before the first letter is written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from otklik.ui.translation import translated

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.ui.main_window import MainWindow
    from otklik.ui.notice_place import NoticePlace
    from otklik.ui.tasks import Tasks


class FirstHint:
    """Shows the hint, quieter than the page below it, and takes it away.

    Args:
        window: shows the profile.
        tasks: where the profile is read.
        notices: where the hint stands.
    """

    def __init__(self, window: MainWindow, tasks: Tasks, notices: NoticePlace) -> None:
        self._window, self._tasks, self._notices = window, tasks, notices

    def show(self, *, empty: bool) -> None:
        """Show the hint where it is needed.

        Args:
            empty: whether nothing is open in the register and nothing is drafted.
        """
        if not empty:
            self._notices.set_hint("")
            return
        self._tasks.run(_first_step, self._on_first_step, owner=self._window)

    def _on_first_step(self, found: tuple[tuple[int, str] | None, bool]) -> None:
        step, has_policy = found
        if step is None:
            self._notices.set_hint("")
            return
        more = (translated("Take more from the policy…"), partial(self._window.show_policy, step[0]))
        policy = (translated("Fill in from the policy…"), partial(self._window.fill_from_policy, step[0]))
        self._notices.set_hint(
            translated(
                "Begin with the profile of the operator: letters take their facts from it. "
                "Then drop the first letter here."
            ),
            (translated("Fill in the profile"), partial(self._window.show_profile, *step)),
            more if has_policy else policy,
        )


def _first_step(desk: Desk) -> tuple[tuple[int, str] | None, bool]:
    """Return what is to be filled in first, and whether the policy of its operator is kept."""
    from otklik.casework import policies  # noqa: PLC0415 - start-up: only an empty register needs a hint
    from otklik.ui.settings import profile_gaps  # noqa: PLC0415 - the same

    step = profile_gaps.first_step(desk)
    return step, step is not None and step[0] > 0 and policies.kept(desk, step[0]) is not None
