// question: the shortest paths up to six hops, as one record
MATCH (a:Entity {id: $from}), (b:Entity {id: $to})
MATCH p = allShortestPaths((a)-[:SPOUSE_OF|RELATIVE_OF|SHAREHOLDER_OF|OFFICER_OF|LEGAL_REPRESENTATIVE_OF|ACTUAL_CONTROLLER_OF|EMPLOYED_BY|OWNS|DRIVES*..6]-(b))
WITH p ORDER BY [n IN nodes(p) | n.id], [r IN relationships(p) | type(r) + r.key + startNode(r).id] LIMIT 4
WITH collect(p) AS found
RETURN {paths: {
  paths: [p IN found[0..3] | {length: length(p), hops: [i IN range(0, length(p) - 1) | {
    along: startNode(relationships(p)[i]) = nodes(p)[i],
    from: nodes(p)[i] {.id, label: coalesce(nodes(p)[i].name, nodes(p)[i].plateNo, nodes(p)[i].certificateNo)},
    to: nodes(p)[i + 1] {.id, label: coalesce(nodes(p)[i + 1].name, nodes(p)[i + 1].plateNo, nodes(p)[i + 1].certificateNo)},
    link: {kind: type(relationships(p)[i]), since: toString(relationships(p)[i].since)}}]}],
  moreOfThisLength: size(found) > 3
}} AS data
