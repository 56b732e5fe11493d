"""Measurements, each a ratio within one run: this machine and its neighbours are never the same twice."""
