// debtors
RETURN [COLLECT {
  MATCH (n0:Entity:Party)
  WHERE EXISTS { MATCH (n0)-[r2:DEBTOR_IN]->(m1:EnforcementCase) WHERE (r2.until IS NULL OR r2.until > date({timezone: '+08:00'})) } AND n0.name STARTS WITH $p0
  WITH n0 ORDER BY n0.name, n0.id LIMIT $p1
  RETURN [head([x IN labels(n0) WHERE x IN ['Company', 'Person']]), n0.name, EXISTS { MATCH (n0)-[r4:LISTED_AS]->(m3:DishonestyEntry) WHERE (r4.until IS NULL OR r4.until > date({timezone: '+08:00'})) AND (m3.until IS NULL OR m3.until > date({timezone: '+08:00'})) AND m3.status = 'LISTED' }, n0.id, n0.source]
}, COUNT { MATCH (n0:Entity:Party)
WHERE EXISTS { MATCH (n0)-[r2:DEBTOR_IN]->(m1:EnforcementCase) WHERE (r2.until IS NULL OR r2.until > date({timezone: '+08:00'})) } AND n0.name STARTS WITH $p0 }] AS answer
