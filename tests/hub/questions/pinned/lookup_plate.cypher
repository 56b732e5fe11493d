// vehicle
MATCH (n0:Entity:Vehicle)
WHERE n0.plateNo = $p0
WITH n0 ORDER BY (n0.until IS NOT NULL AND n0.until <= date({timezone: '+08:00'})), n0.registeredAt IS NULL, n0.registeredAt DESC, n0.id LIMIT 1
RETURN [n0.plateNo, n0.vin, toString(n0.registeredAt), n0.id, n0.source] AS answer
