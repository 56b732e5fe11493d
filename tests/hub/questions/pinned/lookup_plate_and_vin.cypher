// vehicle
MATCH (n0:Entity:Vehicle)
WHERE n0.plateNo = $p0 AND n0.key = $p1
RETURN [n0.id, n0.id, n0.source] AS answer
