// question: withdraw a flag of one's own agency
// parameters: id, agency (its code), withdrawnAt, reason
// returns: own (whether the agency raised it), state before; no row where there is no such flag
MATCH (f:Entity:Flag {id: $id})-[:RAISED_BY]->(g:Agency)
WITH f, g.code = $agency AS own, f.state AS before
FOREACH (_ IN CASE WHEN own AND before = 'RAISED' THEN [1] ELSE [] END |
  SET f.state = 'WITHDRAWN', f.withdrawnAt = $withdrawnAt, f.withdrawalReason = $reason)
RETURN own, before
