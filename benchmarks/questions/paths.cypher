// question: the shortest paths up to six hops
MATCH (a:Entity {id: $from}), (b:Entity {id: $to})
MATCH p = allShortestPaths((a)-[:SPOUSE_OF|RELATIVE_OF|SHAREHOLDER_OF|OFFICER_OF|LEGAL_REPRESENTATIVE_OF|ACTUAL_CONTROLLER_OF|EMPLOYED_BY|OWNS|DRIVES*..6]-(b))
WITH p ORDER BY [n IN nodes(p) | n.id], [r IN relationships(p) | type(r) + r.key + startNode(r).id] LIMIT 4
WITH collect([n IN nodes(p) | {id: n.id, label: coalesce(n.name, n.plateNo, n.certificateNo)}]) AS stops,
  collect([r IN relationships(p) | {kind: type(r), since: toString(r.since), start: startNode(r).id}]) AS links
RETURN {paths: {
  paths: [k IN range(0, size(stops) - 1) WHERE k < 3 | {
    length: size(links[k]),
    hops: [i IN range(0, size(links[k]) - 1) | {
      along: links[k][i].start = stops[k][i].id, from: stops[k][i], to: stops[k][i + 1],
      link: {kind: links[k][i].kind, since: links[k][i].since}}]}],
  moreOfThisLength: size(stops) > 3
}} AS data
