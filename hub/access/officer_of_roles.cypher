// question: an officer whose roles may be set
// parameters: card, roles, guarded (roles that this change may neither give nor take), base (roles that the officer must have, or null)
// in scope: leaves x; drops the row where the officer is not registered, or a guarded role is at stake
MATCH (x:RegisteredOfficer {cardNo: $card})
WHERE ($base IS NULL OR x.roles = $base) AND none(role IN x.roles + $roles WHERE role IN $guarded)
