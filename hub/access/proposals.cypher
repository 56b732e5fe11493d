// question: changes of the register that a second administrator confirms or has confirmed, newest first
// parameters: id (of one, or null), agency (code, or null), card (or null), pending (whether only those that wait), now
// returns: proposals, a list of maps, a hundred at most
RETURN COLLECT {
  MATCH (p:RegistrationProposal)
  WHERE ($id IS NULL OR p.id = $id) AND ($agency IS NULL OR p.agency = $agency) AND ($card IS NULL OR p.card = $card)
    AND (NOT $pending OR (p.state = 'PENDING' AND p.until > $now))
  WITH p ORDER BY p.proposedAt DESC, p.id LIMIT 100
  RETURN p {.*, state: CASE WHEN p.state = 'PENDING' AND p.until <= $now THEN 'EXPIRED' ELSE p.state END,
    proposedAt: toString(p.proposedAt), until: toString(p.until), decidedAt: toString(p.decidedAt)}
} AS proposals
