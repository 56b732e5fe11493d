// person
MATCH (n0:Entity:Party:Person)
WHERE n0.key = $p0
RETURN [COLLECT {
  MATCH (n0)-[r2:DEBTOR_IN]->(n1:EnforcementCase)
  WITH r2, n1 ORDER BY n1.id, r2.key LIMIT $p1
  RETURN ['bedd64' + '|' + n1.id + '|' + replace(replace(r2.key, '~', '~0'), '|', '~1'), toString(r2.since), toString(r2.until), r2.amount, r2.joint, [r2.source, r2.batch, toString(r2.firstSeen)], [n1.caseNumber, n1.id, n1.source]]
}, COLLECT {
  MATCH (n0)-[r4:DRIVES]->(n3:Vehicle)
  WITH r4, n3 ORDER BY n3.id, r4.key LIMIT $p2
  RETURN [r4.times, toString(r4.lastAt), [n3.plateNo, n3.id, n3.source]]
}, n0.id, n0.source] AS answer
