"""How a finished PDF is read back: its text, its pages, and whether it is PDF/A-1b."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

CHECKER = Path(__file__).parents[2] / "shared" / "tools" / "pdfa-check"


def text_of(pdf: bytes, *options: str) -> str:
    """Return the text of a PDF with every run of white space as one space."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    command = ["pdftotext", *options, "-enc", "UTF-8", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def expect_archive(folder: Path, *pdfs: bytes) -> None:
    """Fail where one of the files is not valid PDF/A-1b; they are written into the folder for the validator."""
    if not CHECKER.is_file() or shutil.which("java") is None:
        pytest.skip(f"no PDF/A validator: {CHECKER} needs java")
    files = [folder / f"archive-{place}.pdf" for place, _pdf in enumerate(pdfs)]
    for file, pdf in zip(files, pdfs, strict=True):
        file.write_bytes(pdf)
    done = subprocess.run([str(CHECKER), *map(str, files)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
