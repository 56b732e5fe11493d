// question: which of these keys belong to somebody on the list of dishonest debtors; the answer is put together from them
UNWIND $keys AS key
MATCH (p:Entity {key: key})
WHERE EXISTS {
  (p)-[l:LISTED_AS]->(e:DishonestyEntry)
  WHERE e.status = 'LISTED' AND e.until IS NULL AND l.until IS NULL
}
RETURN collect(key) AS found
