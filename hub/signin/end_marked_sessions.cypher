// question: end every session with one of these marks that began until now, unless the same token asked for it before
// parameters: token (its mark), tokenUntil (when it can come no more), marks, now, until (the end of all such sessions)
// returns: marked (how many marks were set; none where the token came before)
MERGE (t:EndedSession {id: $token})
ON CREATE SET t.new = true, t.until = $tokenUntil
WITH t WHERE t.new
REMOVE t.new
WITH t
CALL () { MATCH (x:EndedSession) WHERE x.until < $now DELETE x }
UNWIND $marks AS mark
MERGE (e:EndedSession {id: mark})
SET e.before = $now, e.until = $until
RETURN count(e) AS marked
