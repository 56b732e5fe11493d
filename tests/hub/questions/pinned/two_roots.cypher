// first
MATCH (n0:Entity:Party:Person)
WHERE n0.key = $p0
RETURN [n0.id, n0.id, n0.source] AS answer

// second
WITH COUNT { MATCH (n0:Entity:Party:Company) } AS c2, COLLECT {
  MATCH (n0:Entity:Party:Company)
  WITH n0 ORDER BY n0.id LIMIT $p0 + 1
  RETURN {node0: [n0.id, n0.id, n0.source]}
} AS x1
RETURN [c2, [x IN x1[0..$p0] | x.node0]] AS answer
