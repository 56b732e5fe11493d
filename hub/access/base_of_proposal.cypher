// question: what a change of the register is to replace, so that it can be seen later whether that has changed
// parameters: change, code, card, issuer (of tokens, or null)
// in scope: leaves base; drops the row where neither agency nor officer is registered, or the issuer is another agency's
OPTIONAL MATCH (a:RegisteredAgency {code: $code})
OPTIONAL MATCH (o:RegisteredOfficer {cardNo: $card})
WITH a, o
WHERE coalesce(a, o) IS NOT NULL
  AND NOT EXISTS { MATCH (b:RegisteredAgency {issuer: $issuer}) WHERE b.code <> $code }
WITH CASE $change
  WHEN 'setAgencyKeys' THEN coalesce(a.issuer, '') + ' ' + coalesce(a.jwks, '')
  WHEN 'setAgencySignIn' THEN coalesce(a.signIn, '') + ' ' + coalesce(a.signInClient, '') + ' ' + coalesce(a.signInClaim, '') + ' ' + coalesce(a.signInScope, '')
  ELSE o.roles
END AS base
