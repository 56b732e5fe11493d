// company
MATCH (n0:Entity:Party:Company)
WHERE n0.key = $p0
RETURN [COLLECT {
  MATCH (n0)<-[r2:SHAREHOLDER_OF]-(n1:Party)
  WHERE (n1.name > $p3 OR n1.name IS NULL OR (n1.name = $p3 AND (n1.id > $p2 OR (n1.id = $p2 AND (r2.key > $p1)))))
  WITH r2, n1 ORDER BY n1.name, n1.id, r2.key LIMIT $p4
  RETURN ['821b46' + '|' + coalesce(replace(replace(n1.name, '~', '~0'), '|', '~1'), '~n') + '|' + n1.id + '|' + replace(replace(r2.key, '~', '~0'), '|', '~1'), r2.share, [n1.name, n1.id, n1.source]]
}, n0.id, n0.source] AS answer
