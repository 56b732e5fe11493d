// person
MATCH (n0:Entity:Party:Person)
WHERE n0.key = $p0
WITH n0, COLLECT {
  MATCH (n0)-[r2:DEBTOR_IN]->(n1:EnforcementCase)
  WITH r2, n1 ORDER BY n1.id, r2.key LIMIT $p1 + 1
  RETURN {edge0: {cursor: 'bedd64' + '|' + n1.id + '|' + replace(replace(r2.key, '~', '~0'), '|', '~1'), since: toString(r2.since), until: toString(r2.until), amount: r2.amount, joint: r2.joint, provenance: {source: r2.source, batch: r2.batch, firstSeen: toString(r2.firstSeen)}, node: {`#`: [n1.id, n1.source], caseNumber: n1.caseNumber}}}
} AS x3, COLLECT {
  MATCH (n0)-[r5:DRIVES]->(n4:Vehicle)
  WITH r5, n4 ORDER BY n4.id, r5.key LIMIT $p2 + 1
  RETURN {edge0: {times: r5.times, lastAt: toString(r5.lastAt), node: {`#`: [n4.id, n4.source], plateNo: n4.plateNo}}}
} AS x6
RETURN {`#`: [n0.id, n0.source], casesAsDebtor: {edges: [x IN x3[0..$p1] | x.edge0]}, drives: {edges: [x IN x6[0..$p2] | x.edge0]}} AS answer
