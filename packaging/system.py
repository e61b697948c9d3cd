"""What the system has to bring: on Linux the libraries that Qt loads, on Debian the other half of Python."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from typing import TYPE_CHECKING

from steps import CannotGoOnError, step

if TYPE_CHECKING:
    from collections.abc import Sequence

# What the wheels of PySide6 expect from a Linux system: file -> Debian's package. The names before Debian 13's renaming
# (libglib2.0-0t64 and the like) still work there, because the new packages provide them.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
    "libzstd.so.1": "libzstd1",
}
WINDOW_LIBRARIES = {"libcups.so.2": "libcups2"}
X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}


def is_root() -> bool:
    """Tell whether system packages may be installed by this process."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install_system_packages(packages: Sequence[str], purpose: str) -> None:
    """Install Debian packages where that is possible, else say what to type.

    Args:
        packages: Debian's names.
        purpose: what they are for, as the subject of a sentence.

    Raises:
        CannotGoOnError: not Debian or Ubuntu, not root, or apt-get failed.
    """
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        raise CannotGoOnError(
            f"{purpose} need these system libraries, here under the names that Debian gives them:\n  {names}\n"
            "Install them with the package manager of this system and run the command again."
        )
    if not is_root():
        raise CannotGoOnError(
            f"{purpose} need system packages. Type this line, then run the command again:\n"
            f"  sudo apt-get update && sudo apt-get install --yes --no-install-recommends {names}"
        )
    advice = f"Look at apt-get's words above; when it works again: apt-get install {names}"
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    step("apt-get update", ["apt-get", "update"], advice, **quiet)
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    step(f"apt-get install {names}", command, advice, **quiet)


def loads(library: str) -> bool:
    """Tell whether the system has a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_display() -> bool:
    """Tell whether a window can be shown. Windows and macOS always have where."""
    return not sys.platform.startswith("linux") or any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY"))


def provide_qt_libraries(*, window: bool) -> None:
    """See that the system has what Qt loads, on Linux; elsewhere the wheels bring everything.

    Args:
        window: for a real window; else Qt only draws into memory and needs less.

    Raises:
        CannotGoOnError: something is missing and cannot be installed from here.
    """
    if not sys.platform.startswith("linux"):
        return
    wanted = dict(QT_LIBRARIES)
    if window:
        wanted |= WINDOW_LIBRARIES
        # XWayland is the usual company of Wayland, and Qt falls back on it.
        wanted |= X11_LIBRARIES if os.environ.get("DISPLAY") else {}
        wanted |= WAYLAND_LIBRARIES if os.environ.get("WAYLAND_DISPLAY") else {}
    missing = [package for library, package in wanted.items() if not loads(library)]
    if missing:
        install_system_packages(missing, "Qt's windows")
