// case
MATCH (n0:Entity:EnforcementCase)
WHERE n0.key = $p0
RETURN [COLLECT {
  MATCH (n0)<-[r2:DEBTOR_IN]-(n1:Party)
  WITH r2, n1 ORDER BY n1.id, r2.key LIMIT $p1
  RETURN [n1.name, COLLECT {
    MATCH (n1)-[r4:OWNS]->(n3:Vehicle)
    WITH r4, n3 ORDER BY n3.id, r4.key LIMIT $p2
    RETURN [n3.plateNo, COLLECT {
      MATCH (n3)<-[r6:OWNS]-(n5:Party)
      WITH r6, n5 ORDER BY n5.id, r6.key LIMIT $p3
      RETURN [n5.id, n5.id, n5.source]
    }, n3.id, n3.source]
  }, n1.id, n1.source]
}, n0.id, n0.source] AS answer
