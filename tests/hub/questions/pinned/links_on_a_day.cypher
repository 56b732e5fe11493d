// vehicle
MATCH (n0:Entity:Vehicle)
WHERE n0.key = $p0
WITH n0, COLLECT {
  MATCH (n0)<-[r2:OWNS]-(n1:Party)
  WHERE coalesce(r2.since <= $p1, true) AND coalesce(r2.until > $p1, true)
  WITH r2, n1 ORDER BY n1.id, r2.key LIMIT $p2 + 1
  RETURN {edge0: [toString(r2.since), toString(r2.until), [n1.name, n1.id, n1.source]]}
} AS x3, COLLECT {
  MATCH (n0)<-[r5:OWNS]-(n4:Party)
  WHERE coalesce(r5.since <= $p3, true) AND coalesce(r5.until > $p3, true) AND EXISTS { MATCH (n4)-[r7:DEBTOR_IN]->(m6:EnforcementCase) } = $p4
  WITH r5, n4 ORDER BY n4.id, r5.key LIMIT $p5 + 1
  RETURN {node0: [n4.name, n4.id, n4.source]}
} AS x8
RETURN [[[x IN x3[0..$p2] | x.edge0]], [[x IN x8[0..$p5] | x.node0]], n0.id, n0.source] AS answer
