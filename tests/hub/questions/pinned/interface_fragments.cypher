// everybody
RETURN COLLECT {
  MATCH (n0:Entity:Party)
  WITH n0 ORDER BY n0.id LIMIT $p0
  WITH n0, COLLECT {
    MATCH (n0)<-[r2:EMPLOYED_BY]-(n1:Person)
    WITH r2, n1 ORDER BY n1.id, r2.key LIMIT $p1
    RETURN [n1.name, n1.id, n1.source]
  } AS x3, COUNT { MATCH (n0)<-[r5:FLAGS]-(n4:Flag)
  WHERE n4.state = $p2 } AS c6, COLLECT {
    MATCH (n0)<-[r5:FLAGS]-(n4:Flag)
    WHERE n4.state = $p2
    WITH r5, n4 ORDER BY n4.id, r5.key LIMIT $p3
    RETURN [n4.kind, n4.statement, n4.id, n4.source]
  } AS x7, COUNT { MATCH (n0)-[r9:SPOUSE_OF]-(n8:Person) } AS c10, COUNT { MATCH (n0)<-[r12:FLAGS]-(n11:Flag)
  WHERE n11.state = $p5 } AS c13, COLLECT {
    MATCH (n0)<-[r12:FLAGS]-(n11:Flag)
    WHERE n11.state = $p5
    WITH r12, n11 ORDER BY n11.id, r12.key LIMIT $p6
    RETURN [n11.kind, n11.statement, n11.id, n11.source]
  } AS x14
  RETURN CASE WHEN n0:Company THEN [0, ['Company', n0.name, n0.uscc, x3, [x7, c6], n0.id, n0.source]] WHEN n0:Person THEN [1, ['Person', n0.name, n0.citizenId, [[], c10], [x14, c13], n0.id, n0.source]] END
} AS answer
