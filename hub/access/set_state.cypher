// question: suspend or restore an agency or an officer; how often it was suspended is counted, for it ends sessions
// parameters: code (of an agency, or null), card (of an officer, or null), state, reason, at, by
// returns: one row for what was changed; none where it is not registered
CALL {
  MATCH (x:RegisteredAgency {code: $code}) RETURN x
  UNION ALL
  MATCH (x:RegisteredOfficer {cardNo: $card}) RETURN x
}
SET x.state = $state, x.stateReason = $reason, x.changedAt = $at, x.changedBy = $by,
  x.suspensions = coalesce(x.suspensions, 0) + CASE $state WHEN 'SUSPENDED' THEN 1 ELSE 0 END
RETURN coalesce(x.code, x.cardNo) AS changed
