// question: an agency whose issuer and keys may be set
// parameters: code, issuer, base (what was set before, as base_of_proposal.cypher has it, or null)
// in scope: leaves x; drops the row where the agency is not registered or the issuer is another agency's
MATCH (x:RegisteredAgency {code: $code})
WHERE ($base IS NULL OR coalesce(x.issuer, '') + ' ' + coalesce(x.jwks, '') = $base)
  AND NOT EXISTS { MATCH (b:RegisteredAgency {issuer: $issuer}) WHERE b.code <> $code }
