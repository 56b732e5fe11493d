// vehicle
MATCH (n0:Entity:Vehicle)
WHERE n0.key = $p0
RETURN [COLLECT {
  MATCH (n0)<-[r2:OWNS]-(n1:Party)
  WHERE coalesce(r2.since <= $p1, true) AND coalesce(r2.until > $p1, true)
  WITH r2, n1 ORDER BY n1.id, r2.key LIMIT $p2
  RETURN [toString(r2.since), toString(r2.until), [n1.name, n1.id, n1.source]]
}, COLLECT {
  MATCH (n0)<-[r4:OWNS]-(n3:Party)
  WHERE coalesce(r4.since <= $p3, true) AND coalesce(r4.until > $p3, true) AND EXISTS { MATCH (n3)-[r6:DEBTOR_IN]->(m5:EnforcementCase) WHERE (r6.until IS NULL OR r6.until > date({timezone: '+08:00'})) } = $p4
  WITH r4, n3 ORDER BY n3.id, r4.key LIMIT $p5
  RETURN [n3.name, n3.id, n3.source]
}, n0.id, n0.source] AS answer
