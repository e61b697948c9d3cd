"""Where registers and copies lie: guessed from names and from what the systems tell."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from otklik.safety import places
from otklik.safety.places import OF_COPIES, OF_REGISTER, Worry, worries
from otklik.system.errors import UserError
from otklik.system.words import say

LINUX = r"""
/dev/vda / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/export /mnt/office nfs4 rw 0 0
//server/обмен /mnt/Общая\040папка cifs rw 0 0
anna@server:/ /srv/anna/far fuse.sshfs rw 0 0
/dev/sdb1 /media/anna/STICK vfat rw 0 0
portal /run/user/1000/doc fuse.portal rw 0 0
broken
"""
MACOS = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//anna@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by anna)
/dev/disk4s1 on /Volumes/STICK (msdos, local, nodev)
"""


@pytest.mark.parametrize(
    ("place", "far"),
    [
        ("/srv/a.otklik", False),
        ("/mnt/office/a.otklik", True),
        ("/mnt/officer/a.otklik", False),
        ("/mnt/Общая папка/copies", True),
        ("/srv/anna/far", True),
        ("/srv/anna/near", False),
        ("/media/anna/STICK/copies", False),
        ("/run/user/1000/doc/a", False),
    ],
)
def test_network_drives_of_linux(place: str, far: bool) -> None:
    kind = places.type_of(PurePosixPath(place), places.mounts_of_linux(LINUX))
    assert places.is_network_type(kind) is far


def test_network_drives_of_macos() -> None:
    mounts = places.mounts_of_macos(MACOS)
    kinds = [
        places.type_of(PurePosixPath(place), mounts)
        for place in ("/Applications/a.otklik", "/Volumes/share/x", "/Volumes/STICK")
    ]
    assert kinds == ["apfs", "smbfs", "msdos"]
    assert [places.is_network_type(kind) for kind in kinds] == [False, True, False]


@pytest.mark.parametrize(
    ("place", "far"),
    [(r"\\server\share\a.otklik", True), (r"C:\a.otklik", False), (r"\\?\C:\a.otklik", False), (r"a.otklik", False)],
)
def test_network_paths_of_windows(place: str, far: bool) -> None:
    assert places.is_unc(PureWindowsPath(place)) is far


@pytest.mark.parametrize(
    "place",
    [
        PureWindowsPath(r"D:\anna\OneDrive\Реестр\a.otklik"),
        PureWindowsPath(r"D:\anna\OneDrive - Контора\a.otklik"),
        PureWindowsPath(r"D:\anna\YandexDisk\a.otklik"),
        PureWindowsPath(r"D:\Яндекс.Диск\a.otklik"),
        PureWindowsPath(r"G:\Мой диск\a.otklik"),
        PureWindowsPath(r"D:\anna\Облако Mail.ru\a.otklik"),
        PurePosixPath("/srv/anna/Library/Mobile Documents/com~apple~CloudDocs/a.otklik"),
        PurePosixPath("/srv/anna/Library/CloudStorage/GoogleDrive-anna@example.ru/a"),
        PurePosixPath("/srv/anna/Yandex.Disk/a.otklik"),
        PurePosixPath("/srv/anna/Dropbox/a.otklik"),
        PurePosixPath("/srv/anna/Nextcloud/реестр/a.otklik"),
        PurePosixPath("/srv/work drive/a.otklik"),
    ],
)
def test_cloud_folders(place: PurePath) -> None:
    assert places.is_cloud(place, {"OneDriveCommercial": "/srv/work drive", "PATH": "/srv"})


@pytest.mark.parametrize("place", ["/srv/anna/a.otklik", "/srv/диск/megaphone/a.otklik", "/srv/dropboxes/a", "/srv"])
def test_ordinary_folders_are_no_cloud(place: str) -> None:
    assert not places.is_cloud(PurePosixPath(place), {"OneDrive": "", "HOME": "/srv"})


@pytest.mark.skipif(sys.platform == "win32", reason="drives are told otherwise on Windows")
def test_sticks() -> None:
    assert places.is_removable(Path("/media/anna/STICK/copies"))
    assert places.is_removable(Path("/run/media/anna/STICK"))
    assert not places.is_removable(Path("/srv/media/copies"))


def test_the_same_disk_is_told(tmp_path: Path) -> None:
    register = tmp_path / "a.otklik"
    assert Worry.SAME_DISK in worries(tmp_path / "copies" / "deeper", register)
    assert Worry.SAME_DISK not in worries(tmp_path)
    assert Worry.CLOUD in worries(tmp_path / "OneDrive" / "copies", register)
    memory = Path("/dev/shm")  # noqa: S108 - another disk, nothing is written there
    if memory.is_dir() and memory.stat().st_dev != tmp_path.stat().st_dev:
        assert Worry.SAME_DISK not in worries(memory, register)


def test_a_link_to_a_cloud_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    assert Worry.CLOUD in worries(tmp_path / "plain" / "a.otklik")


def test_the_registers_own_folder_is_refused(tmp_path: Path) -> None:
    register = tmp_path / "a.otklik"
    places.refuse_own_folder(tmp_path / "copies", register)
    for own in (tmp_path, tmp_path / "copies" / ".."):
        with pytest.raises(UserError) as caught:
            places.refuse_own_folder(own, register)
        assert caught.value.text == places.OWN_FOLDER


def test_every_sentence_has_its_russian_twin() -> None:
    for sentence in (*OF_REGISTER.values(), *OF_COPIES.values()):
        assert say(sentence) != sentence
