// search
CALL {
CALL db.index.fulltext.queryNodes('texts', $p2, {limit: $p0 * 5 + 50}) YIELD node AS n, score AS weight
WITH n, weight, CASE WHEN n.text = $p1 THEN 'SAME' WHEN n.text STARTS WITH $p1 THEN 'BEGINS' WHEN n.text CONTAINS $p1 THEN 'CONTAINS' ELSE 'SIMILAR' END AS how
RETURN n AS node, 'text' AS field, how, CASE how WHEN 'SAME' THEN 500.0 WHEN 'BEGINS' THEN 300.0 WHEN 'CONTAINS' THEN 200.0 ELSE 0.0 END + weight AS score
UNION ALL
CALL db.index.fulltext.queryNodes('texts', $p3, {limit: $p0 * 5 + 50}) YIELD node AS n, score AS weight
WITH n, weight, CASE WHEN n.name = $p1 THEN 'SAME' WHEN n.name STARTS WITH $p1 THEN 'BEGINS' WHEN n.name CONTAINS $p1 THEN 'CONTAINS' ELSE 'SIMILAR' END AS how
RETURN n AS node, 'name' AS field, how, CASE how WHEN 'SAME' THEN 500.0 WHEN 'BEGINS' THEN 300.0 WHEN 'CONTAINS' THEN 200.0 ELSE 0.0 END + weight AS score
UNION ALL
CALL db.index.fulltext.queryNodes('texts', $p4, {limit: $p0 * 5 + 50}) YIELD node AS n, score AS weight
WITH n, weight, CASE WHEN n.caseNumber = $p1 THEN 'SAME' WHEN n.caseNumber STARTS WITH $p1 THEN 'BEGINS' WHEN n.caseNumber CONTAINS $p1 THEN 'CONTAINS' ELSE 'SIMILAR' END AS how
RETURN n AS node, 'caseNumber' AS field, how, CASE how WHEN 'SAME' THEN 500.0 WHEN 'BEGINS' THEN 300.0 WHEN 'CONTAINS' THEN 200.0 ELSE 0.0 END + weight AS score
UNION ALL
CALL db.index.fulltext.queryNodes('texts', $p5, {limit: $p0 * 5 + 50}) YIELD node AS n, score AS weight
WITH n, weight, CASE WHEN n.formerName = $p1 THEN 'SAME' WHEN n.formerName STARTS WITH $p1 THEN 'BEGINS' WHEN n.formerName CONTAINS $p1 THEN 'CONTAINS' ELSE 'SIMILAR' END AS how
RETURN n AS node, 'formerName' AS field, how, CASE how WHEN 'SAME' THEN 500.0 WHEN 'BEGINS' THEN 300.0 WHEN 'CONTAINS' THEN 200.0 ELSE 0.0 END + weight AS score
UNION ALL
CALL db.index.fulltext.queryNodes('pinyin', $p6, {limit: $p0 * 5 + 50}) YIELD node AS n, score AS weight
RETURN n AS node, 'name' AS field, 'PINYIN' AS how, 100.0 + weight AS score
UNION ALL
CALL db.index.fulltext.queryNodes('pinyin', $p7, {limit: $p0 * 5 + 50}) YIELD node AS n, score AS weight
RETURN n AS node, 'formerName' AS field, 'PINYIN' AS how, 100.0 + weight AS score
}
WITH node, field, how, score ORDER BY score DESC, field, how
WITH node, collect({field: field, how: how}) AS matched, max(score) AS score
ORDER BY score DESC, node.id LIMIT $p0 + 1
WITH collect({node: node, matched: matched, score: score}) AS found
WITH found, COLLECT {
  UNWIND found[0..$p0] AS hit
  WITH hit.node AS node, hit.matched AS matched, hit.score AS score
  RETURN [score, [m IN matched | [m.field, m.how]], CASE WHEN node:Address OR node:Agency OR node:BankAccount OR node:Clue OR node:Company OR node:DishonestyEntry OR node:Document OR node:EnforcementCase OR node:Equity OR node:Flag OR node:HousingFundAccount OR node:Officer OR node:Phone OR node:RealEstate OR node:Vehicle THEN [0, [node.id, coalesce(node.name, node.accountNo, node.text, node.clueNo, node.entryNo, node.documentNo, node.caseNumber, node.equityNo, node.flagNo, node.phoneNo, node.certificateNo, node.plateNo), node.id, node.source]] WHEN node:Person THEN [1, [node.id, node.name, EXISTS { MATCH (node)-[r1:DEBTOR_IN]->(m0:EnforcementCase) }, node.id, node.source]] END]
} AS x2
RETURN [$p8, x2, size(found) > $p0] AS answer
