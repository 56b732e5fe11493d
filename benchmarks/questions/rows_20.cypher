// question: 20 persons born before a day, the youngest first, with homes, vehicles and employers
CALL () {
  MATCH (p:Person) WHERE p.birthDate < date($before) AND p.sex = $sex
  WITH p ORDER BY p.birthDate DESC, p.id LIMIT 21
  RETURN collect(p) AS found
}
RETURN {persons: {
  nodes: COLLECT {
    UNWIND found[0..20] AS p
    RETURN {
      name: p.name, citizenId: p.citizenId, birthDate: toString(p.birthDate),
      residences: {nodes: COLLECT {
        MATCH (p)-[r:RESIDES_AT]->(a:Address) WITH a, r ORDER BY a.id, r.key LIMIT 1 RETURN {text: a.text} }},
      vehicles: {nodes: COLLECT {
        MATCH (p)-[r:OWNS]->(v:Vehicle) WITH v, r ORDER BY v.id, r.key LIMIT 2
        RETURN {plateNo: v.plateNo, brand: v.brand, status: v.status} }},
      employers: {nodes: COLLECT {
        MATCH (p)-[r:EMPLOYED_BY]->(c:Company) WITH c, r ORDER BY c.id, r.key LIMIT 1
        RETURN {name: c.name, uscc: c.uscc} }}
    } },
  pageInfo: {hasNextPage: size(found) > 20}
}} AS data
