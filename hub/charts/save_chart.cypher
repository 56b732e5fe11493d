// question: save a chart of an officer, anew or in place of an own one; nothing where the key has saved it already
// parameters: card, agency, id, replaces (whether it must be there), most, chart {…}, key, now
// returns: state, chart. State is SAVED, REPEATED, OTHER (the key saved another), MISSING or FULL; the chart is null for the last three
MATCH (o:RegisteredOfficer {cardNo: $card, agency: $agency})
SET o.chartsTouchedAt = $now
WITH o
CALL () { MATCH (x:SavedChart) WHERE x.expiresAt < $now DELETE x }
OPTIONAL MATCH (c:SavedChart {id: $id})
WITH o, c, CASE
  WHEN c IS NOT NULL AND c.card <> $card THEN 'MISSING'
  WHEN c IS NOT NULL AND c.lastKey = $key AND (c.title <> $chart.title OR c.content <> $chart.content) THEN 'OTHER'
  WHEN c IS NOT NULL AND c.lastKey = $key THEN 'REPEATED'
  WHEN c IS NOT NULL AND NOT $replaces THEN 'OTHER'
  WHEN c IS NULL AND $replaces THEN 'MISSING'
  WHEN c IS NULL AND COUNT { MATCH (x:SavedChart {card: $card}) } >= $most THEN 'FULL'
  ELSE 'SAVED' END AS state
CALL (o, state) {
  WITH state WHERE state = 'SAVED'
  MERGE (x:SavedChart {id: $id})
  SET x += $chart, x.card = $card, x.agency = $agency, x.lastKey = $key
}
OPTIONAL MATCH (x:SavedChart {id: $id}) WHERE state IN ['SAVED', 'REPEATED']
RETURN state, x {.*, savedAt: toString(x.savedAt), expiresAt: toString(x.expiresAt)} AS chart
