"""Walks through a list page by page."""

from __future__ import annotations

from hypothesis import currently_in_test_context, note

from support.question_oracle import Field, literal
from support.world import Hubs


async def walk(ask: Hubs, asked: Field, around: str) -> list[str]:
    """The ids of all rows, page by page; on the way, what each page says of itself must be true."""
    found: list[str] = []
    args = dict(asked.args)
    size = args.get("first", 20)
    total: int | None = None
    while True:
        body = (
            "{ totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }"
        )
        given_args = ", ".join(f"{name}: {literal(value)}" for name, value in args.items() if value != [])
        query = around % f"{asked.name}{f'({given_args})' if given_args else ''} {body}"
        if currently_in_test_context():
            note(query)
        data = await ask(query)
        page = data["page"] if "page" in data else data["node"]["page"]
        edges, info = page["edges"], page["pageInfo"]
        assert len(edges) <= size
        assert info["hasPreviousPage"] is ("after" in args)
        assert info["startCursor"] == (edges[0]["cursor"] if edges else None)
        assert info["endCursor"] == (edges[-1]["cursor"] if edges else None)
        total = page["totalCount"] if total is None else total
        assert page["totalCount"] == total
        found += [edge["node"]["id"] for edge in edges]
        assert info["hasNextPage"] is (len(found) < total)
        if not info["hasNextPage"]:
            return found
        args["after"] = info["endCursor"]
