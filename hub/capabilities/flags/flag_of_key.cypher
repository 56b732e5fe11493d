// question: nothing, or the flag that an idempotency key has raised, if it is this one: by the same officer, with the same statement, on the same subjects
// parameters: link (its kind or null), flagKey, stated {kind, statement, evidence}, officerKey
// in scope: subjects (entities); drops the row where the key has raised another flag
OPTIONAL MATCH (before:Entity {key: $flagKey})
WITH *
WHERE before IS NULL OR (before.kind = $stated.kind AND before.statement = $stated.statement
  AND coalesce(before.evidence, '') = coalesce($stated.evidence, '')
  AND EXISTS { (before)-[:RAISED_BY]->(:Entity {key: $officerKey}) } AND COUNT { (before)-[:FLAGS]->() } = size(subjects)
  AND all(s IN subjects WHERE EXISTS { (before)-[:FLAGS]->(s) })
  AND coalesce(before.linkKind, '') = coalesce($link, ''))
