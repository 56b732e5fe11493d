// question: whether an officer that is registered would count no more from today on, or an administrator sooner no more than registered
// parameters: card, agency, from, until (days or null), today, administrators (roles)
// in scope: leaves ends; drops the row where the agency is not registered
MATCH (a:RegisteredAgency {code: $agency})
OPTIONAL MATCH (before:RegisteredOfficer {cardNo: $card})
WITH before IS NOT NULL AND before.agency = $agency AND before.state = 'ACTIVE'
  AND coalesce(before.validFrom <= $today, true) AND coalesce(before.validUntil >= $today, true)
  AND (NOT (coalesce($from <= $today, true) AND coalesce($until >= $today, true))
    OR (any(role IN before.roles WHERE role IN $administrators)
      AND $until IS NOT NULL AND coalesce($until < before.validUntil, true))) AS ends
