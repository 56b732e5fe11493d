// paths
MATCH (a:Entity) WHERE a.id = $p3
MATCH (b:Entity) WHERE b.id = $p4
WITH a, b, COLLECT {
  MATCH p = ALL SHORTEST (a) ((x:Entity)-[r:CALLED|RELATIVE_OF|USES]-(y:Entity) WHERE (y.id = $p1 OR (NOT y:Agency AND NOT y:Officer AND NOT y.id IN $p0))){1,3} (b)
  RETURN p ORDER BY [n IN nodes(p) | n.id], [r IN relationships(p) | type(r) + r.key + startNode(r).id] LIMIT $p2 + 1
} AS found, EXISTS { (a)-[:CALLED|RELATIVE_OF|USES]-() } AND EXISTS { (b)-[:CALLED|RELATIVE_OF|USES]-() } AS linked
WITH found, linked, COLLECT {
  UNWIND found[0..$p2] AS p
  WITH p, COLLECT {
    UNWIND range(0, length(p) - 1) AS i
    WITH relationships(p)[i] AS r0, nodes(p)[i] AS n1, nodes(p)[i + 1] AS n2
    RETURN [[n1.id, n1.id, n1.source], [n2.id, n2.id, n2.source]]
  } AS x3
  RETURN [length(p), x3]
} AS x4
RETURN [x4] AS answer
