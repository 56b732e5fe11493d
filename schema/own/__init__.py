"""Nodes that the hub keeps for itself, one file each; `schema/declare_own.py` says how they are declared."""
