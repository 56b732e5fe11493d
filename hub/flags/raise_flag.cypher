// question: raise a flag on one entity, or on the two ends of a link that must exist
// parameters: ends [{id, end}], link (its kind or null), key, id, flag {…}, agency {key, id, code}, officer {key, id, cardNo, name}, seen, raisedAt
// returns: id of the flag; no row where an end or the link is not there, or the key has raised another flag
UNWIND $ends AS e
MATCH (n:Entity {id: e.id})
WITH collect(n) AS subjects, collect(e.end) AS sides
WHERE size(subjects) = size($ends)
  AND ($link IS NULL OR EXISTS { WITH subjects[0] AS a, subjects[-1] AS b MATCH (a)-[r]-(b) WHERE type(r) = $link })
OPTIONAL MATCH (before:Entity {key: $key})
WITH subjects, sides, before
WHERE before IS NULL OR (before.kind = $flag.kind AND COUNT { (before)-[:FLAGS]->() } = size(subjects)
  AND all(s IN subjects WHERE EXISTS { (before)-[:FLAGS]->(s) })
  AND coalesce(before.linkKind, '') = coalesce($link, ''))
MERGE (f:Entity {key: $key})
ON CREATE SET f:Flag, f.id = $id, f += $flag, f.raisedAt = $raisedAt, f.firstSeen = $seen, f.lastSeen = $seen,
  f.source = 'hub.flags', f.batch = 'live', f.asserted = ['hub.flags@live']
MERGE (g:Entity {key: $agency.key})
ON CREATE SET g:Agency, g.id = $agency.id, g.code = $agency.code, g.firstSeen = $seen, g.lastSeen = $seen,
  g.source = 'hub.flags', g.batch = 'live', g.asserted = ['hub.flags@live']
MERGE (o:Entity {key: $officer.key})
ON CREATE SET o:Officer, o.id = $officer.id, o.cardNo = $officer.cardNo, o.name = $officer.name, o.firstSeen = $seen,
  o.lastSeen = $seen, o.source = 'hub.flags', o.batch = 'live', o.asserted = ['hub.flags@live']
MERGE (f)-[a:RAISED_BY {key: ''}]->(g)
ON CREATE SET a.firstSeen = $seen, a.lastSeen = $seen, a.source = 'hub.flags', a.batch = 'live', a.asserted = ['hub.flags@live']
MERGE (f)-[b:RAISED_BY {key: ''}]->(o)
ON CREATE SET b.firstSeen = $seen, b.lastSeen = $seen, b.source = 'hub.flags', b.batch = 'live', b.asserted = ['hub.flags@live']
WITH f, subjects, sides
UNWIND range(0, size(subjects) - 1) AS i
WITH f, subjects[i] AS subject, sides[i] AS side
MERGE (f)-[s:FLAGS {key: ''}]->(subject)
ON CREATE SET s.end = side, s.firstSeen = $seen, s.lastSeen = $seen, s.source = 'hub.flags', s.batch = 'live',
  s.asserted = ['hub.flags@live']
RETURN DISTINCT f.id AS id
