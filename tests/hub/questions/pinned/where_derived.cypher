// parties
RETURN COLLECT {
  MATCH (n0:Entity:Party)
  WHERE NOT (coalesce(EXISTS { MATCH (n0)-[r2:LISTED_AS]->(m1:DishonestyEntry) WHERE (r2.until IS NULL OR r2.until > date({timezone: '+08:00'})) AND (m1.until IS NULL OR m1.until > date({timezone: '+08:00'})) AND m1.status = 'LISTED' } = $p0, false)) AND n0.name STARTS WITH $p1 AND EXISTS { MATCH (n0)-[r4:DEBTOR_IN]->(m3:EnforcementCase) WHERE (r4.until IS NULL OR r4.until > date({timezone: '+08:00'})) } = $p2
  WITH n0 ORDER BY n0.id LIMIT $p3
  RETURN [n0.name, n0.id, n0.source]
} AS answer
