"""The demonstration register: invented operators and people, worked through by the very acts of the clerk.

The data lie in `resources/demo`; nothing here writes to the register but acts, so a demonstration is also a trial of the
whole desk.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

from otklik.casework import answering, closing, dispatching, duties, extending, identity, opening, profiles, registering
from otklik.casework.counting import LAWFUL
from otklik.casework.desk import Desk
from otklik.casework.safekeeping import back_up_now
from otklik.system.clock import FixedClock
from otklik.system.errors import UserError
from otklik.system.files import atomic_write, private_folder
from otklik.system.paths import resource

TODAY = date(2026, 11, 21)
"""The day the demonstration stands on, unless it is opened later."""

MOSCOW = timezone(timedelta(hours=3))
