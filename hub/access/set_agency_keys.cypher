// question: set the issuer and public keys (JWKS) of an agency's tokens; tokens checked with the old keys end at once
// parameters: code, issuer, jwks (JSON text), bound (whether tokens must be bound to a certificate), at, by
// returns: code; no row where the agency is not registered or the issuer is another agency's
MATCH (a:RegisteredAgency {code: $code})
WHERE NOT EXISTS { MATCH (b:RegisteredAgency {issuer: $issuer}) WHERE b.code <> $code }
SET a.issuer = $issuer, a.jwks = $jwks, a.certificateBound = $bound, a.keyVersion = a.keyVersion + 1,
  a.changedAt = $at, a.changedBy = $by
RETURN a.code AS code
