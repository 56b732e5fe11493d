// question: the issuers whose tokens are taken, with their keys
// parameters: none
// returns: issuers, a list of {issuer, agency, jwks, version, bound}
RETURN COLLECT {
  MATCH (a:RegisteredAgency) WHERE a.issuer IS NOT NULL
  RETURN {issuer: a.issuer, agency: a.code, jwks: a.jwks, version: a.keyVersion, bound: coalesce(a.certificateBound, false)}
} AS issuers
