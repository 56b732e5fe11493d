// person
MATCH (n0:Entity:Party:Person)
WHERE n0.key = $p0
WITH n0, COUNT { MATCH (n0)-[r2:OWNS]->(n1:Vehicle) } AS c4, COLLECT {
  MATCH (n0)-[r2:OWNS]->(n1:Vehicle)
  WITH r2, n1 ORDER BY n1.id, r2.key LIMIT $p1 + 1
  RETURN {node0: {`#`: [n1.id, n1.source], vin: n1.vin, plateNo: n1.plateNo}}
} AS x3
RETURN {`#`: [n0.id, n0.source], vehicles: {nodes: [x IN x3[0..$p1] | x.node0], totalCount: c4}, name: n0.name} AS answer
