"""The hub's settings: one row for each variable of the environment."""

from hub.settings.service import DEMO, LEVELS, PRODUCTION
from hub.settings.settings import DOCS, SETTINGS, Settings

__all__ = ["DEMO", "DOCS", "LEVELS", "PRODUCTION", "SETTINGS", "Settings"]
