"""Cycles of widgets are freed on the main thread, whoever allocates."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from otklik.ui.garbage import MainThreadCollector, collect_on_main_thread

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.fixture
def collector(qapp: QApplication) -> MainThreadCollector:
    return collect_on_main_thread(qapp)


def test_a_cycle_is_freed_by_the_main_thread_however_much_another_one_allocates(
    collector: MainThreadCollector,
) -> None:
    freed_on: list[threading.Thread] = []
    cycle = QObject()
    cycle.me = cycle  # type: ignore[attr-defined]  # a cycle as closures in signals make them
    weakref.finalize(cycle, lambda: freed_on.append(threading.current_thread()))
    del cycle
    busy = threading.Thread(target=lambda: [[] for _ in range(100_000)])
    busy.start()
    busy.join()
    assert freed_on == []
    kept = [[] for _ in range(2 * gc.get_threshold()[0])]  # type: ignore[var-annotated]  # what is in it plays no part
    assert collector.collect() >= 0
    gc.collect()
    assert freed_on == [threading.main_thread()]
    assert kept


def test_it_collects_only_when_there_is_reason_to(collector: MainThreadCollector) -> None:
    gc.collect()
    assert collector.collect() == -1


def test_there_is_one_for_the_whole_program(collector: MainThreadCollector, qapp: QApplication) -> None:
    assert collect_on_main_thread(qapp) is collector
    assert not gc.isenabled()
