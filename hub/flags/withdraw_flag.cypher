// question: withdraw a flag of one's own agency, which the clauses before found to be there
// parameters: agency (its code), withdrawnAt, reason
// in scope: n, the flag; leaves n and done: own (whether the agency raised it), before (the state it had)
MATCH (n)-[:RAISED_BY]->(g:Agency)
WITH n, {own: g.code = $agency, before: n.state} AS done
FOREACH (_ IN CASE WHEN done.own AND done.before = 'RAISED' THEN [1] ELSE [] END |
  SET n.state = 'WITHDRAWN', n.withdrawnAt = $withdrawnAt, n.withdrawalReason = $reason)
WITH n, done
