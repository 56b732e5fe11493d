// parties
WITH COLLECT {
  MATCH (n0:Entity:Party)
  WHERE NOT (coalesce(EXISTS { MATCH (n0)-[r2:LISTED_AS]->(m1:DishonestyEntry) } = $p0, false)) AND n0.name STARTS WITH $p1 AND EXISTS { MATCH (n0)-[r4:DEBTOR_IN]->(m3:EnforcementCase) } = $p2
  WITH n0 ORDER BY n0.id LIMIT $p3 + 1
  RETURN {node0: [n0.name, n0.id, n0.source]}
} AS x5
RETURN [[x IN x5[0..$p3] | x.node0]] AS answer
