// person
MATCH (n0:Entity:Party:Person)
WHERE n0.key = $p0
RETURN [n0.id, n0.name, n0.citizenId, n0.name, toString(n0.birthDate), EXISTS { MATCH (n0)-[r2:DEBTOR_IN]->(m1:EnforcementCase) WHERE (r2.until IS NULL OR r2.until > date({timezone: '+08:00'})) }, toString(n0.until), [n0.source, [x IN n0.asserted | split(x, '@')[0]], toString(n0.lastSeen)], n0.id, n0.source] AS answer
