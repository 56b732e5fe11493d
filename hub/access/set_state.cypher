// question: suspend or restore an agency or an officer
// parameters: code (of an agency, or null), card (of an officer, or null), state, reason, at, by
// returns: one row for what was changed; none where it is not registered
CALL {
  MATCH (x:RegisteredAgency {code: $code}) RETURN x
  UNION ALL
  MATCH (x:RegisteredOfficer {cardNo: $card}) RETURN x
}
SET x.state = $state, x.stateReason = $reason, x.changedAt = $at, x.changedBy = $by
RETURN coalesce(x.code, x.cardNo) AS changed
