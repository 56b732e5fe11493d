// question: whether an agency that is registered would count no more from today on
// parameters: code, from, until (days or null), today
// in scope: leaves ends
OPTIONAL MATCH (before:RegisteredAgency {code: $code})
WITH before IS NOT NULL AND before.state = 'ACTIVE'
  AND coalesce(before.validFrom <= $today, true) AND coalesce(before.validUntil >= $today, true)
  AND NOT (coalesce($from <= $today, true) AND coalesce($until >= $today, true)) AS ends
