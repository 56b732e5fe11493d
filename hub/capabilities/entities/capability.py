"""Entities and their links: lists, look-ups by identifier, and anything by its global id."""

from __future__ import annotations

from hub.access.declare import GRAPH
from hub.capabilities.declare import Capability, Group
from hub.capabilities.entities.fields import roots
from hub.questions.links import SHAPES

CAPABILITY = Capability(groups=(Group(GRAPH, "questions about the graph", "图查询"),), derived=roots, shapes=SHAPES)
