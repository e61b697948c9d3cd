"""How a finished PDF is read back: its text, its pages, and whether it is PDF/A-1b."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

CHECKER = Path(__file__).parents[2] / "shared" / "tools" / "pdfa-check"
VALIDATOR = (
    *("preflight", "pdfbox2", "fontbox2", "xmpbox"),
    *("commons-logging", "commons-io", "javax.activation", "jaxb-api"),
)
"""Apache PDFBox Preflight, as Debian packs it."""


def text_of(pdf: bytes, *options: str) -> str:
    """Return the text of a PDF with every run of white space as one space."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    command = ["pdftotext", *options, "-enc", "UTF-8", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def expect_archive(folder: Path, *pdfs: bytes) -> None:
    """Fail where one of the files is not valid PDF/A-1b; they are written into the folder for the validator.

    One run of Java checks them all: many files take hardly longer than one.
    """
    files = [folder / f"archive-{place}.pdf" for place, _pdf in enumerate(pdfs)]
    for file, pdf in zip(files, pdfs, strict=True):
        file.write_bytes(pdf)
    listed = folder / "archive.txt"
    listed.write_text("".join(f"{file}\n" for file in files), "utf-8")
    validator = "org.apache.pdfbox.preflight.Validator_A1b"
    command = ["java", "-cp", _class_path(), validator, "group", str(listed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.count(" is a valid PDF/A-1b file") == len(files), done.stdout + done.stderr


@cache
def _class_path() -> str:
    """Return where Java finds the validator; a test that asks for it is skipped where there is none."""
    jars = [Path("/usr/share/java") / f"{name}.jar" for name in VALIDATOR]
    if not all(jar.is_file() for jar in jars) and CHECKER.is_file():
        subprocess.run([str(CHECKER)], check=False)  # without a file it brings the packages, where it may
    if shutil.which("java") is None or not all(jar.is_file() for jar in jars):
        pytest.skip(f"no PDF/A validator: java and {', '.join(VALIDATOR)} are needed in /usr/share/java")
    return ":".join(map(str, jars))
