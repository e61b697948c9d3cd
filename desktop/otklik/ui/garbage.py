"""Python's cycle collector runs on the main thread only.

Left to itself it runs on whichever thread happens to allocate: a page drawn on the side pool may then free a widget or
a timer that was part of a cycle, and Qt crashes when one of those dies on a thread that is not its own.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_LOOK_EVERY = 1000


class MainThreadCollector(QObject):
    """Stops Python's automatic collector and collects once a second instead where the usual thresholds ask for it.

    Args:
        parent: owner, on the main thread.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> int:
        """Collect the oldest generation whose threshold is passed; return it, or -1 when there was nothing to do."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return generation
        return -1


def collect_on_main_thread(app: QCoreApplication) -> MainThreadCollector:
    """Let cycles be collected on the main thread from now on; to be called before the first background thread.

    Args:
        app: the running application; a second call for it returns the collector there is.
    """
    found = app.findChild(MainThreadCollector)
    return found if isinstance(found, MainThreadCollector) else MainThreadCollector(app)
