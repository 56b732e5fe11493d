// case
MATCH (n0:Entity:EnforcementCase)
WHERE n0.key = $p0
RETURN [n0.caseNumber, COLLECT {
  MATCH (n0)-[r2:HEARD_BY]->(n1:Agency)
  WITH r2, n1 ORDER BY n1.id, r2.key LIMIT $p1
  RETURN [n1.name, n1.id, n1.source]
}, [[], COUNT { MATCH (n0)-[r4:HANDLED_BY]->(n3:Officer) }], n0.id, n0.source] AS answer
