// debtors
WITH COUNT { MATCH (n0:Entity:Party)
WHERE EXISTS { MATCH (n0)-[r2:DEBTOR_IN]->(m1:EnforcementCase) } AND n0.name STARTS WITH $p0 } AS c4, COLLECT {
  MATCH (n0:Entity:Party)
  WHERE EXISTS { MATCH (n0)-[r2:DEBTOR_IN]->(m1:EnforcementCase) } AND n0.name STARTS WITH $p0
  WITH n0 ORDER BY n0.name, n0.id LIMIT $p1 + 1
  RETURN {node0: [head([x IN labels(n0) WHERE x IN ['Company', 'Person']]), n0.name, EXISTS { MATCH (n0)-[r6:LISTED_AS]->(m5:DishonestyEntry) }, n0.id, n0.source]}
} AS x3
RETURN [c4, [x IN x3[0..$p1] | x.node0]] AS answer
