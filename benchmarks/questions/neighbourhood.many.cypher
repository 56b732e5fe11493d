// question: everything within three hops, up to 200 entities, and the links among them, a row for each
MATCH (s:Entity {id: $id})
CALL (s) {
  MATCH (s)-[:SPOUSE_OF|RELATIVE_OF|SHAREHOLDER_OF|OFFICER_OF|LEGAL_REPRESENTATIVE_OF|ACTUAL_CONTROLLER_OF|EMPLOYED_BY|OWNS|DRIVES]-(m:Entity)
  WHERE m <> s
  WITH DISTINCT m ORDER BY m.id LIMIT 201
  RETURN collect(m) AS one
}
CALL (s, one) {
  UNWIND one AS e
  WITH s, one, e WHERE COUNT { (e)-[:SPOUSE_OF|RELATIVE_OF|SHAREHOLDER_OF|OFFICER_OF|LEGAL_REPRESENTATIVE_OF|ACTUAL_CONTROLLER_OF|EMPLOYED_BY|OWNS|DRIVES]-() } <= 500
  MATCH (e)-[:SPOUSE_OF|RELATIVE_OF|SHAREHOLDER_OF|OFFICER_OF|LEGAL_REPRESENTATIVE_OF|ACTUAL_CONTROLLER_OF|EMPLOYED_BY|OWNS|DRIVES]-(m:Entity)
  WHERE m <> s AND NOT m IN one
  WITH DISTINCT m ORDER BY m.id LIMIT 201
  RETURN collect(m) AS two
}
CALL (s, one, two) {
  UNWIND two AS e
  WITH s, one, two, e WHERE COUNT { (e)-[:SPOUSE_OF|RELATIVE_OF|SHAREHOLDER_OF|OFFICER_OF|LEGAL_REPRESENTATIVE_OF|ACTUAL_CONTROLLER_OF|EMPLOYED_BY|OWNS|DRIVES]-() } <= 500
  MATCH (e)-[:SPOUSE_OF|RELATIVE_OF|SHAREHOLDER_OF|OFFICER_OF|LEGAL_REPRESENTATIVE_OF|ACTUAL_CONTROLLER_OF|EMPLOYED_BY|OWNS|DRIVES]-(m:Entity)
  WHERE m <> s AND NOT m IN one AND NOT m IN two
  WITH DISTINCT m ORDER BY m.id LIMIT 201
  RETURN collect(m) AS three
}
WITH [s] + one + two + three AS near,
  [0] + [x IN one | 1] + [x IN two | 2] + [x IN three | 3] AS depths
WITH near[0..200] AS nodes, depths, size(near) > 200 AS truncated
CALL (nodes, depths) {
  UNWIND range(0, size(nodes) - 1) AS i
  WITH nodes[i] AS n, depths[i] AS hops
  RETURN hops, [l IN labels(n) WHERE NOT l IN ['Entity', 'Party']][0] AS a, n.id AS b,
    coalesce(n.name, n.plateNo, n.certificateNo, n.equityNo) AS c, null AS d
  UNION ALL
  UNWIND nodes AS a
  MATCH (a)-[r:SPOUSE_OF|RELATIVE_OF|SHAREHOLDER_OF|OFFICER_OF|LEGAL_REPRESENTATIVE_OF|ACTUAL_CONTROLLER_OF|EMPLOYED_BY|OWNS|DRIVES]->(b:Entity)
  WHERE b IN nodes
  WITH a, r, b ORDER BY type(r), a.id, b.id, r.key
  RETURN null AS hops, type(r) AS a, a.id AS b, b.id AS c, toString(r.since) AS d
}
RETURN truncated, hops, a, b, c, d
