// question: a chart of an officer's own
// parameters: id, card, agency
// in scope: leaves c, and chart as it was, both null where there is none
OPTIONAL MATCH (c:SavedChart {id: $id, card: $card, agency: $agency})
WITH c, c {.*, savedAt: toString(c.savedAt), expiresAt: toString(c.expiresAt)} AS chart
