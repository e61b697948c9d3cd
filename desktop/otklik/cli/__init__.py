"""The same desk without a window: the command line of DESIGN.md §6, also for scripts and nightly tasks."""
