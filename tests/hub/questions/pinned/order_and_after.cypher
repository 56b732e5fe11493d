// cases
RETURN COLLECT {
  MATCH (n0:Entity:EnforcementCase)
  WHERE (n0.claimAmount < $p3 OR (n0.claimAmount = $p3 AND (n0.filedAt > $p2 OR n0.filedAt IS NULL OR (n0.filedAt = $p2 AND (n0.caseNumber < $p1 OR (n0.caseNumber = $p1 AND (n0.id > $p0)))))))
  WITH n0 ORDER BY n0.claimAmount DESC, n0.filedAt, n0.caseNumber DESC, n0.id LIMIT $p4
  RETURN [['3c37dc' + '|' + coalesce(toString(n0.claimAmount), '~n') + '|' + coalesce(toString(n0.filedAt), '~n') + '|' + coalesce(replace(replace(n0.caseNumber, '~', '~0'), '|', '~1'), '~n') + '|' + n0.id, [n0.caseNumber, n0.claimAmount, n0.id, n0.source]], '3c37dc' + '|' + coalesce(toString(n0.claimAmount), '~n') + '|' + coalesce(toString(n0.filedAt), '~n') + '|' + coalesce(replace(replace(n0.caseNumber, '~', '~0'), '|', '~1'), '~n') + '|' + n0.id]
} AS answer
