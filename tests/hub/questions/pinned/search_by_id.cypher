// search
CALL {
MATCH (n:Entity:Party:Person) WHERE n.key = $p0
RETURN n AS node, 'citizenId' AS field, 'EXACT' AS how, 1000.0 AS score
}
WITH node, field, how, score ORDER BY score DESC, field, how
WITH node, collect({field: field, how: how}) AS matched, max(score) AS score
ORDER BY score DESC, node.id LIMIT $p1 + 1
WITH collect({node: node, matched: matched, score: score}) AS found
WITH found, COLLECT {
  UNWIND found[0..$p1] AS hit
  WITH hit.node AS node, hit.matched AS matched, hit.score AS score
  RETURN [score, [m IN matched | [m.field, m.how]], CASE WHEN node:Address OR node:Agency OR node:BankAccount OR node:Clue OR node:Company OR node:DishonestyEntry OR node:Document OR node:EnforcementCase OR node:Equity OR node:Flag OR node:HousingFundAccount OR node:Officer OR node:Phone OR node:RealEstate OR node:Vehicle THEN [0, [node.id, coalesce(node.name, node.accountNo, node.text, node.clueNo, node.entryNo, node.documentNo, node.caseNumber, node.equityNo, node.flagNo, node.phoneNo, node.certificateNo, node.plateNo), node.id, node.source]] WHEN node:Person THEN [1, [node.id, node.name, EXISTS { MATCH (node)-[r1:DEBTOR_IN]->(m0:EnforcementCase) }, node.id, node.source]] END]
} AS x2
RETURN [$p2, x2, size(found) > $p1] AS answer
