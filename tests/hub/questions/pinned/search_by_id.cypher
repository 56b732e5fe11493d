// search
CALL {
MATCH (n:Entity:Party:Person) WHERE n.key = $p1
RETURN n AS node, 'citizenId' AS field, 'EXACT' AS how, 1000.0 AS score
}
WITH node, field, how, score ORDER BY score DESC, field, how
WITH node, collect(DISTINCT {field: field, how: how}) AS matched, max(score) AS score
WITH node, matched, score ORDER BY score DESC, NOT (node:Party AND EXISTS { MATCH (node)-[r4:DEBTOR_IN]->(m3:EnforcementCase) WHERE (r4.until IS NULL OR r4.until > date({timezone: '+08:00'})) }), node.id LIMIT $p0 + 1
WITH collect({node: node, matched: matched, score: score}) AS found
WITH found, COLLECT {
  UNWIND found[0..$p0] AS hit
  WITH hit.node AS node, hit.matched AS matched, hit.score AS score
  RETURN [score, [m IN matched | [m.field, m.how]], CASE WHEN node:Address OR node:Agency OR node:BankAccount OR node:Clue OR node:Company OR node:DishonestyEntry OR node:Document OR node:EnforcementCase OR node:Equity OR node:Flag OR node:HousingFundAccount OR node:Officer OR node:Phone OR node:RealEstate OR node:Vehicle THEN [0, [node.id, coalesce(node.name, node.caseNumber, node.text, node.accountNo, node.flagNo, node.phoneNo, node.certificateNo, node.plateNo, node.clueNo, node.entryNo, node.documentNo, node.equityNo), node.id, node.source]] WHEN node:Person THEN [1, [node.id, node.name, EXISTS { MATCH (node)-[r1:DEBTOR_IN]->(m0:EnforcementCase) WHERE (r1.until IS NULL OR r1.until > date({timezone: '+08:00'})) }, node.id, node.source]] END]
} AS x2
RETURN [$p2, x2, size(found) > $p0] AS answer
