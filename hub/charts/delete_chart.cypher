// question: delete a chart of an officer's own
// parameters: id, card, agency
// returns: whether it was there, and the chart as it was
OPTIONAL MATCH (c:SavedChart {id: $id, card: $card, agency: $agency})
WITH c, c {.*, savedAt: toString(c.savedAt), expiresAt: toString(c.expiresAt)} AS chart
DELETE c
RETURN chart IS NOT NULL AS deleted, chart
