// question: the registered officers, of one agency or of all, by agency and card
// parameters: agency (code, or null for all), card (of one officer, or null)
// returns: officers, a list of maps
RETURN COLLECT {
  MATCH (o:RegisteredOfficer) WHERE ($agency IS NULL OR o.agency = $agency) AND ($card IS NULL OR o.cardNo = $card)
  RETURN {
    card: o.cardNo, agency: o.agency, name: o.name, roles: o.roles, state: o.state, reason: o.stateReason,
    validFrom: toString(o.validFrom), validUntil: toString(o.validUntil),
    changedAt: toString(o.changedAt), changedBy: o.changedBy
  }
  ORDER BY o.agency, o.cardNo
} AS officers
