// person
MATCH (n0:Entity:Party:Person)
WHERE n0.key = $p0
WITH n0, COLLECT {
  MATCH (n0)-[r2:DEBTOR_IN]->(n1:EnforcementCase)
  WITH r2, n1 ORDER BY n1.id, r2.key LIMIT $p1 + 1
  RETURN {edge0: ['bedd64' + '|' + n1.id + '|' + replace(replace(r2.key, '~', '~0'), '|', '~1'), toString(r2.since), toString(r2.until), r2.amount, r2.joint, [r2.source, r2.batch, toString(r2.firstSeen)], [n1.caseNumber, n1.id, n1.source]]}
} AS x3, COLLECT {
  MATCH (n0)-[r5:DRIVES]->(n4:Vehicle)
  WITH r5, n4 ORDER BY n4.id, r5.key LIMIT $p2 + 1
  RETURN {edge0: [r5.times, toString(r5.lastAt), [n4.plateNo, n4.id, n4.source]]}
} AS x6
RETURN [[[x IN x3[0..$p1] | x.edge0]], [[x IN x6[0..$p2] | x.edge0]], n0.id, n0.source] AS answer
