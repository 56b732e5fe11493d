// question: all registered agencies, by code; of their keys the set of public ones alone is kept
// parameters: code (of one agency, or null for all)
// returns: agencies, a list of maps
RETURN COLLECT {
  MATCH (a:RegisteredAgency) WHERE $code IS NULL OR a.code = $code
  RETURN {
    code: a.code, name: a.name, kind: a.kind, division: a.division, state: a.state, reason: a.stateReason,
    validFrom: toString(a.validFrom), validUntil: toString(a.validUntil), issuer: a.issuer, jwks: a.jwks,
    signInIssuer: a.signIn, signInClient: a.signInClient, signInClaim: a.signInClaim, signInScope: a.signInScope,
    keyVersion: a.keyVersion, certificateBound: coalesce(a.certificateBound, false),
    changedAt: toString(a.changedAt), changedBy: a.changedBy
  }
  ORDER BY a.code
} AS agencies
