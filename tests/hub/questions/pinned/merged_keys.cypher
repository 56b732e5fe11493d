// person
MATCH (n0:Entity:Party:Person)
WHERE n0.key = $p0
RETURN [[COLLECT {
  MATCH (n0)-[r2:OWNS]->(n1:Vehicle)
  WITH r2, n1 ORDER BY n1.id, r2.key LIMIT $p1
  RETURN [n1.vin, n1.plateNo, n1.id, n1.source]
}, COUNT { MATCH (n0)-[r2:OWNS]->(n1:Vehicle) }], n0.name, n0.id, n0.source] AS answer
