// question: an officer's own charts that have not run out, the last saved first; the content of one alone
// parameters: card, agency, id (of one chart, or null for all), now
// returns: charts, a list of maps
RETURN COLLECT {
  MATCH (c:SavedChart {card: $card})
  WHERE c.agency = $agency AND c.expiresAt >= $now AND ($id IS NULL OR c.id = $id)
  RETURN {
    id: c.id, title: c.title, purpose: c.purpose, case: c.case, nodes: c.nodes, links: c.links,
    content: CASE WHEN $id IS NOT NULL THEN c.content END,
    savedAt: toString(c.savedAt), expiresAt: toString(c.expiresAt)
  }
  ORDER BY c.savedAt DESC, c.id
} AS charts
