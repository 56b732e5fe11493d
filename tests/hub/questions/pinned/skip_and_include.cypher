// case
MATCH (n0:Entity:EnforcementCase)
WHERE n0.key = $p0
WITH n0, COLLECT {
  MATCH (n0)-[r2:HEARD_BY]->(n1:Agency)
  WITH r2, n1 ORDER BY n1.id, r2.key LIMIT $p1 + 1
  RETURN {node0: [n1.name, n1.id, n1.source]}
} AS x3, COUNT { MATCH (n0)-[r5:HANDLED_BY]->(n4:Officer) } AS c7
RETURN [n0.caseNumber, [[x IN x3[0..$p1] | x.node0]], [c7], n0.id, n0.source] AS answer
