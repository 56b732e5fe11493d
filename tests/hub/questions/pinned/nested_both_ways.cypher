// case
MATCH (n0:Entity:EnforcementCase)
WHERE n0.key = $p0
WITH n0, COLLECT {
  MATCH (n0)<-[r2:DEBTOR_IN]-(n1:Party)
  WITH r2, n1 ORDER BY n1.id, r2.key LIMIT $p1 + 1
  WITH r2, n1, COLLECT {
    MATCH (n1)-[r5:OWNS]->(n4:Vehicle)
    WITH r5, n4 ORDER BY n4.id, r5.key LIMIT $p2 + 1
    WITH r5, n4, COLLECT {
      MATCH (n4)<-[r8:OWNS]-(n7:Party)
      WITH r8, n7 ORDER BY n7.id, r8.key LIMIT $p3 + 1
      RETURN {node0: [n7.id, n7.id, n7.source]}
    } AS x9
    RETURN {node0: [n4.plateNo, [[x IN x9[0..$p3] | x.node0]], n4.id, n4.source]}
  } AS x6
  RETURN {node0: [n1.name, [[x IN x6[0..$p2] | x.node0]], n1.id, n1.source]}
} AS x3
RETURN [[[x IN x3[0..$p1] | x.node0]], n0.id, n0.source] AS answer
