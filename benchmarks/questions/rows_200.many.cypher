// question: 100 persons born before a day, the youngest first, with homes, vehicles and employers, a row for each
MATCH (p:Person) WHERE p.birthDate < date($before) AND p.sex = $sex
WITH p ORDER BY p.birthDate DESC, p.id LIMIT 101
RETURN p.name AS name, p.citizenId AS citizenId, toString(p.birthDate) AS birthDate,
  COLLECT { MATCH (p)-[r:RESIDES_AT]->(a:Address) WITH a, r ORDER BY a.id, r.key LIMIT 1 RETURN a.text } AS homes,
  COLLECT { MATCH (p)-[r:OWNS]->(v:Vehicle) WITH v, r ORDER BY v.id, r.key LIMIT 2
    RETURN [v.plateNo, v.brand, v.status] } AS vehicles,
  COLLECT { MATCH (p)-[r:EMPLOYED_BY]->(c:Company) WITH c, r ORDER BY c.id, r.key LIMIT 1
    RETURN [c.name, c.uscc] } AS employers
