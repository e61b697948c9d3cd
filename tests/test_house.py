"""The rules of the house that no linter knows: rooms, doors, words and length."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from otklik.casework.opening import make_register

from .source_tree import PACKAGE, ROOT, called, calls, expect_none, modules, own_texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from otklik.system.clock import FixedClock

LONGEST_MODULE = 500

# Who else may write to the disk, and why `system/files.py` does not do it for him.
OTHER_WRITERS: dict[str, str] = {}

# Who prints outside the command line.
OTHER_PRINTERS = {
    "system/crash.py": "the last resort where a crash report can be written nowhere",
    "ui/pictures/__main__.py": "a command of its own, for those who build the program",
}

WRITING_METHODS = {"mkdir", "makedirs", "write_text", "write_bytes", "touch", "copyfile", "copy2", "copytree"}
NETWORK = {
    *("aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket", "ssl"),
    *("socketserver", "telnetlib", "urllib.request", "urllib3", "webbrowser", "xmlrpc"),
    *("PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore"),
}
SENTENCES = {"say", "translated", "UserError", "EnvironmentProblem"}
CLOCKS = {("datetime", "now"), ("datetime", "today"), ("date", "today"), ("time", "time"), ("QDate", "currentDate")}
CLOCKS |= {("QDateTime", "currentDateTime"), ("QTime", "currentTime")}
# Libraries that cost time and that the first screen does not need.
NOT_AT_START = {
    *("cryptography", "email", "icalendar", "jinja2", "keyring", "markdown_it", "openpyxl", "phonenumbers", "pikepdf"),
    *("pypdf", "pytrovich", "reportlab", "PySide6.QtPdf", "PySide6.QtPrintSupport", "otklik.letters", "otklik.intake"),
}
EMPTY_PACKAGES = {"otklik.letters", "otklik.intake"}  # a docstring costs nothing
# Addresses that stand in our texts, half of them names of XML vocabularies; the program itself opens none.
KNOWN_HOSTS = {
    *("ns.adobe.com", "purl.org", "schemas.openxmlformats.org", "www.aiim.org"),
    *("keepachangelog.com", "semver.org", "www.apache.org", "www.gnu.org", "www.w3.org"),
    *("openfontlicense.org", "scripts.sil.org", "www.paratype.com"),
}
AUTHORITIES = re.compile(r"(^|\.)rkn\.gov\.ru$")
# Top-level names that nobody can own, and domains reserved for examples.
INVENTED_DOMAIN = re.compile(r"(^|\.)((ex[aа]mple|пример)\.(com|org|net|ru|рф|co\.uk)|example|test|invalid|localhost)$")


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield what a module imports, anywhere in it: `a.b` for `import a.b`, `a.b.c` for `from a.b import c`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(module: str, packages: set[str]) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


def place(path: str, node: ast.expr | ast.stmt) -> str:
    return f"{path}:{node.lineno}"


def test_imports_run_downwards_and_libraries_stay_in_their_rooms() -> None:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    finished = subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if finished.returncode:
        pytest.fail(finished.stdout + finished.stderr, pytrace=False)


def test_packaging_is_no_package() -> None:
    # `packaging` with an __init__.py would hide the library of that name from pip and pytest.
    assert not list((ROOT / "packaging").rglob("__init__.py"))


def test_nothing_is_printed_past_the_command_line() -> None:
    printing = [
        place(path, call)
        for path, tree in modules().items()
        if not path.startswith("cli/") and path not in OTHER_PRINTERS
        for call in calls(tree)
        if called(call) == "print"
    ]
    expect_none(printing)


def test_sentences_are_whole() -> None:
    """A sentence glued together cannot be translated; a key like `field:name` is no sentence."""
    glued = []
    for path, tree in modules().items():
        for call in calls(tree):
            # A method `say` of a widget shows what is translated already.
            names = {"tr"} if isinstance(call.func, ast.Attribute) else SENTENCES
            if called(call) not in names or not call.args:
                continue
            for part in ast.walk(call.args[0]):
                concatenated = isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add | ast.Mod)
                if concatenated or (isinstance(part, ast.JoinedStr) and not is_key(part)):
                    glued.append(place(path, call))
    expect_none(glued)


def is_key(text: ast.JoinedStr) -> bool:
    first = text.values[0]
    return isinstance(first, ast.Constant) and re.fullmatch(r"[a-z_]+:", str(first.value)) is not None


def writes(call: ast.Call) -> bool:
    """Tell whether a call writes to the disk: by its name, or by the mode of an `open`."""
    name = called(call)
    if name in {"open", "fdopen"}:
        given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
        modes = [value.value for value in given if isinstance(value, ast.Constant) and isinstance(value.value, str)]
        return any(re.fullmatch(r"[rwaxbt+]{1,3}", mode) and set(mode) & set("wax+") for mode in modes)
    return name in WRITING_METHODS


def test_files_are_written_through_one_door() -> None:
    allowed = {"system/files.py", *OTHER_WRITERS}
    written = [(path, place(path, call)) for path, tree in modules().items() for call in calls(tree) if writes(call)]
    expect_none(at for path, at in written if path not in allowed)
    assert set(OTHER_WRITERS) <= {path for path, _ in written}, "an exception that nobody needs any more"


def test_the_clock_is_asked_through_one_door() -> None:
    asked = [
        place(path, call)
        for path, tree in modules().items()
        if path != "system/clock.py"
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and (call.func.value.id, call.func.attr) in CLOCKS
    ]
    expect_none(asked)


def test_the_program_cannot_call_the_network() -> None:
    network = [
        f"{path}: {name}" for path, tree in modules().items() for name in imports(tree) if is_within(name, NETWORK)
    ]
    expect_none(network)


def test_modules_stay_readable() -> None:
    lines = {path: text.count("\n") for path, text in own_texts() if path.endswith(".py")}
    expect_none(f"{path}: {count} lines" for path, count in lines.items() if count >= LONGEST_MODULE)


def test_annotations_are_never_evaluated_at_import() -> None:
    late = [
        path
        for path, tree in modules().items()
        if any(isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom) for node in tree.body)
        and "__future__.annotations" not in imports(tree)
    ]
    expect_none(late)


def test_an_exception_from_a_check_has_its_reason_beside_it() -> None:
    silent = re.compile(
        r"#\s*noqa(?!: [A-Z]+\d+(?:, ?[A-Z]+\d+)* - \w)|#\s*type: ignore(?!\[[a-z, -]+\]\s+(?:# |- )\w)"
    )
    found = [
        f"{path}:{number}"
        for path, text in own_texts()
        if path.endswith(".py") and path != "tests/test_house.py"
        for number, line in enumerate(text.splitlines(), 1)
        if silent.search(line)
    ]
    expect_none(found)


def test_nothing_is_left_undone() -> None:
    undone = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    expect_none(path for path, text in own_texts() if path.endswith(".py") and undone.search(text))


def test_the_window_starts_without_what_it_does_not_need(tmp_path: Path, clock: FixedClock) -> None:
    register, key = tmp_path / "register.otklik", tmp_path / "register.key"
    make_register(register, key, clock).register.close()
    command = [sys.executable, "-X", "importtime", "-m", "otklik", "--register", str(register), "--key-file", str(key)]
    finished = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "OTKLIK_QUIT_WHEN_READY": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    if finished.returncode:
        pytest.fail(finished.stderr[-3000:], pytrace=False)
    loaded = re.findall(r"^import time: .*\| +([\w.]+)$", finished.stderr, re.MULTILINE)
    assert "PySide6.QtWidgets" in loaded
    assert "otklik.register.store" in loaded
    expect_none(module for module in loaded if is_within(module, NOT_AT_START) and module not in EMPTY_PACKAGES)


def test_no_addresses_of_anybody_else() -> None:
    hosts = re.compile(r"https?://([^\s/\"'<>)\]}\\]+)")
    found = {f"{path}: {host}" for path, text in own_texts() for host in hosts.findall(text) if not is_known(host)}
    expect_none(found)


def is_known(host: str) -> bool:
    host = host.rstrip(".,")  # the end of a sentence
    return host in KNOWN_HOSTS or INVENTED_DOMAIN.search(host) is not None or "." not in host


def test_no_paths_of_a_machine() -> None:
    absolute = re.compile(r"(?<![A-Za-z0-9_./<-])/(?:work|farm|root|home|Users)/[A-Za-z0-9_.-]+|[A-Z]:\\Users\\\w")
    found = [
        f"{path}:{number}"
        for path, text in own_texts()
        for number, line in enumerate(text.splitlines(), 1)
        if absolute.search(line)
    ]
    expect_none(found)


def test_no_real_mail_addresses() -> None:
    address = re.compile(r"[\w.+-]+@(\w[\w-]*(?:\.[\w-]+)*\.\w{2,})")
    found = {
        f"{path}: @{domain}"
        for path, text in own_texts()
        for domain in address.findall(text)
        if not INVENTED_DOMAIN.search(domain.lower()) and not AUTHORITIES.search(domain)
    }
    expect_none(found)


def test_nobody_real_is_named() -> None:
    """Nothing that tells a real operator apart is copied from the policies the program was shaped by."""
    facts = ROOT.parent / "shared/policies/facts.json"
    if not facts.exists():
        pytest.skip("the policies do not lie beside this checkout")
    real = set()
    for operator in json.loads(facts.read_text("utf-8")).values():
        if isinstance(operator, dict):
            single = (operator.get(name) for name in ("operator_name", "inn", "ogrn", "rkn_registry_number", "address"))
            lists = (value for name in ("emails", "phones", "sites") for value in operator.get(name) or ())
            real |= {str(value).lower() for value in (*single, *lists) if value}
    found = {f"{path}: {value}" for path, text in own_texts() for value in real if value in text.lower()}
    expect_none(found)


def test_resources_are_reached_through_the_one_function() -> None:
    """`Path(__file__)` finds nothing in a wheel or a frozen program."""
    direct = [
        path for path in modules() if path != "system/paths.py" and "__file__" in (PACKAGE / path).read_text("utf-8")
    ]
    expect_none(direct)
