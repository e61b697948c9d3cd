"""Why a file that came with a letter is never opened from here: told by what it holds, then by its name.

Nothing is unpacked, executed or followed. Of an archive only its list is read, of a PDF its actions.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from otklik.system.words import say

_PROGRAMS = frozenset(
    {
        *("exe", "com", "scr", "pif", "cpl", "dll", "sys", "msi", "msp", "mst"),
        *("bat", "cmd", "ps1", "psm1", "psd1", "vbs", "vbe", "vb", "js", "jse"),
        *("mjs", "ws", "wsf", "wsh", "wsc", "sct", "hta", "jar", "jnlp", "class"),
        *("apk", "app", "dmg", "pkg", "deb", "rpm", "sh", "bash", "run", "elf"),
        *("appimage", "py", "pyw", "pyc", "pl", "rb", "lnk", "url", "website", "desktop"),
        *(
            "scf",
            "inf",
            "reg",
            "gadget",
            "application",
            "appref-ms",
            "settingcontent-ms",
            "library-ms",
            "searchconnector-ms",
            "search-ms",
        ),
        *("msc", "chm", "hlp", "xll", "wll", "ade", "adp", "mda", "mde", "accde"),
        *("iso", "img", "vhd", "vhdx", "ova", "one", "onepkg", "diagcab", "theme", "themepack"),
        *("slk", "iqy", "oqy", "rqy", "ppam", "xlam", "dotm", "docm", "xlsm", "xltm"),
        *("pptm", "potm", "ppsm", "sldm", "xlsb"),
    }
)
"""Extensions of what a system runs, mounts or takes orders from."""

_PAGES = frozenset({"html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml", "svg", "svgz", "xsl", "xslt"})
_ARCHIVES = frozenset({"zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "zst", "cab", "arj", "ace", "lzh", "tar", "z"})
_DOCUMENTS = frozenset(
    {"pdf", "doc", "docx", "xls", "xlsx", "txt", "rtf", "odt", "jpg", "jpeg", "png", "tif", "tiff", "csv", "zip"}
)
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_HEADS: tuple[tuple[bytes, str], ...] = (
    (b"\x7fELF", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xce\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"dex\n", "program"),
    (b"#!", "program"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "link"),
    (b"[InternetShortcut]", "link"),
    (b"MSCF", "closed"),
    (b"Rar!", "closed"),
    (b"7z\xbc\xaf\x27\x1c", "closed"),
    (b"\x1f\x8b", "closed"),
    (b"BZh", "closed"),
    (b"\xfd7zXZ\x00", "closed"),
    (b"vhdxfile", "disk"),
    (b"conectix", "disk"),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "note"),
    (b"ITSF", "program"),
)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|script|svg|iframe)\b", re.IGNORECASE)
_PAGE_HEAD = 2000
_PDF_ACTIONS = re.compile(
    b"/(?:"
    + b"|".join(
        # Each letter of a name may be written by its number (ISO 32000-1, 7.3.5).
        b"".join(b"(?:%c|#(?i:%02x))" % (letter, letter) for letter in action)
        for action in (b"JavaScript", b"Launch", b"RichMedia", b"SubmitForm", b"ImportData")
    )
    + b")(?![A-Za-z0-9])"
)
_PDF_STREAM = re.compile(rb"/ObjStm\b[^>]{0,500}?>>\s*stream\r?\n")
_PDF_STREAMS, _PDF_STREAM_BYTES = 200, 400_000
_PDF_BYTES = 40 * 2**20
_RTF_OBJECT = re.compile(rb"\\(?:object|objdata|objocx|objupdate|objautlink)(?![a-z])")
_MOST_IN_ARCHIVE = 5000
_LIST_BYTES = 2 * 2**20
_UNPACKED = 2 * 2**30
_MACROS_IN_OLE = "_VBA_PROJECT".encode("utf-16-le")
_OBJECT_IN_OLE = "\x01Ole10Native".encode("utf-16-le")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def danger_of(name: str, content: bytes) -> str:
    """Return why a file is never opened from here, in the language in use; empty where it looks harmless.

    Args:
        name: as the sender gave it.
        content: its bytes.
    """
    return _by_content(content) or _by_name(name)


def _by_content(content: bytes) -> str:
    """Return the sentence for what the file holds, whatever its name says."""
    if kind := next((kind for head, kind in _HEADS if content.startswith(head)), ""):
        return _sentence(kind)
    if content.startswith(b"MZ") and len(content) > 64:
        return _sentence("program")
    if content[0x8001:0x8006] in {b"CD001", b"BEA01", b"NSR02", b"NSR03"} or content[-512:-504] == b"conectix":
        return _sentence("disk")
    for is_one, look in _LOOKS:
        if is_one(content):
            return look(content)
    return ""


def _by_name(name: str) -> str:
    """Return the sentence for a name that promises a program or hides what the file is."""
    if _TURNED.search(name):
        return say("Its name is written so that it looks like another kind of file.")
    pieces = [piece.strip().lower() for piece in name.rstrip(" .").split(".")]
    last = pieces[-1] if len(pieces) > 1 else ""
    if last in _PROGRAMS and len(pieces) > 2 and pieces[-2] in _DOCUMENTS:
        return say("It is named like a document but is a program.")
    if last in _PROGRAMS:
        return _sentence("program")
    if last in _PAGES:
        return _sentence("page")
    return ""


def _sentence(kind: str) -> str:
    """Return what is said of a kind of danger."""
    return {
        "program": say("It can run commands on the computer."),
        "link": say("It is a shortcut that can run commands or open somebody's site."),
        "disk": say("It is the image of a disk: programs may lie in it."),
        "closed": say("It is an archive that cannot be looked into from here: programs may lie in it."),
        "note": say("It is a notebook in which programs may be hidden."),
        "page": say("It is a web page: opened, it can load things from the network and ask for passwords."),
        "macro": say("There are macros in it: small programs that run when it is opened."),
        "object": say("There are objects in it that can run commands."),
        "pdf": say("This PDF contains actions: scripts, or commands to start something."),
    }[kind]


def _of_zip(content: bytes) -> str:
    """Return what the list of an archive or an office document tells."""
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - 66_000))
    entries = int.from_bytes(content[end + 10 : end + 12], "little")
    is_long = entries > _MOST_IN_ARCHIVE or int.from_bytes(content[end + 12 : end + 16], "little") > _LIST_BYTES
    if end < 0 or is_long or content[end - 20 : end - 16] == b"PK\x06\x07":  # the long form for gigabytes
        return _sentence("closed")
    try:
        with ZipFile(BytesIO(content)) as archive:
            listed = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError, OverflowError, EOFError, IndexError):
        return _sentence("closed")
    return _of_list(listed)


def _of_list(listed: list[ZipInfo]) -> str:
    """Return what the names and sizes in an archive tell."""
    names = [entry.filename.lower() for entry in listed]
    is_office = "[content_types].xml" in names
    if any(entry.flag_bits & 1 for entry in listed):
        return say("It is an archive with a password: nobody can see from outside what is in it.")
    if sum(entry.file_size for entry in listed) > _UNPACKED:
        return say("It is an archive that unpacks into gigabytes.")
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name for name in names):
        return _sentence("macro")
    if any("/activex" in name or ("/embeddings/" in name and name.endswith(".bin")) for name in names):
        return _sentence("object")
    kinds = {name.rpartition(".")[2] for name in names if "." in name.rpartition("/")[2]}
    if kinds & _PROGRAMS or any(_TURNED.search(name) for name in names):
        return say("It is an archive with a program in it.")
    if kinds & _ARCHIVES and not is_office:
        return say("It is an archive with another archive in it.")
    return ""


def _of_pdf(content: bytes) -> str:
    """Return what the actions of a PDF tell, those in packed objects included."""
    looked_at = content[:_PDF_BYTES]
    if _PDF_ACTIONS.search(looked_at):
        return _sentence("pdf")
    for number, stream in enumerate(_PDF_STREAM.finditer(looked_at)):
        if number >= _PDF_STREAMS:
            break
        piece = looked_at[stream.end() : stream.end() + _PDF_STREAM_BYTES]
        try:
            plain = zlib.decompressobj().decompress(piece, _PDF_STREAM_BYTES)
        except zlib.error:
            continue
        if _PDF_ACTIONS.search(plain):
            return _sentence("pdf")
    return ""


def _of_ole(content: bytes) -> str:
    """Return what the names in an old Office file tell; they stand in it as they are."""
    if _MACROS_IN_OLE in content:
        return _sentence("macro")
    return _sentence("object") if _OBJECT_IN_OLE in content else ""


def _is_page(content: bytes) -> bool:
    """Return whether the bytes begin as a web page; a letter that quotes one does not."""
    head = content[:_PAGE_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<") and _PAGE.search(head) is not None


def _of_rtf(content: bytes) -> str:
    return _sentence("object") if _RTF_OBJECT.search(content) else ""


_LOOKS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], str]], ...] = (
    (lambda content: content.startswith((b"PK\x03\x04", b"PK\x05\x06")), _of_zip),
    (lambda content: b"%PDF-" in content[:1024], _of_pdf),
    (lambda content: content.startswith(_OLE), _of_ole),
    (lambda content: content[:100].lstrip().startswith(b"{\\rt"), _of_rtf),
    (_is_page, lambda _content: _sentence("page")),
)
