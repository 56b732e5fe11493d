"""The demo: an invented city, its officers, sample questions, and the verbs that show them.

It stands above the hub. The hub and everything below it import none of it.
"""
