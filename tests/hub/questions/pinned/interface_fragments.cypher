// everybody
WITH COLLECT {
  MATCH (n0:Entity:Party)
  WITH n0 ORDER BY n0.id LIMIT $p0 + 1
  WITH n0, COLLECT {
    MATCH (n0)<-[r3:EMPLOYED_BY]-(n2:Person)
    WITH r3, n2 ORDER BY n2.id, r3.key LIMIT $p1 + 1
    RETURN {node0: [n2.name, n2.id, n2.source]}
  } AS x4, COUNT { MATCH (n0)<-[r6:FLAGS]-(n5:Flag)
  WHERE n5.state = $p2 } AS c8, COLLECT {
    MATCH (n0)<-[r6:FLAGS]-(n5:Flag)
    WHERE n5.state = $p2
    WITH r6, n5 ORDER BY n5.id, r6.key LIMIT $p3 + 1
    RETURN {node0: [n5.kind, n5.statement, n5.id, n5.source]}
  } AS x7, COUNT { MATCH (n0)-[r10:SPOUSE_OF]-(n9:Person) } AS c12, COUNT { MATCH (n0)<-[r14:FLAGS]-(n13:Flag)
  WHERE n13.state = $p5 } AS c16, COLLECT {
    MATCH (n0)<-[r14:FLAGS]-(n13:Flag)
    WHERE n13.state = $p5
    WITH r14, n13 ORDER BY n13.id, r14.key LIMIT $p6 + 1
    RETURN {node0: [n13.kind, n13.statement, n13.id, n13.source]}
  } AS x15
  RETURN {node0: CASE WHEN n0:Company THEN [0, ['Company', n0.name, n0.uscc, [[x IN x4[0..$p1] | x.node0]], [c8, [x IN x7[0..$p3] | x.node0]], n0.id, n0.source]] WHEN n0:Person THEN [1, ['Person', n0.name, n0.citizenId, [c12], [c16, [x IN x15[0..$p6] | x.node0]], n0.id, n0.source]] END}
} AS x1
RETURN [[x IN x1[0..$p0] | x.node0]] AS answer
