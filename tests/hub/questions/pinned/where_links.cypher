// persons
RETURN COLLECT {
  MATCH (n0:Entity:Party:Person)
  WHERE EXISTS { MATCH (n0)-[r2:DEBTOR_IN]->(m1:EnforcementCase) WHERE m1.status = $p0 } AND NOT EXISTS { MATCH (n0)-[r4:DEBTOR_IN]->(m3:EnforcementCase) WHERE m3.kind = $p1 } AND NOT EXISTS { MATCH (n0)-[r6:HOLDS]->(m5:BankAccount) } AND NOT EXISTS { MATCH (n0)-[r8:OWNS]->(m7:Vehicle) WHERE NOT (coalesce(m7.status = $p2, false) AND coalesce(m7.registeredAt < $p3, false)) } AND EXISTS { MATCH (n0)-[r10:SPOUSE_OF]-(m9:Person) WHERE NOT (EXISTS { MATCH (m9)-[r12:DEBTOR_IN]->(m11:EnforcementCase) }) }
  WITH n0 ORDER BY n0.id LIMIT $p4
  RETURN [n0.citizenId, n0.id, n0.source]
} AS answer
