// expand
MATCH (n0:Entity)
WHERE n0.id = $p0
WITH n0, COLLECT {
  MATCH (n0)-[r3:DEBTOR_IN|DRIVES|OWNS]->(n4:Entity)
  WITH type(r3) AS kind, startNode(r3) = n0 AS out, count(*) AS links
  WITH kind, out, links ORDER BY kind, out DESC
  RETURN {kind: kind, way: CASE WHEN out THEN 'OUT' ELSE 'IN' END, count: links}
} AS k5
RETURN [COLLECT {
  MATCH (n0)-[r1:DEBTOR_IN|DRIVES|OWNS]->(n2:Entity) WHERE (type(r1) > $p4 OR (type(r1) = $p4 AND (n2.id > $p3 OR (n2.id = $p3 AND (r1.key > $p2 OR (r1.key = $p2 AND (startNode(r1).id > $p1)))))))
  WITH r1, n2 ORDER BY type(r1), n2.id, r1.key, startNode(r1).id LIMIT $p5
  WITH r1, n2, CASE type(r1) WHEN 'CALLED' THEN [['times', toString(r1.times)], ['lastAt', toString(r1.lastAt)]] WHEN 'CREDITOR_IN' THEN [['amount', toString(r1.amount)], ['joint', toString(r1.joint)]] WHEN 'DEBTOR_IN' THEN [['amount', toString(r1.amount)], ['joint', toString(r1.joint)]] WHEN 'DRIVES' THEN [['times', toString(r1.times)], ['lastAt', toString(r1.lastAt)]] WHEN 'FLAGS' THEN [['end', toString(r1.end)]] WHEN 'GUARANTEES' THEN [['amount', toString(r1.amount)]] WHEN 'GUARANTOR_IN' THEN [['amount', toString(r1.amount)], ['joint', toString(r1.joint)]] WHEN 'OFFICER_OF' THEN [['post', toString(r1.post)]] WHEN 'OWNS' THEN [['share', toString(r1.share)]] WHEN 'PREVIOUSLY_OWNED' THEN [['price', toString(r1.price)]] WHEN 'RELATIVE_OF' THEN [['relation', toString(r1.relation)]] WHEN 'SHAREHOLDER_OF' THEN [['share', toString(r1.share)], ['subscribed', toString(r1.subscribed)]] WHEN 'SPOUSE_OF' THEN [['certificateNo', toString(r1.certificateNo)]] ELSE [] END AS d6
  RETURN [['links' + '|' + type(r1) + '|' + n2.id + '|' + replace(replace(r1.key, '~', '~0'), '|', '~1') + '|' + startNode(r1).id, CASE WHEN startNode(r1) = n0 THEN 'OUT' ELSE 'IN' END, [type(r1), startNode(r1).id, endNode(r1).id, toString(r1.since), toString(r1.until), [d IN d6 WHERE d[1] IS NOT NULL | [d[0], d[1]]], [r1.source]], CASE WHEN n2:Address OR n2:Agency OR n2:BankAccount OR n2:Clue OR n2:Company OR n2:DishonestyEntry OR n2:Document OR n2:EnforcementCase OR n2:Equity OR n2:Flag OR n2:HousingFundAccount OR n2:Officer OR n2:Person OR n2:Phone OR n2:RealEstate THEN [0, [n2.id, n2.id, n2.source]] WHEN n2:Vehicle THEN [1, [n2.id, n2.plateNo, n2.id, n2.source]] END], 'links' + '|' + type(r1) + '|' + n2.id + '|' + replace(replace(r1.key, '~', '~0'), '|', '~1') + '|' + startNode(r1).id]
}, [coalesce(n0.name, n0.caseNumber, n0.text, n0.accountNo, n0.flagNo, n0.phoneNo, n0.certificateNo, n0.plateNo, n0.clueNo, n0.entryNo, n0.documentNo, n0.equityNo), n0.id, n0.source], [k IN k5 | [k.kind, k.way, k.count]]] AS answer
