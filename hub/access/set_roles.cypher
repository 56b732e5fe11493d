// question: set the roles of an officer
// parameters: card, roles, at, by
// returns: card; no row where the officer is not registered
MATCH (o:RegisteredOfficer {cardNo: $card})
SET o.roles = $roles, o.changedAt = $at, o.changedBy = $by
RETURN o.cardNo AS card
