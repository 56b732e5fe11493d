// question: an agency whose sign-in may be set
// parameters: code, base (what was set before, as base_of_proposal.cypher has it, or null)
// in scope: leaves x; drops the row where the agency is not registered
MATCH (x:RegisteredAgency {code: $code})
WHERE $base IS NULL OR $base = coalesce(x.signIn, '') + ' ' + coalesce(x.signInClient, '') + ' ' + coalesce(x.signInClaim, '') + ' ' + coalesce(x.signInScope, '')
