// nodes
RETURN COLLECT {
  UNWIND $p1 AS id
  OPTIONAL MATCH (n0:Entity {id: id})
  WITH n0, COLLECT {
    MATCH (n0)-[r2:DEBTOR_IN]->(n1:EnforcementCase)
    WITH r2, n1 ORDER BY n1.id, r2.key LIMIT $p0
    RETURN [n1.caseNumber, n1.id, n1.source]
  } AS x3
  RETURN CASE WHEN n0 IS NULL THEN null ELSE CASE WHEN n0:Address OR n0:Agency OR n0:BankAccount OR n0:Clue OR n0:DishonestyEntry OR n0:Document OR n0:EnforcementCase OR n0:Equity OR n0:Flag OR n0:HousingFundAccount OR n0:Officer OR n0:Phone OR n0:RealEstate OR n0:Vehicle THEN [0, [n0.id, n0.id, n0.source]] WHEN n0:Company OR n0:Person THEN [1, [n0.id, x3, n0.id, n0.source]] END END
} AS answer
