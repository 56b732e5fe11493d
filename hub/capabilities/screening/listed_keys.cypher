// The parties of some keys that are on the list, with the courts that put them there. Parameters: keys.
UNWIND $keys AS key
MATCH (p:Entity {key: key})
WHERE EXISTS {
  (p)-[l:LISTED_AS]->(e:DishonestyEntry)
  WHERE on_the_list(e, l)
}
WITH key, p, COLLECT {
  MATCH (p)-[l:LISTED_AS]->(e:DishonestyEntry)-[i:ISSUED_IN]->(:EnforcementCase)-[h:HEARD_BY]->(a:Agency)
  WHERE on_the_list(e, l) AND stands(i) AND stands(h)
  WITH DISTINCT a ORDER BY a.code
  RETURN {code: a.code, name: a.name}
} AS courts
RETURN collect([key, p.id, p.source, courts]) AS found
