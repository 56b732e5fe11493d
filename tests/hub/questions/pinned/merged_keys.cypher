// person
MATCH (n0:Entity:Party:Person)
WHERE n0.key = $p0
WITH n0, COUNT { MATCH (n0)-[r2:OWNS]->(n1:Vehicle) } AS c4, COLLECT {
  MATCH (n0)-[r2:OWNS]->(n1:Vehicle)
  WITH r2, n1 ORDER BY n1.id, r2.key LIMIT $p1 + 1
  RETURN {node0: [n1.vin, n1.plateNo, n1.id, n1.source]}
} AS x3
RETURN [[[x IN x3[0..$p1] | x.node0], c4], n0.name, n0.id, n0.source] AS answer
