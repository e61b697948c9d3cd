"""The modules of `packaging/`, which is a folder of scripts and no package."""

from __future__ import annotations

import sys
from pathlib import Path

# As Python itself does for `python3 packaging/dev.py`.
sys.path.insert(0, str(Path(__file__).parents[2] / "packaging"))
