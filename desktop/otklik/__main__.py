"""Entry: a window without a command, the command line with one."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run the program and return its exit code."""
    os.umask(0o077)  # everything written is for the owner alone
    from otklik.cli.frame import Options  # noqa: PLC0415 - after the mask

    options = Options()
    if len(sys.argv) > 1:
        from otklik.cli.main import run  # noqa: PLC0415 - the window starts without the command line

        outcome = run(sys.argv[1:])
        if isinstance(outcome, int):
            return outcome
        options = outcome
    from otklik.app import open_window  # noqa: PLC0415 - the command line starts without Qt

    return open_window(options.register, options.key_file, options.data_dir)


if __name__ == "__main__":
    sys.exit(main())
