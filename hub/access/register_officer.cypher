// question: register an officer of a registered agency, or change the name and validity; roles and state stay
// parameters: card, agency, name, validFrom, validUntil, at, by
// returns: card, agency; no row where the agency is not registered; another agency's officer is answered unchanged
MATCH (a:RegisteredAgency {code: $agency})
MERGE (o:RegisteredOfficer {cardNo: $card})
ON CREATE SET o.agency = $agency, o.state = 'ACTIVE', o.roles = [], o.registeredAt = $at, o.registeredBy = $by
FOREACH (_ IN CASE WHEN o.agency = $agency THEN [1] ELSE [] END |
  SET o.name = $name, o.validFrom = $validFrom, o.validUntil = $validUntil, o.changedAt = $at, o.changedBy = $by)
RETURN o.cardNo AS card, o.agency AS agency
