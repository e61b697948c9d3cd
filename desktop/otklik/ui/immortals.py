"""Keeps Python 3.11 alive under PySide6 6.12.

From Python 3.12 on `None`, `True`, `False` and `NotImplemented` are immortal; code compiled with its headers returns
them without counting a reference. The wheels of PySide6 6.12 are compiled so and also install on 3.11, where these
objects are still counted: every call from Qt that returns `None`, and every emitted signal (it returns `True`), takes
away one reference too many. After some thousand calls the interpreter ends with «deallocating None».
"""

from __future__ import annotations

import sys

ENOUGH = 1 << 40
"""References added to each: more than a window can lose in years."""


def hold() -> None:
    """Make the four objects as good as immortal; does nothing from Python 3.12 on, and nothing when called again."""
    if sys.version_info >= (3, 12):
        return
    import ctypes  # noqa: PLC0415 - only where it is needed

    for kept in (None, True, False, NotImplemented):
        if sys.getrefcount(kept) < ENOUGH // 2:
            # The count is the first field of every object in a release build of CPython.
            ctypes.c_ssize_t.from_address(id(kept)).value += ENOUGH
