// question: register an agency, or change its name, kind and division; its state, keys and officers stay as they are
// parameters: code, name, kind, division, validFrom, validUntil, at, by
// returns: code, and whether it is new
MERGE (a:RegisteredAgency {code: $code})
ON CREATE SET a.state = 'ACTIVE', a.keyVersion = 0, a.registeredAt = $at, a.registeredBy = $by
WITH a, a.changedAt IS NULL AS new
SET a.name = $name, a.kind = $kind, a.division = $division, a.validFrom = $validFrom, a.validUntil = $validUntil,
  a.changedAt = $at, a.changedBy = $by
RETURN a.code AS code, new
