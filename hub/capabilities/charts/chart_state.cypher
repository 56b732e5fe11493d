// question: what saving a chart comes to
// parameters: ids (the one to be made first, and those of earlier versions of the ids' key), card, replaces (whether it must be there), most, chart {title, content}, key
// in scope: leaves id (of the chart that is there, or to be made), and state: SAVED, REPEATED, OTHER (the key saved another), MISSING or FULL
OPTIONAL MATCH (c:SavedChart) WHERE c.id IN $ids
WITH *, coalesce(c.id, $ids[0]) AS id, CASE
  WHEN c IS NOT NULL AND c.card <> $card THEN 'MISSING'
  WHEN c IS NOT NULL AND c.lastKey = $key AND (c.title <> $chart.title OR c.content <> $chart.content) THEN 'OTHER'
  WHEN c IS NOT NULL AND c.lastKey = $key THEN 'REPEATED'
  WHEN c IS NOT NULL AND NOT $replaces THEN 'OTHER'
  WHEN c IS NULL AND $replaces THEN 'MISSING'
  WHEN c IS NULL AND COUNT { MATCH (x:SavedChart {card: $card}) } >= $most THEN 'FULL'
  ELSE 'SAVED' END AS state
