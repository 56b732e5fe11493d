// question: everything within three hops, up to 200 entities, and the links among them
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
RETURN {neighbourhood: {
  nodes: COLLECT {
    UNWIND range(0, size(nodes) - 1) AS i
    WITH nodes[i] AS n, depths[i] AS hops
    RETURN {hops: hops, node: {
      __typename: [l IN labels(n) WHERE NOT l IN ['Entity', 'Party']][0], id: n.id,
      label: coalesce(n.name, n.plateNo, n.certificateNo, n.equityNo) }} },
  links: COLLECT {
    UNWIND nodes AS a
    MATCH (a)-[r:SPOUSE_OF|RELATIVE_OF|SHAREHOLDER_OF|OFFICER_OF|LEGAL_REPRESENTATIVE_OF|ACTUAL_CONTROLLER_OF|EMPLOYED_BY|OWNS|DRIVES]->(b:Entity)
    WHERE b IN nodes
    WITH a, r, b ORDER BY type(r), a.id, b.id, r.key
    RETURN {kind: type(r), sourceId: a.id, targetId: b.id, since: toString(r.since)} },
  truncated: truncated
}} AS data
