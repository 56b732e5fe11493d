// person
MATCH (n0:Entity:Party:Person)
WHERE n0.key = $p0
RETURN {`#`: [n0.id, n0.source], id: n0.id, label: n0.name, citizenId: n0.citizenId, name: n0.name, birthDate: toString(n0.birthDate), isDebtor: EXISTS { MATCH (n0)-[r2:DEBTOR_IN]->(m1:EnforcementCase) }, until: toString(n0.until), provenance: {source: n0.source, assertedBy: [x IN n0.asserted | split(x, '@')[0]], lastSeen: toString(n0.lastSeen)}} AS answer
