// flags
WITH COLLECT {
  MATCH (n0:Entity:Flag)
  WHERE n0.state = $p0 AND EXISTS { MATCH (n0)-[r2:FLAGS]->(m1:Entity) }
  WITH n0 ORDER BY n0.raisedAt DESC, n0.id LIMIT $p1 + 1
  WITH n0, COLLECT {
    MATCH (n0)-[r5:RAISED_BY]->(n4:Agency)
    WITH r5, n4 ORDER BY n4.id, r5.key LIMIT $p2 + 1
    RETURN {node0: [n4.code, n4.id, n4.source]}
  } AS x6, COLLECT {
    MATCH (n0)-[r8:FLAGS]->(n7:Entity)
    WITH r8, n7 ORDER BY n7.id, r8.key LIMIT $p3 + 1
    RETURN {edge0: [r8.end, [n7.id, head([x IN labels(n7) WHERE x IN ['Address', 'Agency', 'BankAccount', 'Clue', 'Company', 'DishonestyEntry', 'Document', 'EnforcementCase', 'Equity', 'Flag', 'HousingFundAccount', 'Officer', 'Person', 'Phone', 'RealEstate', 'Vehicle']]), n7.id, n7.source]]}
  } AS x9
  RETURN {node0: [n0.flagNo, n0.kind, n0.statement, [[x IN x6[0..$p2] | x.node0]], [[x IN x9[0..$p3] | x.edge0]], n0.id, n0.source]}
} AS x3
RETURN [[x IN x3[0..$p1] | x.node0]] AS answer
