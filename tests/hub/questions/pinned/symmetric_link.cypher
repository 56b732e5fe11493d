// person
MATCH (n0:Entity:Party:Person)
WHERE n0.key = $p0
RETURN [COLLECT {
  MATCH (n0)-[r2:SPOUSE_OF]-(n1:Person)
  WHERE coalesce(r2.since <= $p1, true) AND coalesce(r2.until > $p1, true)
  WITH r2, n1 ORDER BY n1.id, r2.key, startNode(r2).id LIMIT $p2
  RETURN [toString(r2.since), r2.certificateNo, [n1.name, n1.id, n1.source]]
}, [[], COUNT { MATCH (n0)-[r4:CO_DEBTOR_WITH]-(n3:Party) }], n0.id, n0.source] AS answer
