// question: end a session on every hub over this graph, and forget those that are over by now in any case
// parameters: id, until (the end of its time, whatever happens), now
// returns: id
MERGE (e:EndedSession {id: $id})
SET e.until = $until
WITH e
CALL () { MATCH (x:EndedSession) WHERE x.until < $now DELETE x }
RETURN $id AS id
