// vehicles
WITH COUNT { MATCH (n0:Entity:Vehicle)
WHERE EXISTS { MATCH (n0)<-[r2:OWNS]-(m1:Party) WHERE EXISTS { MATCH (m1)-[r4:DEBTOR_IN]->(m3:EnforcementCase) } = $p0 } } AS c6
RETURN [c6] AS answer
