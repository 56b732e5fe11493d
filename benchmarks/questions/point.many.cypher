// question: a person with cases, vehicles, companies and fund account; a row for the person and for each thing
MATCH (p:Entity {key: 'Person:' + $citizenId})
CALL (p) {
  RETURN 'person' AS what, p.name AS a, p.citizenId AS b, toString(p.birthDate) AS c, null AS d
  UNION ALL
  MATCH (p)-[r:DEBTOR_IN]->(n:EnforcementCase) WITH n, r ORDER BY n.id, r.key LIMIT 5
  RETURN 'case' AS what, n.caseNumber AS a, n.status AS b, n.claimAmount AS c, toString(n.filedAt) AS d
  UNION ALL
  MATCH (p)-[r:OWNS]->(n:Vehicle) WITH n, r ORDER BY n.id, r.key LIMIT 5
  RETURN 'vehicle' AS what, n.plateNo AS a, n.brand AS b, n.status AS c, null AS d
  UNION ALL
  MATCH (p)-[r:SHAREHOLDER_OF]->(n:Company) WITH n, r ORDER BY n.id, r.key LIMIT 5
  RETURN 'company' AS what, r.share AS a, n.name AS b, n.uscc AS c, n.status AS d
  UNION ALL
  MATCH (p)-[r:HOLDS]->(n:HousingFundAccount) WITH n, r ORDER BY n.id, r.key LIMIT 5
  RETURN 'account' AS what, n.accountNo AS a, n.status AS b, n.balance AS c, n.monthlyDeposit AS d
}
RETURN what, a, b, c, d
