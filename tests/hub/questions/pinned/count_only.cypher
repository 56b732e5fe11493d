// vehicles
RETURN [[], COUNT { MATCH (n0:Entity:Vehicle)
WHERE EXISTS { MATCH (n0)<-[r2:OWNS]-(m1:Party) WHERE EXISTS { MATCH (m1)-[r4:DEBTOR_IN]->(m3:EnforcementCase) WHERE (r4.until IS NULL OR r4.until > date({timezone: '+08:00'})) } = $p0 } }] AS answer
