"""Saved charts: what an officer arranged on the screen, kept without any of the facts that were shown there."""
