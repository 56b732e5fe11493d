// question: what saving a chart comes to
// parameters: id, card, replaces (whether it must be there), most, chart {title, content}, key
// in scope: leaves state: SAVED, REPEATED, OTHER (the key saved another), MISSING or FULL
OPTIONAL MATCH (c:SavedChart {id: $id})
WITH *, CASE
  WHEN c IS NOT NULL AND c.card <> $card THEN 'MISSING'
  WHEN c IS NOT NULL AND c.lastKey = $key AND (c.title <> $chart.title OR c.content <> $chart.content) THEN 'OTHER'
  WHEN c IS NOT NULL AND c.lastKey = $key THEN 'REPEATED'
  WHEN c IS NOT NULL AND NOT $replaces THEN 'OTHER'
  WHEN c IS NULL AND $replaces THEN 'MISSING'
  WHEN c IS NULL AND COUNT { MATCH (x:SavedChart {card: $card}) } >= $most THEN 'FULL'
  ELSE 'SAVED' END AS state
