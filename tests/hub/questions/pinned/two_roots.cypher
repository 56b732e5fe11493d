// first
MATCH (n0:Entity:Party:Person)
WHERE n0.key = $p0
RETURN [n0.id, n0.id, n0.source] AS answer

// second
RETURN [COLLECT {
  MATCH (n0:Entity:Party:Company)
  WITH n0 ORDER BY n0.id LIMIT $p0
  RETURN [n0.id, n0.id, n0.source]
}, COUNT { MATCH (n0:Entity:Party:Company) }] AS answer
