// question: raise a flag on one entity, or on the two ends of a link, which the clauses before found to be there
// parameters: link (its kind or null), key, id, flag {…}, agency {key, id, code}, officer {key, id, cardNo, name}, seen, raisedAt
// in scope: subjects (entities) and sides (which end each is); leaves n, the flag, and done, null; no row where the key has raised another flag
OPTIONAL MATCH (before:Entity {key: $key})
WITH subjects, sides, before
WHERE before IS NULL OR (before.kind = $flag.kind AND COUNT { (before)-[:FLAGS]->() } = size(subjects)
  AND all(s IN subjects WHERE EXISTS { (before)-[:FLAGS]->(s) })
  AND coalesce(before.linkKind, '') = coalesce($link, ''))
MERGE (n:Entity {key: $key})
ON CREATE SET n:Flag, n.id = $id, n += $flag, n.raisedAt = $raisedAt, n.firstSeen = $seen, n.lastSeen = $seen,
  n.source = 'hub.flags', n.batch = 'live', n.asserted = ['hub.flags@live']
MERGE (g:Entity {key: $agency.key})
ON CREATE SET g:Agency, g.id = $agency.id, g.code = $agency.code, g.firstSeen = $seen, g.lastSeen = $seen,
  g.source = 'hub.flags', g.batch = 'live', g.asserted = ['hub.flags@live']
MERGE (o:Entity {key: $officer.key})
ON CREATE SET o:Officer, o.id = $officer.id, o.cardNo = $officer.cardNo, o.name = $officer.name, o.firstSeen = $seen,
  o.lastSeen = $seen, o.source = 'hub.flags', o.batch = 'live', o.asserted = ['hub.flags@live']
MERGE (n)-[a:RAISED_BY {key: ''}]->(g)
ON CREATE SET a.firstSeen = $seen, a.lastSeen = $seen, a.source = 'hub.flags', a.batch = 'live', a.asserted = ['hub.flags@live']
MERGE (n)-[b:RAISED_BY {key: ''}]->(o)
ON CREATE SET b.firstSeen = $seen, b.lastSeen = $seen, b.source = 'hub.flags', b.batch = 'live', b.asserted = ['hub.flags@live']
WITH n, subjects, sides
UNWIND range(0, size(subjects) - 1) AS i
WITH n, subjects[i] AS subject, sides[i] AS side
MERGE (n)-[s:FLAGS {key: ''}]->(subject)
ON CREATE SET s.end = side, s.firstSeen = $seen, s.lastSeen = $seen, s.source = 'hub.flags', s.batch = 'live',
  s.asserted = ['hub.flags@live']
WITH DISTINCT n, null AS done
