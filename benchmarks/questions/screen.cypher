// question: which of these keys belong to somebody on the list of dishonest debtors
UNWIND $keys AS key
MATCH (p:Entity {key: key})
WHERE EXISTS {
  (p)-[l:LISTED_AS]->(e:DishonestyEntry)
  WHERE e.status = 'LISTED'
    AND (e.until IS NULL OR e.until > date({timezone: '+08:00'}))
    AND (l.until IS NULL OR l.until > date({timezone: '+08:00'}))
}
RETURN collect(key) AS found
