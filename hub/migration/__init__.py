"""Brings a graph to the schema version of this hub."""
