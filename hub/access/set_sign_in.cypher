// question: set the provider at which an agency's officers sign in, or none; sessions of the agency end at once
// parameters: code, issuer (or null), client, claim (that holds the card's number), scope, at, by
// returns: code; no row where the agency is not registered
MATCH (a:RegisteredAgency {code: $code})
SET a.signIn = $issuer, a.signInClient = $client, a.signInClaim = $claim, a.signInScope = $scope,
  a.keyVersion = a.keyVersion + 1, a.changedAt = $at, a.changedBy = $by
RETURN a.code AS code
