"""A double click on a register or on a copy: what the systems are told fits what the program understands."""

from __future__ import annotations

import plistlib
import re
import shlex
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from otklik.__main__ import Opening, window_arguments
from otklik.safety.copies import SUFFIX
from tests.source_tree import ROOT

ENDINGS = {".otklik", SUFFIX}
TYPES = {"application/x-otklik-register", "application/x-otklik-backup"}
DESKTOP = ROOT / "packaging/linux/otklik.desktop"


def entry() -> RawConfigParser:
    read = RawConfigParser(delimiters=("=",))
    read.optionxform = str  # type: ignore[assignment,method-assign] # as the module's own description does
    read.read_string(DESKTOP.read_text("utf-8"))
    return read


def test_the_menu_entry_opens_what_is_clicked_on(tmp_path: Path) -> None:
    main = entry()["Desktop Entry"]
    assert set(filter(None, main["MimeType"].split(";"))) == TYPES
    for ending in ENDINGS:
        file = tmp_path / f"Мой реестр{ending}"
        program, *arguments = shlex.split(main["Exec"].replace("%f", shlex.quote(str(file))))
        assert program == "otklik"
        assert window_arguments(arguments) == Opening(register=file)
    assert window_arguments(shlex.split(entry()["Desktop Action other"]["Exec"])[1:]) == Opening(choose=True)


def test_the_menu_entry_is_sound() -> None:
    if shutil.which("desktop-file-validate") is None:
        pytest.skip("desktop-file-validate is not installed")
    said = subprocess.run(["desktop-file-validate", str(DESKTOP)], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (0, "")


def test_linux_knows_both_files_by_their_names() -> None:
    tree = ElementTree.parse(ROOT / "packaging/linux/otklik-mime.xml").getroot()  # noqa: S314 - our own file
    space = tree.tag.removesuffix("mime-info")
    known = {one.get("type"): one.findall(f"{space}glob")[0].get("pattern") for one in tree}
    assert set(known) == TYPES
    assert set(known.values()) == {f"*{ending}" for ending in ENDINGS}


def test_macos_knows_both_files_by_their_names() -> None:
    kept = plistlib.loads((ROOT / "packaging/macos/Info.plist").read_bytes())
    declared = {one["UTTypeIdentifier"]: one["UTTypeTagSpecification"] for one in kept["UTExportedTypeDeclarations"]}
    assert {f".{ending}" for tags in declared.values() for ending in tags["public.filename-extension"]} == ENDINGS
    assert {tags["public.mime-type"] for tags in declared.values()} == TYPES
    opened = {name for one in kept["CFBundleDocumentTypes"] for name in one["LSItemContentTypes"]}
    assert opened == set(declared)


def test_windows_knows_both_files_by_their_names() -> None:
    text = (ROOT / "packaging/windows/association.iss").read_text("utf-8")
    assert set(re.findall(r"Classes\\(\.[\w-]+)\\OpenWithProgids", text)) == ENDINGS
    commands = re.findall(r'\\command"; ValueType: string; ValueData: "(.*)"$', text, re.MULTILINE)
    assert len(commands) == 2
    for line in commands:
        assert line.replace('""', '"') == '"{app}\\otklik.exe" "%1"'
