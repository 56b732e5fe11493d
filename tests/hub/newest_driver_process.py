"""Reads straight on a connection of the driver that this process finds; prints its version and what was read."""

from __future__ import annotations

import asyncio
import json
import os
import sys

import neo4j

from hub.graph.direct_reads import TRIED, DirectReads


async def main() -> None:
    """Read two statements at once, a failing one, and one more on the same pool."""
    async with neo4j.AsyncGraphDatabase.driver(
        os.environ["URI"], auth=(os.environ["USER_NAME"], os.environ["PASSWORD"])
    ) as driver:
        reads = DirectReads.of(driver, os.environ["DATABASE"], 10.0, version=max(TRIED))
        assert reads is not None
        asked = [("RETURN $a AS a, [1, 2]", {"a": "甲"}), ("UNWIND range(1, 3) AS x RETURN x", {})]
        both = await reads.read(asked, {"operation": "test"}, 10.0)
        try:
            await reads.read([("RETURN 1 / 0", {})], {"operation": "test"}, 10.0)
            failed = ""
        except neo4j.exceptions.Neo4jError as problem:
            failed = str(problem.code)
        after = await reads.read([("RETURN 'after'", {})], {"operation": "test"}, 10.0)
    sys.stdout.write(json.dumps({"version": neo4j.__version__, "both": both, "failed": failed, "after": after}))


asyncio.run(main())
