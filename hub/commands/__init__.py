"""The verbs of the hub: each module is one verb, each package is a group of verbs (hub/shell/verbs.py)."""
