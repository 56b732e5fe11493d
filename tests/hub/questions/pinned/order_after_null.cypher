// companies
RETURN COLLECT {
  MATCH (n0:Entity:Party:Company)
  WHERE (n0.registeredCapital IS NOT NULL OR (n0.registeredCapital IS NULL AND (n0.establishedAt IS NULL AND (n0.id > $p0))))
  WITH n0 ORDER BY n0.registeredCapital DESC, n0.establishedAt, n0.id LIMIT $p1
  RETURN [[n0.uscc, n0.id, n0.source], '6333bf' + '|' + coalesce(toString(n0.registeredCapital), '~n') + '|' + coalesce(toString(n0.establishedAt), '~n') + '|' + n0.id]
} AS answer
