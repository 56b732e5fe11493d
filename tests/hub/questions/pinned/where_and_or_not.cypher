// cases
RETURN COLLECT {
  MATCH (n0:Entity:EnforcementCase)
  WHERE (n0.status IN $p0 AND n0.claimAmount < $p1 AND n0.claimAmount >= $p2) AND ((n0.filedAt > $p3) OR (n0.closedAt IS NULL)) AND NOT (coalesce(n0.cause CONTAINS $p4, false) AND coalesce(n0.livelihood = $p5, false))
  WITH n0 ORDER BY n0.id LIMIT $p6
  RETURN [n0.caseNumber, n0.id, n0.source]
} AS answer
