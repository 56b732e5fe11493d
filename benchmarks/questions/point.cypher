// question: a person with cases, vehicles, companies and fund account
MATCH (p:Entity {key: 'Person:' + $citizenId})
RETURN {person: {
  name: p.name, citizenId: p.citizenId, birthDate: toString(p.birthDate),
  casesAsDebtor: {nodes: COLLECT {
    MATCH (p)-[r:DEBTOR_IN]->(c:EnforcementCase) WITH c, r ORDER BY c.id, r.key LIMIT 5
    RETURN {caseNumber: c.caseNumber, status: c.status, claimAmount: c.claimAmount, filedAt: toString(c.filedAt)} }},
  vehicles: {nodes: COLLECT {
    MATCH (p)-[r:OWNS]->(v:Vehicle) WITH v, r ORDER BY v.id, r.key LIMIT 5
    RETURN {plateNo: v.plateNo, brand: v.brand, status: v.status} }},
  shareholdings: {edges: COLLECT {
    MATCH (p)-[r:SHAREHOLDER_OF]->(c:Company) WITH c, r ORDER BY c.id, r.key LIMIT 5
    RETURN {share: r.share, node: {name: c.name, uscc: c.uscc, status: c.status}} }},
  housingFundAccounts: {nodes: COLLECT {
    MATCH (p)-[r:HOLDS]->(a:HousingFundAccount) WITH a, r ORDER BY a.id, r.key LIMIT 5
    RETURN {accountNo: a.accountNo, status: a.status, balance: a.balance, monthlyDeposit: a.monthlyDeposit} }}
}} AS data
