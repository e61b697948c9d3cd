"""What is seen: windows, panels, item models, background tasks, theme."""

from __future__ import annotations

from otklik.ui.immortals import hold

hold()
