"""Отклик: a local register of personal-data requests and claims."""

__version__ = "0.1.0"
