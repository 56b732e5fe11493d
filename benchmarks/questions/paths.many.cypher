// question: the shortest paths up to six hops, a row for each path
MATCH (a:Entity {id: $from}), (b:Entity {id: $to})
MATCH p = allShortestPaths((a)-[:SPOUSE_OF|RELATIVE_OF|SHAREHOLDER_OF|OFFICER_OF|LEGAL_REPRESENTATIVE_OF|ACTUAL_CONTROLLER_OF|EMPLOYED_BY|OWNS|DRIVES*..6]-(b))
WITH p ORDER BY [n IN nodes(p) | n.id], [r IN relationships(p) | type(r) + r.key + startNode(r).id] LIMIT 4
RETURN [n IN nodes(p) | [n.id, coalesce(n.name, n.plateNo, n.certificateNo)]] AS nodes,
  [r IN relationships(p) | [type(r), toString(r.since), startNode(r).id]] AS links
