// flags
RETURN COLLECT {
  MATCH (n0:Entity:Flag)
  WHERE n0.state = $p0 AND EXISTS { MATCH (n0)-[r2:FLAGS]->(m1:Entity) }
  WITH n0 ORDER BY n0.raisedAt DESC, n0.id LIMIT $p1
  RETURN [n0.flagNo, n0.kind, n0.statement, COLLECT {
    MATCH (n0)-[r4:RAISED_BY]->(n3:Agency)
    WITH r4, n3 ORDER BY n3.id, r4.key LIMIT $p2
    RETURN [n3.code, n3.id, n3.source]
  }, COLLECT {
    MATCH (n0)-[r6:FLAGS]->(n5:Entity)
    WITH r6, n5 ORDER BY n5.id, r6.key LIMIT $p3
    RETURN [r6.end, [n5.id, head([x IN labels(n5) WHERE x IN ['Address', 'Agency', 'BankAccount', 'Clue', 'Company', 'DishonestyEntry', 'Document', 'EnforcementCase', 'Equity', 'Flag', 'HousingFundAccount', 'Officer', 'Person', 'Phone', 'RealEstate', 'Vehicle']]), n5.id, n5.source]]
  }, n0.id, n0.source]
} AS answer
