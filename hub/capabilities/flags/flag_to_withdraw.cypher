// question: whether a flag is one's own agency's, and what state it has
// parameters: agency (its code)
// in scope: n, the flag; leaves n and done: own (whether the agency raised it), before (the state it has)
MATCH (n)-[:RAISED_BY]->(g:Agency)
WITH n, {own: g.code = $agency, before: n.state} AS done
