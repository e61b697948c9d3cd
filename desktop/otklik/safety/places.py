"""Where a register or its copies lie: the same disk, a network drive, a folder that a cloud mirrors, a stick.

A guess from names and from what the system tells; it warns and forbids nothing, but for copies in the register's own
folder. What cannot be found out is not claimed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from enum import Enum
from pathlib import Path, PurePath, PurePosixPath

from otklik.system.errors import UserError

OWN_FOLDER = (
    "Copies cannot lie in the folder of the register itself: whatever befalls that folder befalls them too. "
    "Choose another folder, best of all on another disk."
)

_NETWORK = re.compile(
    r"(fuse\.)?(nfs\d?|cifs|smb\d?|smbfs|sshfs|davfs2?|webdav|afpfs|9p|ceph|glusterfs|rclone|gvfsd-fuse|afs|ncpfs)"
)
_CLOUD = re.compile(
    r"onedrive( - .+)?|(yandex[. ]?disk|яндекс[. ]?диск)(\.localized)?|google ?drive|googledrive-.+|my drive|мой диск"
    r"|dropbox( \(.+\))?|icloud ?drive|iclouddrive|com~apple~clouddocs|mobile documents|cloudstorage"
    r"|mail\.ru|облако( mail\.ru)?|mail\.ru cloud|cloud mail\.ru|nextcloud|owncloud|mega|pcloud ?drive|box sync",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\(0[0-7]{2}|134)")  # space, tab, end of line and the backslash itself
_REMOVABLE = (PurePosixPath("/media"), PurePosixPath("/run/media"), PurePosixPath("/Volumes"))
_DRIVE_REMOVABLE, _DRIVE_REMOTE = 2, 4  # GetDriveTypeW


class Worry(Enum):
    """What is to be known of a place."""

    NETWORK = "network"
    CLOUD = "cloud"
    SAME_DISK = "same_disk"
    REMOVABLE = "removable"


OF_REGISTER = {
    Worry.NETWORK: "The register lies on a network drive: there it can be damaged. Move it to a disk of this computer.",
    Worry.CLOUD: (
        "The register lies in a folder that a cloud service mirrors: it can be damaged there while it is open. "
        "Move it to an ordinary folder, and send copies to the cloud."
    ),
    Worry.REMOVABLE: (
        "The register lies on a removable disk: pulled out too early, it can be damaged. Keep it on a disk of this "
        "computer, and copies on the removable one."
    ),
}
"""What is said of the place of a register."""

OF_COPIES = {
    Worry.SAME_DISK: "The copies lie on the same disk as the register: if the disk fails, both are lost.",
    Worry.NETWORK: "The copies go to a network drive: no copy is made while it cannot be reached.",
    Worry.CLOUD: "The copies go to a cloud folder. They are encrypted: without the key nobody reads them there.",
}
"""What is said of a folder of copies; a stick is a good place for them."""


def refuse_own_folder(folder: Path, register: Path) -> None:
    """See that copies do not go to the register's own folder.

    Raises:
        UserError: they would.
    """
    if folder.resolve() == register.parent.resolve():
        raise UserError(OWN_FOLDER)


def worries(place: Path, register: Path | None = None) -> tuple[Worry, ...]:
    """Return what is to be known of a place.

    Args:
        place: a folder or a file, there or not.
        register: the register whose copies go there; `None` where the place is that of a register itself.
    """
    standing = _standing(place)
    found = {
        Worry.NETWORK: is_network(standing),
        Worry.CLOUD: is_cloud(standing, os.environ),
        Worry.SAME_DISK: register is not None and _device(standing) == _device(_standing(register)) is not None,
        Worry.REMOVABLE: is_removable(standing),
    }
    return tuple(worry for worry, is_so in found.items() if is_so)


def is_cloud(place: PurePath, environment: Mapping[str, str]) -> bool:
    """Tell whether a cloud service mirrors a place, by the names of folders and by what OneDrive puts down.

    Args:
        place: the whole path.
        environment: the variables of the system; OneDrive names its folders in `OneDrive`, `OneDriveConsumer`, ….
    """
    named = (value for name, value in environment.items() if name.lower().startswith("onedrive") and value)
    return any(_CLOUD.fullmatch(part) for part in place.parts) or any(
        place.is_relative_to(type(place)(folder)) for folder in named
    )


def is_network(place: Path) -> bool:
    """Tell whether a place lies on another computer."""
    if sys.platform == "win32":
        return is_unc(place) or _drive_type(place) == _DRIVE_REMOTE
    return is_network_type(type_of(place, _mounts()))


def is_removable(place: Path) -> bool:
    """Tell whether a place lies on a disk that is pulled out now and then."""
    if sys.platform == "win32":
        return _drive_type(place) == _DRIVE_REMOVABLE
    # A link such as «/Volumes/Macintosh HD» to the system's own disk is followed before.
    return any(place.is_relative_to(root) and place != Path(root) for root in _REMOVABLE)


def is_unc(place: PurePath) -> bool:
    r"""Tell whether a path of Windows names another computer: `\\server\share`."""
    return place.drive.startswith("\\\\") and not place.drive.startswith(("\\\\?\\", "\\\\.\\"))


def is_network_type(kind: str) -> bool:
    """Tell whether a file system of this type, as `mount` calls it, lies on another computer."""
    return _NETWORK.fullmatch(kind.lower()) is not None


def type_of(place: PurePath, mounts: Iterable[tuple[str, str]]) -> str:
    """Return the type of the file system a place lies on; empty where it is not known.

    Args:
        place: the whole path.
        mounts: where each file system begins, and its type; the later one of one place counts.
    """
    best, kind = -1, ""
    for point, found in mounts:
        depth = len(PurePosixPath(point).parts)
        if depth >= best and place.is_relative_to(point):
            best, kind = depth, found
    return kind


def mounts_of_linux(text: str) -> tuple[tuple[str, str], ...]:
    """Return the file systems that `/proc/self/mounts` tells of: place and type."""
    rows = (line.split(" ") for line in text.splitlines())
    return tuple((_ESCAPED.sub(lambda found: chr(int(found[1], 8)), row[1]), row[2]) for row in rows if len(row) > 2)


def mounts_of_macos(text: str) -> tuple[tuple[str, str], ...]:
    """Return the file systems that `mount` of macOS tells of: place and type."""
    return tuple(re.findall(r" on (/.*) \((\w+)[,)]", text))


def _mounts() -> tuple[tuple[str, str], ...]:
    try:
        if sys.platform == "darwin":
            told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=True, timeout=5)
            return mounts_of_macos(told.stdout)
        return mounts_of_linux(Path("/proc/self/mounts").read_text("utf-8", "replace"))
    except (OSError, subprocess.SubprocessError):
        return ()


def _drive_type(place: Path) -> int:
    """Return what Windows says of the drive of a place; 0 elsewhere."""
    import ctypes  # noqa: PLC0415 - needed on Windows only

    system = getattr(ctypes, "windll", None)
    return int(system.kernel32.GetDriveTypeW(place.anchor)) if system is not None else 0


def _standing(place: Path) -> Path:
    """Return the place itself or the nearest folder above it that is there, links followed."""
    place = place.absolute()
    for folder in (place, *place.parents):
        try:
            if folder.exists():
                return folder.resolve() / place.relative_to(folder)
        except OSError:
            continue
    return place


def _device(place: Path) -> int | None:
    """Return the number of the disk a place lies on, or would lie on."""
    for folder in (place, *place.parents):
        try:
            return folder.stat().st_dev
        except OSError:
            continue
    return None
