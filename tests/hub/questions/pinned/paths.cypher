// paths
MATCH (a:Entity) WHERE a.id = $p2
MATCH (b:Entity) WHERE b.id = $p3
WITH a, b, COLLECT {
  MATCH p = ALL SHORTEST (a) ((x:Entity)-[r:DRIVES|OWNS|SPOUSE_OF WHERE coalesce(r.since <= $p0, true) AND coalesce(r.until > $p0, true)]-(y:Entity)){1,5} (b)
  RETURN p ORDER BY [n IN nodes(p) | n.id], [r IN relationships(p) | type(r) + r.key + startNode(r).id] LIMIT $p1 + 1
} AS found, EXISTS { (a)-[:DRIVES|OWNS|SPOUSE_OF]-() } AND EXISTS { (b)-[:DRIVES|OWNS|SPOUSE_OF]-() } AS linked
WITH found, linked, COLLECT {
  UNWIND found[0..$p1] AS p
  WITH p, COLLECT {
    UNWIND range(0, length(p) - 1) AS i
    WITH relationships(p)[i] AS r0, nodes(p)[i] AS n1, nodes(p)[i + 1] AS n2
    WITH r0, n1, n2, CASE type(r0) WHEN 'CALLED' THEN [['times', toString(r0.times)], ['lastAt', toString(r0.lastAt)]] WHEN 'CREDITOR_IN' THEN [['amount', toString(r0.amount)], ['joint', toString(r0.joint)]] WHEN 'DEBTOR_IN' THEN [['amount', toString(r0.amount)], ['joint', toString(r0.joint)]] WHEN 'DRIVES' THEN [['times', toString(r0.times)], ['lastAt', toString(r0.lastAt)]] WHEN 'FLAGS' THEN [['end', toString(r0.end)]] WHEN 'GUARANTEES' THEN [['amount', toString(r0.amount)]] WHEN 'GUARANTOR_IN' THEN [['amount', toString(r0.amount)], ['joint', toString(r0.joint)]] WHEN 'OFFICER_OF' THEN [['post', toString(r0.post)]] WHEN 'OWNS' THEN [['share', toString(r0.share)]] WHEN 'PREVIOUSLY_OWNED' THEN [['price', toString(r0.price)]] WHEN 'RELATIVE_OF' THEN [['relation', toString(r0.relation)]] WHEN 'SHAREHOLDER_OF' THEN [['share', toString(r0.share)], ['subscribed', toString(r0.subscribed)]] WHEN 'SPOUSE_OF' THEN [['certificateNo', toString(r0.certificateNo)]] ELSE [] END AS d3
    RETURN [startNode(r0) = n1, [n1.id, n1.id, n1.source], [n2.id, coalesce(n2.name, n2.caseNumber, n2.text, n2.accountNo, n2.flagNo, n2.phoneNo, n2.certificateNo, n2.plateNo, n2.clueNo, n2.entryNo, n2.documentNo, n2.equityNo), n2.id, n2.source], [type(r0), toString(r0.since), [d IN d3 WHERE d[1] IS NOT NULL | [d[0], d[1]]]]]
  } AS x4
  RETURN [length(p), x4]
} AS x5
RETURN [x5, size(found) > $p1, linked] AS answer
