// search
CALL {
MATCH (n:Party) WHERE n.name IN $p1 AND (n:Company OR n:Person)
WITH n ORDER BY NOT (n:Party AND EXISTS { MATCH (n)-[r1:DEBTOR_IN]->(m0:EnforcementCase) WHERE (r1.until IS NULL OR r1.until > date({timezone: '+08:00'})) }), n.id LIMIT $p0 + 1
RETURN n AS node, 'name' AS field, 'SAME' AS how, 500.0 AS score
UNION ALL
CALL db.index.fulltext.queryNodes('texts', $p2, {limit: $p0 * 5 + 50}) YIELD node AS n, score AS weight
WITH n, weight, CASE WHEN any(asked IN $p1 WHERE n.text = asked) THEN 'SAME' WHEN any(asked IN $p1 WHERE n.text STARTS WITH asked) THEN 'BEGINS' WHEN any(asked IN $p1 WHERE n.text CONTAINS asked) THEN 'CONTAINS' ELSE 'SIMILAR' END AS how
RETURN n AS node, 'text' AS field, how, CASE how WHEN 'SAME' THEN 500.0 WHEN 'BEGINS' THEN 300.0 + weight WHEN 'CONTAINS' THEN 200.0 + weight ELSE weight END AS score
UNION ALL
CALL db.index.fulltext.queryNodes('texts', $p3, {limit: $p0 * 5 + 50}) YIELD node AS n, score AS weight
WITH n, weight, CASE WHEN any(asked IN $p1 WHERE n.name = asked) THEN 'SAME' WHEN any(asked IN $p1 WHERE n.name STARTS WITH asked) THEN 'BEGINS' WHEN any(asked IN $p1 WHERE n.name CONTAINS asked) THEN 'CONTAINS' ELSE 'SIMILAR' END AS how
RETURN n AS node, 'name' AS field, how, CASE how WHEN 'SAME' THEN 500.0 WHEN 'BEGINS' THEN 300.0 + weight WHEN 'CONTAINS' THEN 200.0 + weight ELSE weight END AS score
UNION ALL
CALL db.index.fulltext.queryNodes('texts', $p4, {limit: $p0 * 5 + 50}) YIELD node AS n, score AS weight
WITH n, weight, CASE WHEN any(held IN n.otherNames WHERE any(asked IN $p1 WHERE held = asked)) THEN 'SAME' WHEN any(held IN n.otherNames WHERE any(asked IN $p1 WHERE held STARTS WITH asked)) THEN 'BEGINS' WHEN any(held IN n.otherNames WHERE any(asked IN $p1 WHERE held CONTAINS asked)) THEN 'CONTAINS' ELSE 'SIMILAR' END AS how
RETURN n AS node, 'otherNames' AS field, how, CASE how WHEN 'SAME' THEN 450.0 WHEN 'BEGINS' THEN 300.0 + weight WHEN 'CONTAINS' THEN 200.0 + weight ELSE weight END AS score
UNION ALL
CALL db.index.fulltext.queryNodes('texts', $p5, {limit: $p0 * 5 + 50}) YIELD node AS n, score AS weight
WITH n, weight, CASE WHEN any(asked IN $p1 WHERE n.caseNumber = asked) THEN 'SAME' WHEN any(asked IN $p1 WHERE n.caseNumber STARTS WITH asked) THEN 'BEGINS' WHEN any(asked IN $p1 WHERE n.caseNumber CONTAINS asked) THEN 'CONTAINS' ELSE 'SIMILAR' END AS how
RETURN n AS node, 'caseNumber' AS field, how, CASE how WHEN 'SAME' THEN 500.0 WHEN 'BEGINS' THEN 300.0 + weight WHEN 'CONTAINS' THEN 200.0 + weight ELSE weight END AS score
UNION ALL
CALL db.index.fulltext.queryNodes('texts', $p6, {limit: $p0 * 5 + 50}) YIELD node AS n, score AS weight
WITH n, weight, CASE WHEN any(asked IN $p1 WHERE n.formerName = asked) THEN 'SAME' WHEN any(asked IN $p1 WHERE n.formerName STARTS WITH asked) THEN 'BEGINS' WHEN any(asked IN $p1 WHERE n.formerName CONTAINS asked) THEN 'CONTAINS' ELSE 'SIMILAR' END AS how
RETURN n AS node, 'formerName' AS field, how, CASE how WHEN 'SAME' THEN 450.0 WHEN 'BEGINS' THEN 300.0 + weight WHEN 'CONTAINS' THEN 200.0 + weight ELSE weight END AS score
UNION ALL
CALL db.index.fulltext.queryNodes('pinyin', $p7, {limit: $p0 * 5 + 50}) YIELD node AS n, score AS weight
WITH n, weight WHERE NOT coalesce(any(asked IN $p1 WHERE n.name STARTS WITH asked), false)
WITH n, weight, any(asked IN $p8 WHERE n.namePinyin ENDS WITH asked) AS whole
RETURN n AS node, 'name' AS field, CASE WHEN whole THEN 'SAME' ELSE 'BEGINS' END AS how, CASE WHEN whole THEN 450.0 ELSE 250.0 + weight END AS score
UNION ALL
CALL db.index.fulltext.queryNodes('pinyin', $p9, {limit: $p0 * 5 + 50}) YIELD node AS n, score AS weight
WITH n, weight WHERE NOT coalesce(any(held IN n.otherNames WHERE any(asked IN $p1 WHERE held STARTS WITH asked)), false)
WITH n, weight, any(held IN n.otherNamesPinyin WHERE any(asked IN $p10 WHERE held ENDS WITH asked)) AS whole
RETURN n AS node, 'otherNames' AS field, CASE WHEN whole THEN 'SAME' ELSE 'BEGINS' END AS how, CASE WHEN whole THEN 450.0 ELSE 250.0 + weight END AS score
UNION ALL
CALL db.index.fulltext.queryNodes('pinyin', $p11, {limit: $p0 * 5 + 50}) YIELD node AS n, score AS weight
WITH n, weight WHERE NOT coalesce(any(asked IN $p1 WHERE n.formerName STARTS WITH asked), false)
WITH n, weight, any(asked IN $p12 WHERE n.formerNamePinyin ENDS WITH asked) AS whole
RETURN n AS node, 'formerName' AS field, CASE WHEN whole THEN 'SAME' ELSE 'BEGINS' END AS how, CASE WHEN whole THEN 450.0 ELSE 250.0 + weight END AS score
}
WITH node, field, how, score ORDER BY score DESC, field, how
WITH node, collect(DISTINCT {field: field, how: how}) AS matched, max(score) AS score
WITH node, matched, score ORDER BY score DESC, NOT (node:Party AND EXISTS { MATCH (node)-[r6:DEBTOR_IN]->(m5:EnforcementCase) WHERE (r6.until IS NULL OR r6.until > date({timezone: '+08:00'})) }), node.id LIMIT $p0 + 1
WITH collect({node: node, matched: matched, score: score}) AS found
WITH found, COLLECT {
  UNWIND found[0..$p0] AS hit
  WITH hit.node AS node, hit.matched AS matched, hit.score AS score
  RETURN [score, [m IN matched | [m.field, m.how]], CASE WHEN node:Address OR node:Agency OR node:BankAccount OR node:Clue OR node:Company OR node:DishonestyEntry OR node:Document OR node:EnforcementCase OR node:Equity OR node:Flag OR node:HousingFundAccount OR node:Officer OR node:Phone OR node:RealEstate OR node:Vehicle THEN [0, [node.id, coalesce(node.name, node.caseNumber, node.text, node.accountNo, node.flagNo, node.phoneNo, node.certificateNo, node.plateNo, node.clueNo, node.entryNo, node.documentNo, node.equityNo), node.id, node.source]] WHEN node:Person THEN [1, [node.id, node.name, EXISTS { MATCH (node)-[r3:DEBTOR_IN]->(m2:EnforcementCase) WHERE (r3.until IS NULL OR r3.until > date({timezone: '+08:00'})) }, node.id, node.source]] END]
} AS x4
RETURN [$p13, x4, size(found) > $p0] AS answer
