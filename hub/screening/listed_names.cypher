// A page of the list: of the entries behind a key, the listed parties whose names begin with one of the characters or
// sounds. The index of keys gives the entries in order, so that neither parties nor the rest of the list are walked.
// Parameters: after (a key), walk (how many entries), signs, sounds.
MATCH (e:Entity)
WHERE e.key > $after AND e.key < 'DishonestyEntry;'
WITH e ORDER BY e.key LIMIT $walk
WITH collect(e) AS walked
RETURN {
  last: CASE WHEN size(walked) = $walk THEN walked[-1].key END,
  parties: COLLECT {
    UNWIND walked AS e
    MATCH (p:Party)-[l:LISTED_AS]->(e)
    WHERE e.status = 'LISTED' AND e.until IS NULL AND l.until IS NULL
      AND (left(p.name, 1) IN $signs OR left(p.name, 2) IN $signs OR split(p.namePinyin, ' ')[0] IN $sounds)
    RETURN [
      p.id,
      p.source,
      p.name,
      p.namePinyin,
      coalesce(
        toString(p.birthDate),
        substring(p.citizenId, 6, 4) + '-' + substring(p.citizenId, 10, 2) + '-' + substring(p.citizenId, 12, 2)
      ),
      p:Company
    ]
  }
} AS page
